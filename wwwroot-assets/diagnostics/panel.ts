// What the compiler found in this text, as a list beside it; a press goes there.
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { icon } from "../editor/toolbar/icons";
import { Debounce } from "../kernel/debounce";
import { made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import { diagnosticsIn, showDiagnostic } from "./diagnostics";
import type { Placed } from "./place";

const afterTyping = 200; // milliseconds

export class DiagnosticPanel {
  private readonly list = made("ol", "side-list");
  private readonly none = made("p", "side-empty", word("findings-none"));
  private readonly showing = new Debounce(afterTyping, () => this.show());
  private shown: readonly Placed[] | null = null;

  constructor(
    private readonly view: EditorView,
    element: HTMLElement,
    private readonly counted: (count: number) => void,
  ) {
    element.replaceChildren(this.none, this.list);
    this.show();
  }

  update({ state }: ViewUpdate): void {
    if (diagnosticsIn(state) !== this.shown) this.showing.call();
  }

  close(): void {
    this.showing.cancel();
  }

  private show(): void {
    const placed = (this.shown = diagnosticsIn(this.view.state));
    this.counted(placed.length);
    this.none.hidden = placed.length > 0;
    this.list.replaceChildren(...placed.map(one => made("li", "", this.entry(one))));
  }

  private entry(one: Placed): HTMLButtonElement {
    const { diagnostic, from } = one,
      button = made("button", `side-entry finding-${diagnostic.severity}`),
      words = made("span", "", made("b", "", diagnostic.message));
    button.type = "button";
    if (diagnostic.hint) words.append(made("small", "", diagnostic.hint));
    words.append(made("small", "muted", this.view.state.doc.lineAt(Math.min(from, this.view.state.doc.length)).text.slice(0, 60)));
    button.append(icon(diagnostic.severity), words);
    button.onclick = () => {
      const now = this.shown?.find(other => other.diagnostic === diagnostic);
      showDiagnostic(this.view, (now ?? one).from);
    };
    return button;
  }
}
