// Text and preview show the same place. Whichever side a person scrolls, points or types in leads, the other follows; what follows never
// leads, so the two do not push each other. A block's data-line says where its source begins; between two blocks the way is shared out
// evenly.
import { EditorView } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";

type Side = "text" | "preview";
/** Distances from the top of what is scrolled, in pixels. */
interface Place {
  text: number;
  preview: number;
}

export class Together {
  private leader: Side = "text";
  private frame = 0;
  private readonly leaving = new AbortController();

  constructor(
    private readonly view: EditorView,
    private readonly preview: HTMLElement,
    public isOn: boolean,
  ) {
    const lead = (side: Side) => () => {
      this.leader = side;
    };
    const on = (target: EventTarget, event: string, then: (event: Event) => void) =>
      target.addEventListener(event, then, { signal: this.leaving.signal, passive: true });
    for (const event of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      on(view.scrollDOM, event, lead("text"));
      on(preview, event, lead("preview"));
    }
    on(view.scrollDOM, "scroll", () => this.scrolled("text"));
    on(preview, "scroll", () => this.scrolled("preview"));
    preview.addEventListener("click", event => this.press(event), { signal: this.leaving.signal });
  }

  /** A heading or a line was gone to: the text moves, the preview follows. */
  readonly textLeads = (): void => {
    this.leader = "text";
  };

  follow(): void {
    this.scrolled(this.leader);
  }

  close(): void {
    this.leaving.abort();
    cancelAnimationFrame(this.frame);
  }

  private scrolled(side: Side): void {
    if (!this.isOn || side !== this.leader || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.isOn && this.areBothSeen()) side === "text" ? this.movePreview() : this.moveText();
    });
  }

  private areBothSeen(): boolean {
    return this.preview.clientHeight > 0 && this.view.scrollDOM.clientHeight > 0;
  }

  /**
   * The places, in text and preview, of the block that is the last one above, and of the one after it. Few are measured: a long text has
   * thousands of blocks.
   */
  private around(isAbove: (block: HTMLElement) => boolean): [Place, Place] {
    const { children } = this.preview;
    let low = 0,
      high = children.length; // the first block that is not above
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAbove(children[middle] as HTMLElement)) low = middle + 1;
      else high = middle;
    }
    const start: Place = { text: 0, preview: 0 },
      end: Place = { text: this.view.scrollDOM.scrollHeight, preview: this.preview.scrollHeight };
    return [
      low > 0 ? this.placeOf(children[low - 1] as HTMLElement) : start,
      low < children.length ? this.placeOf(children[low] as HTMLElement) : end,
    ];
  }

  private placeOf(block: HTMLElement): Place {
    return { text: this.topOf(lineOf(block)), preview: this.topIn(block) };
  }

  private topIn(block: HTMLElement): number {
    return block.getBoundingClientRect().top - this.preview.getBoundingClientRect().top + this.preview.scrollTop;
  }

  private movePreview(): void {
    const { view, preview } = this,
      at = view.scrollDOM.scrollTop;
    if (at <= 0) return void (preview.scrollTop = 0);
    const line = view.state.doc.lineAt(view.lineBlockAtHeight(at - view.documentPadding.top).from).number;
    const [above, below] = this.around(block => lineOf(block) <= line);
    preview.scrollTop = between(above.text, below.text, at, above.preview, below.preview);
  }

  private moveText(): void {
    const { view, preview } = this,
      at = preview.scrollTop;
    if (at <= 0) return void (view.scrollDOM.scrollTop = 0);
    const [above, below] = this.around(block => this.topIn(block) <= at);
    view.scrollDOM.scrollTop = between(above.preview, below.preview, at, above.text, below.text);
  }

  private topOf(line: number): number {
    const { doc } = this.view.state;
    return this.view.lineBlockAt(doc.line(Math.min(doc.lines, line)).from).top + this.view.documentPadding.top;
  }

  /** A press on a block goes to its lines; one on a link, or one that selects text, does what it does anywhere. */
  private press(event: MouseEvent): void {
    const target = event.target as Element,
      block = target.closest<HTMLElement>("[data-line]");
    if (!block || target.closest("a[href], button, summary") || !this.areBothSeen() || !(document.getSelection()?.isCollapsed ?? true))
      return;
    const { view } = this,
      { doc } = view.state;
    const { from } = doc.line(Math.max(1, Math.min(doc.lines, Number(block.dataset.line))));
    this.leader = "preview"; // the preview stays where it was pressed
    view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    giveFocus(view);
  }
}

const lineOf = (block: HTMLElement): number => Number(block.dataset.line) || 1;

/** `at` lies between `from` and `to`: as far along between the other two. */
export function between(from: number, to: number, at: number, otherFrom: number, otherTo: number): number {
  const share = to > from ? Math.max(0, Math.min(1, (at - from) / (to - from))) : 0;
  return otherFrom + (otherTo - otherFrom) * share;
}
