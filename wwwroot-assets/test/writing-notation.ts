// How a case of the tests of writing is written: one line.
import { history } from "@codemirror/commands";
import { EditorSelection, EditorState, type StateCommand } from "@codemirror/state";
import { reportMarkdown } from "../editor/markdown";

/** The caret is `|` when it stands alone, a selection is `«…»`. In a text with tables the caret is `¦`. */
export function stateOf(marked: string, readOnly = false): EditorState {
  const caret = marked.includes("¦") ? "¦" : "|";
  const from = marked.indexOf("«") >= 0 ? marked.indexOf("«") : marked.indexOf(caret);
  const doc = marked.includes("«") ? marked.replace("«", "").replace("»", "") : marked.slice(0, from) + marked.slice(from + 1);
  const to = marked.includes("«") ? marked.indexOf("»") - 1 : from;
  return EditorState.create({
    doc,
    selection: EditorSelection.range(from, to),
    extensions: [reportMarkdown, history(), EditorState.readOnly.of(readOnly)],
  });
}

export function shown(state: EditorState, caret: string): string {
  const { from, to } = state.selection.main,
    text = state.doc.toString();
  return from === to ? text.slice(0, from) + caret + text.slice(from) : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}

export function run(marked: string, ...commands: StateCommand[]): string {
  let state = stateOf(marked);
  for (const command of commands)
    command({
      state,
      dispatch: tr => {
        state = tr.state;
      },
    });
  return shown(state, marked.includes("¦") ? "¦" : "|");
}

export const table = "| 校 | 人 |\n| --- | --- |\n| 甲 | 1 |";
