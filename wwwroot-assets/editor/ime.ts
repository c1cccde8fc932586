// While somebody composes with an input method, the browser owns the text around the caret: a remote edit put in there breaks the
// composition, and half-typed pinyin is nothing to send. So the connection is held from compositionstart to compositionend.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { mode } from "../tracking/mode";

/** CodeMirror reads the composition's last change in a microtask after compositionend; Safari's last key comes after it. */
const settling = 20; // milliseconds

/**
 * Where what is selected stays as a suggested deletion, the browser must not take it out to compose in its place: the caret goes behind
 * it first.
 */
function keepSelected(view: EditorView): void {
  const { state } = view;
  if (state.field(mode, false)?.on && !state.selection.main.empty)
    view.dispatch(state.replaceSelection(""), { userEvent: "delete.forward.compose" });
}

export interface Held {
  hold(): void;
  release(): void;
}

export function holdWhileComposing(connection: Held): Extension {
  let composing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const start = () => {
    clearTimeout(timer);
    composing = true;
    connection.hold();
  };
  const end = () => {
    if (!composing) return;
    composing = false;
    timer = setTimeout(() => connection.release(), settling);
  };
  // A composition ends with the focus, even where the browser does not say so.
  return EditorView.domEventHandlers({
    compositionstart: (_event, view) => {
      keepSelected(view);
      start();
    },
    compositionend: end,
    blur: end,
  });
}
