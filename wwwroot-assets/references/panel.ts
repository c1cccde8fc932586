// Everything in the report that can be referred to, beside the text; a press puts a reference where the caret is.
import type { EditorView } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";
import { made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import type { Numbers } from "../outline/numbers";
import { entriesOf, fits, insertReference, type Entry } from "./picker";

const kinds = ["figure", "table", "case", "heading"] as const;

export class ReferencePanel {
  private readonly search = made("input", "");
  private readonly how = made("p", "side-how");
  private readonly list = made("div", "side-groups");
  private shown = "";

  constructor(
    private readonly view: EditorView,
    private readonly element: HTMLElement,
    private readonly numbers: Numbers,
    private readonly document: string,
  ) {
    const { search } = this;
    search.type = "search";
    search.placeholder = word("references-search");
    search.setAttribute("aria-label", search.placeholder);
    search.oninput = () => this.show();
    element.replaceChildren(search, this.how, this.list);
  }

  /** Where it is not looked at nothing is drawn. */
  show(): void {
    if (this.element.getClientRects().length === 0) return;
    const { state } = this.view,
      entries = entriesOf(state, this.numbers).filter(entry => fits(entry, this.search.value.replace(/\s/g, ""))),
      now = JSON.stringify([state.readOnly, ...entries.map(({ kind, number, title, id }) => [kind, number, title, id])]);
    if (now === this.shown) return;
    this.shown = now;
    this.how.textContent = word(state.readOnly ? "references-read-only" : "references-why");
    const groups = kinds.flatMap(kind => this.group(kind, entries));
    this.list.replaceChildren(...(groups.length > 0 ? groups : [made("p", "side-empty", word("references-none"))]));
  }

  private group(kind: (typeof kinds)[number], all: readonly Entry[]): HTMLElement[] {
    const entries = all.filter(entry => entry.kind === kind);
    if (entries.length === 0) return [];
    return [made("h2", "", word(`kind-${kind}`)), made("ul", "side-list", ...entries.map(entry => made("li", "", this.entry(entry))))];
  }

  private entry(entry: Entry): HTMLButtonElement {
    const isLinkable = entry.id !== null || entry.item !== null,
      button = made("button", "side-entry", made("span", "", made("b", "", entry.number), " ", entry.title));
    button.type = "button";
    button.disabled = this.view.state.readOnly || !isLinkable;
    button.title = isLinkable ? "" : word("reference-no-id");
    button.onmousedown = event => event.preventDefault(); // the caret stays where it is
    button.onclick = () => {
      const { from, to } = this.view.state.selection.main;
      insertReference(this.view, entry, this.numbers, this.document, from, to);
      giveFocus(this.view);
    };
    return button;
  }
}
