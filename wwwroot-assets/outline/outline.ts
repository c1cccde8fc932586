// The headings of this text beneath its name in the tree of the report, read from the text itself; the one that is being read is marked.
import { EditorView, type ViewUpdate } from "@codemirror/view";
import { arrange } from "../kernel/dialog/list";
import { Debounce } from "../kernel/debounce";
import { word } from "../kernel/words";
import type { Numbers } from "./numbers";
import type { Item } from "./structure";
import { giveFocus } from "../kernel/focus";

const afterTyping = 200; // milliseconds
const margin = 40; // pixels above a heading that is gone to

export class Outline {
  readonly column = document.createElement("div");
  private readonly showing = new Debounce(afterTyping, () => this.show());
  private headings: readonly Item[] = [];
  private shown = "";

  constructor(
    private readonly view: EditorView,
    private readonly numbers: Numbers,
    private readonly leads: () => void,
  ) {
    const { column } = this;
    column.className = "text-outline";
    column.setAttribute("role", "group");
    column.setAttribute("aria-label", word("tool-outline"));
    view.scrollDOM.addEventListener("scroll", this.markCurrent, { passive: true });
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
    this.view.scrollDOM.removeEventListener("scroll", this.markCurrent);
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
    this.fill(this.column);
    if (focused >= 0 && !this.column.contains(document.activeElement)) this.column.querySelectorAll("button")[focused]?.focus();
    this.markCurrent();
  }

  /** A heading that was there before keeps its entry, whatever its number is now: a finger may be on it. */
  private fill(place: HTMLElement): void {
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
        button.onclick = () => this.goTo(i);
        if (at < 0) {
          button.tabIndex = -1; // the tree is one stop for Tab
          entry.append(button);
        }
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
    const current = this.current();
    this.column.querySelectorAll("button").forEach((button, i) => {
      if (i !== current) return button.removeAttribute("aria-current");
      if (button.hasAttribute("aria-current")) return;
      button.setAttribute("aria-current", "location");
      this.reveal(button);
    });
  };

  private reveal(button: HTMLElement): void {
    const place = this.column.closest<HTMLElement>("nav");
    if (!place) return;
    const { top, bottom } = button.getBoundingClientRect(),
      frame = place.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) place.scrollTop += top - frame.top - frame.height / 2;
  }
}
