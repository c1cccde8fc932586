// How a case of the tests of Enter is written: one line.
import assert from "node:assert/strict";
import { history } from "@codemirror/commands";
import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { enter, enterBelow, entering, enterKeys, enterLine } from "../editor/enter/enter";
import { reportMarkdown } from "../editor/markdown";

/**
 * The caret is `¦`, a selection is `«…»`; `⏎` is Enter, `⇧` Shift-Enter, `⌃` Mod-Enter, `⌫` Backspace, `⌦` Delete; other characters are
 * typed.
 */
export function typed(marked: string, keys: string): string {
  let state = stateOf(marked);
  for (const key of keys) state = pressed(state, key);
  return shown(state);
}

export function stateOf(marked: string): EditorState {
  const from = Math.max(marked.indexOf("¦"), marked.indexOf("«")),
    to = marked.indexOf("»") < 0 ? from : marked.indexOf("»") - 1;
  return EditorState.create({
    doc: marked.replace(/[¦«»]/g, ""),
    selection: EditorSelection.range(from, to),
    extensions: [reportMarkdown, history(), entering, EditorState.allowMultipleSelections.of(true)],
  });
}

export const keysOf: Record<string, readonly StateCommand[]> = {
  "⏎": [enter],
  "⇧": [enterLine],
  "⌃": [enterBelow],
  "⌫": enterKeys.filter(({ key }) => key === "Backspace").map(({ run }) => run as unknown as StateCommand),
  "⌦": enterKeys.filter(({ key }) => key === "Delete").map(({ run }) => run as unknown as StateCommand),
};

export function pressed(state: EditorState, key: string): EditorState {
  const run = keysOf[key],
    dispatch = (tr: { state: EditorState }) => {
      state = tr.state;
    };
  if (!run) return state.update(state.replaceSelection(key), { userEvent: "input.type" }).state;
  if (run.some(command => command({ state, dispatch: dispatch as never }))) return state;
  const { head } = state.selection.main;
  assert.ok(key === "⌫" || key === "⌦", "Enter is always ours");
  return state.update({ changes: key === "⌫" ? { from: head - 1, to: head } : { from: head, to: head + 1 } }).state;
}

export function shown(state: EditorState): string {
  const { from, to } = state.selection.main,
    text = state.doc.toString();
  return from === to ? `${text.slice(0, from)}¦${text.slice(from)}` : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}
