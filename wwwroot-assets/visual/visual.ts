// 可视 and 源码: two ways to see one text. The Markdown is the only truth in both; switching changes no byte of it.
import { Compartment, type Extension, Facet } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Held } from "../editor/ime";
import { word } from "../kernel/words";
import { remember, remembered } from "../kernel/remembered";
import type { Numbers } from "../outline/numbers";
import { visualCells } from "./cells";
import { guards } from "./guards";
import { visualLines } from "./lines";
import { type Place, visualObjects } from "./objects";
import { structure } from "./structure";
import { visualTables } from "./table";

export interface VisualHost {
  readonly numbers: Numbers;
  readonly place: Place;
  readonly held: Held;
  /** What only the source shows. */
  readonly source: Extension;
}

const shown = new Compartment();
const isVisual = Facet.define<boolean, boolean>({ combine: values => values[0] ?? false });

const visualOf = ({ numbers, place, held }: VisualHost): Extension => [
  isVisual.of(true),
  structure,
  visualLines(numbers),
  visualObjects(numbers, place),
  visualTables(numbers),
  visualCells(numbers, held),
  guards,
  EditorView.editorAttributes.of({ class: "is-visual" }),
];

/** For the text's state; the way that this browser had last. */
export const visual = (host: VisualHost): Extension => shown.of(remembered("visual", true) ? visualOf(host) : host.source);

/** The switch beside the state of saving. */
export class ViewSwitch {
  readonly element = document.createElement("button");

  constructor(
    private readonly view: EditorView,
    private readonly host: VisualHost,
  ) {
    const { element } = this;
    element.type = "button";
    element.className = "view-switch";
    element.dataset.testid = "view-toggle";
    element.onmousedown = event => event.preventDefault(); // the focus stays in the text
    element.onclick = () => this.set(!this.view.state.facet(isVisual));
    this.show();
  }

  private set(on: boolean): void {
    remember("visual", on);
    const { head } = this.view.state.selection.main;
    this.view.dispatch({
      effects: [shown.reconfigure(on ? visualOf(this.host) : this.host.source), EditorView.scrollIntoView(head, { y: "center" })],
    });
    this.show();
  }

  private show(): void {
    const on = this.view.state.facet(isVisual);
    this.element.dataset.view = on ? "visual" : "source";
    this.element.textContent = word(on ? "view-source" : "view-visual");
    this.element.title = word(on ? "view-source-why" : "view-visual-why");
  }
}
