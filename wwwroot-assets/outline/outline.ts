// The headings of this text beside it, read from the text itself; the one that is being read is marked. Where there is no room for a
// column, the button in the toolbar opens the same list as a menu.
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { arrange } from "../kernel/dialog/list";
import { remember, remembered } from "../kernel/remembered";
import { Debounce } from "../kernel/debounce";
import { icon } from "../editor/toolbar/icons";
import { openPopover } from "../editor/toolbar/popover";
import { word } from "../kernel/words";
import type { Numbers } from "./numbers";
import type { Item } from "./structure";
import { giveFocus } from "../kernel/focus";

const roomy = 640; // pixels of the text's panel: a column fits beside the text
const afterTyping = 200; // milliseconds
const margin = 40; // pixels above a heading that is gone to

export class Outline {
  readonly column = document.createElement("nav");
  readonly button = document.createElement("button");
  private readonly watching: ResizeObserver;
  private readonly showing = new Debounce(afterTyping, () => this.show());
  private headings: readonly Item[] = [];
  private isWanted = remembered("outline", true);
  private isRoomy = false;
  private shown = "";

  constructor(
    private readonly view: EditorView,
    panel: HTMLElement,
    private readonly numbers: Numbers,
    private readonly leads: () => void,
  ) {
    const { button, column } = this;
    column.className = "text-outline";
    column.setAttribute("aria-label", word("tool-outline"));
    button.type = "button";
    button.title = word("tool-outline");
    button.setAttribute("aria-label", word("tool-outline"));
    button.append(icon("outline"));
    button.onmousedown = event => event.preventDefault();
    button.onclick = () => this.press();
    this.watching = new ResizeObserver(() => this.fit(panel.clientWidth));
    this.watching.observe(panel);
    view.scrollDOM.addEventListener("scroll", this.markCurrent, { passive: true });
    this.fit(panel.clientWidth);
    this.show();
  }

  update({ docChanged }: ViewUpdate): void {
    if (docChanged) this.soon();
  }

  /** Numbers came anew. */
  soon(): void {
    this.showing.call();
  }

  close(): void {
    this.showing.cancel();
    this.watching.disconnect();
    this.view.scrollDOM.removeEventListener("scroll", this.markCurrent);
  }

  private fit(width: number): void {
    this.isRoomy = width >= roomy;
    this.column.hidden = !(this.isRoomy && this.isWanted);
    if (this.isRoomy) this.button.removeAttribute("aria-haspopup");
    else this.button.setAttribute("aria-haspopup", "dialog");
    this.button.setAttribute("aria-expanded", String(!this.column.hidden));
    this.markCurrent();
  }

  private press(): void {
    if (this.isRoomy) {
      remember("outline", (this.isWanted = !this.isWanted));
      return this.fit(roomy);
    }
    this.show();
    openPopover(this.button, word("tool-outline"), (element, close) => {
      element.classList.add("outline-menu");
      this.fill(element, close);
    });
  }

  private show(): void {
    this.headings = this.numbers.items(this.view.state).filter(({ kind }) => kind === "heading");
    // While only running text changes, the list stays as it is: under a finger, too.
    const now = JSON.stringify(this.headings.map(heading => [heading.level, heading.title, this.numbers.of(this.view.state, heading)]));
    if (now === this.shown) return this.markCurrent();
    this.shown = now;
    const focused = this.column.contains(document.activeElement)
      ? [...this.column.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement)
      : -1;
    this.fill(this.column, () => {});
    if (focused >= 0 && !this.column.contains(document.activeElement)) this.column.querySelectorAll("button")[focused]?.focus();
    this.markCurrent();
  }

  /** A heading that was there before keeps its entry, whatever its number is now: a finger may be on it. */
  private fill(place: HTMLElement, chosen: () => void): void {
    if (this.headings.length === 0) {
      const none = document.createElement("p");
      none.className = "muted";
      none.textContent = word("outline-empty");
      return place.replaceChildren(none);
    }
    const list = place.querySelector("ol") ?? document.createElement("ol"),
      known = [...list.children] as HTMLElement[],
      current = this.current();
    arrange(
      list,
      this.headings.map((heading, i) => {
        const level = `level-${heading.level}`,
          at = known.findIndex(entry => entry.className === level && (entry.firstElementChild as HTMLElement).title === heading.title);
        const entry = at < 0 ? document.createElement("li") : known.splice(at, 1)[0]!,
          button = (entry.firstElementChild ?? document.createElement("button")) as HTMLButtonElement;
        const number = this.numbers.of(this.view.state, heading),
          title = heading.title || word("outline-untitled");
        entry.className = level;
        button.type = "button";
        button.title = heading.title;
        if (button.textContent !== number + title)
          button.replaceChildren(
            ...(number ? [Object.assign(document.createElement("span"), { className: "number", textContent: number })] : []),
            title,
          );
        if (i === current) button.setAttribute("aria-current", "location");
        button.onclick = () => {
          chosen();
          this.goTo(i);
        };
        if (at < 0) entry.append(button);
        return entry;
      }),
    );
    if (place.firstElementChild !== list) place.replaceChildren(list);
  }

  private goTo(index: number): void {
    const heading = this.numbers.items(this.view.state).filter(({ kind }) => kind === "heading")[index];
    if (!heading) return;
    this.leads();
    this.view.dispatch({
      selection: { anchor: heading.from },
      effects: EditorView.scrollIntoView(heading.from, { y: "start", yMargin: margin }),
    });
    giveFocus(this.view);
  }

  /** The heading above what stands at the top; at the end of the text, where nothing scrolls any more, still the one above the top. */
  private current(): number {
    const top = this.view.lineBlockAtHeight(this.view.scrollDOM.scrollTop + margin + 8 - this.view.documentPadding.top).from;
    let current = -1;
    this.headings.forEach(({ from }, i) => {
      if (from <= top) current = i;
    });
    return current;
  }

  private readonly markCurrent = (): void => {
    if (this.column.hidden) return;
    const current = this.current();
    this.column.querySelectorAll("button").forEach((button, i) => {
      if (i !== current) return button.removeAttribute("aria-current");
      if (button.hasAttribute("aria-current")) return;
      button.setAttribute("aria-current", "location");
      const { top, bottom } = button.getBoundingClientRect(),
        frame = this.column.getBoundingClientRect();
      if (top < frame.top || bottom > frame.bottom) this.column.scrollTop += top - frame.top - frame.height / 2;
    });
  };
}
