// The switch 建议模式: whether what one types is a suggestion. For those who may only suggest it is on and stays on.
import type { EditorView } from "@codemirror/view";
import { icon } from "../editor/toolbar/icons";
import { word } from "../kernel/words";
import { mode, setMode } from "../tracking/mode";

export class SuggestSwitch {
  readonly element = document.createElement("button");
  private readonly label = document.createElement("span");

  constructor(private readonly view: EditorView) {
    const { element } = this;
    element.type = "button";
    element.className = "suggest-switch";
    element.dataset.testid = "suggest-toggle";
    element.append(icon("suggest"), this.label);
    element.setAttribute("aria-keyshortcuts", "Control+Shift+E");
    element.onmousedown = event => event.preventDefault(); // the focus stays in the text
    element.onclick = () => toggleSuggesting(view);
    this.show();
  }

  show(): void {
    const { on, only } = this.view.state.field(mode);
    this.element.hidden = this.view.state.readOnly;
    this.element.setAttribute("aria-pressed", String(on));
    this.element.setAttribute("aria-disabled", String(only));
    this.label.textContent = word(only ? "suggest-only-short" : "suggest-mode"); // one that cannot be pressed says why
    this.element.title = word(only ? "suggest-only" : on ? "suggest-on" : "suggest-off");
  }
}

/** Mod-Shift-e, as in Word. */
export function toggleSuggesting(view: EditorView): boolean {
  const { on, only } = view.state.field(mode);
  if (!only && !view.state.readOnly) view.dispatch({ effects: setMode.of({ on: !on }) });
  return true;
}
