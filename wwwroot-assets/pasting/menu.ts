// At the foot of the text stands, until the next edit, what came of the formats that were pasted, and the way to the plain text. Beside the
// words it would be out of sight as soon as they are longer than the window.
import { StateEffect, StateField } from "@codemirror/state";
import { type EditorView, keymap, type Panel, showPanel } from "@codemirror/view";
import { button, made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";

/** Positions in UTF-16 units. */
export interface Pasted {
  from: number;
  to: number;
  plain: string;
  /** Sentences: what could not come as it was. */
  said: readonly string[];
}

export const setPasted = StateEffect.define<Pasted | null>();

const shown = StateField.define<Pasted | null>({
  create: () => null,
  update(value, tr) {
    for (const effect of tr.effects) if (effect.is(setPasted)) return effect.value;
    if (!value) return null;
    const isPicture = tr.isUserEvent("input.paste.picture"); // of what was pasted
    if ((tr.isUserEvent("input") && !isPicture) || tr.isUserEvent("delete") || tr.isUserEvent("undo") || tr.isUserEvent("move"))
      return null;
    return tr.docChanged ? { ...value, from: tr.changes.mapPos(value.from, -1), to: tr.changes.mapPos(value.to, 1) } : value;
  },
  provide: self => showPanel.from(self, value => value && (view => panel(view, value.said))),
});

const panel = (view: EditorView, said: readonly string[]): Panel => ({ dom: bar(view, said) });

function bar(view: EditorView, said: readonly string[]): HTMLElement {
  const element = made("div", "pasted-bar");
  element.dataset.testid = "pasted-bar";
  element.setAttribute("role", "group");
  element.setAttribute("aria-label", word("paste-how"));
  element.append(
    button(word("paste-keep"), () => close(view), "button button-small"),
    button(word("paste-plain"), () => makePlain(view), "button button-small"),
    ...said.map(sentence => made("p", "muted", sentence)),
  );
  return element;
}

function close(view: EditorView): boolean {
  if (!view.state.field(shown, false)) return false;
  view.dispatch({ effects: setPasted.of(null) });
  view.focus();
  return true;
}

function makePlain(view: EditorView): void {
  const pasted = view.state.field(shown, false);
  if (!pasted || view.state.readOnly) return;
  const { from, to, plain } = pasted;
  view.dispatch({
    changes: { from, to, insert: plain },
    selection: { anchor: from + plain.length },
    effects: setPasted.of(null),
    userEvent: "input.paste.plain",
    scrollIntoView: true,
  });
  view.focus();
}

export const pastedMenu = [shown, keymap.of([{ key: "Escape", run: close }])];
