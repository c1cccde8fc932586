// A button beside what is selected. It appears when the selection rests, below its end, where a telephone's own handles leave room, and
// is pressed by a finger, a mouse or by the key C.
import { button } from "../kernel/dialog/modal";
import { word } from "../kernel/words";

const rest = 250; // milliseconds
const gap = 10; // pixels between the selection and the button
const gapForHandles = 28;

export class Offer {
  private readonly button: HTMLButtonElement;
  private timer = 0;

  /** `rested` is told of every selection that rests and says whether it can be commented on; `pressed` begins a comment on the last. */
  constructor(
    private readonly rested: (range: Range | null) => boolean,
    pressed: () => void,
    signal?: AbortSignal,
  ) {
    this.button = button(word("comment-selected"), pressed, "button button-primary comment-offer");
    this.button.dataset.testid = "comment-offer";
    this.button.setAttribute("aria-keyshortcuts", "c");
    // The press must not take the selection away.
    this.button.addEventListener("pointerdown", event => event.preventDefault());
    document.addEventListener("selectionchange", () => this.wait(), signal && { signal });
  }

  hide(): void {
    this.button.remove();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), rest);
  }

  private look(): void {
    const selection = getSelection(),
      range = selection && !selection.isCollapsed && selection.rangeCount > 0 ? selection.getRangeAt(0) : null;
    if (this.rested(range) && range) this.show(range);
    else this.hide();
  }

  private show(range: Range): void {
    const boxes = range.getClientRects(),
      box = boxes[boxes.length - 1] ?? range.getBoundingClientRect(),
      { button: shown } = this;
    if (!shown.isConnected) document.body.append(shown);
    const below = matchMedia("(pointer: coarse)").matches ? gapForHandles : gap,
      left = Math.min(box.right - shown.offsetWidth / 2, document.documentElement.clientWidth - shown.offsetWidth - gap);
    shown.style.left = `${Math.max(gap, left) + scrollX}px`;
    shown.style.top = `${box.bottom + below + scrollY}px`;
  }
}
