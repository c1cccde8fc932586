// Bulleted and numbered lists over the lines that are selected. Enter goes on with a list (enter/lists.ts).
import type { EditorState, StateCommand } from "@codemirror/state";
import { selectedLines } from "./headings";

export type ListKind = "bullets" | "numbers";

const signs: Record<ListKind, RegExp> = { bullets: /^(\s*)[-*+](?:[ \t]+|$)/, numbers: /^(\s*)\d{1,9}[.)](?:[ \t]+|$)/ };
const any = /^(\s*)(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)|#{1,6}[ \t]+)?/;

export const isList = (state: EditorState, kind: ListKind): boolean => signs[kind].test(state.doc.lineAt(state.selection.main.head).text);

export const toggleList =
  (kind: ListKind): StateCommand =>
  ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const all = selectedLines(state),
      lines = all.filter(line => all.length === 1 || line.text.trim() !== "");
    const off = lines.every(line => signs[kind].test(line.text));
    let number = 0;
    const changes = lines.map(line => {
      const [old, indent] = any.exec(line.text)!;
      return {
        from: line.from,
        to: line.from + old.length,
        insert: (indent ?? "") + (off ? "" : kind === "bullets" ? "- " : `${++number}. `),
      };
    });
    const set = state.changes(changes),
      { anchor, head } = state.selection.main;
    dispatch(
      state.update({
        changes: set,
        selection: { anchor: set.mapPos(anchor, 1), head: set.mapPos(head, 1) },
        userEvent: "input.format",
        scrollIntoView: true,
      }),
    );
    return true;
  };

/** Mod-[: one level out. Blanks of other widths than a space's are nobody's indent, and stay. */
export const outdent: StateCommand = ({ state, dispatch }) => {
  if (state.readOnly) return false;
  const indented = selectedLines(state).filter(({ text }) => /^[ \t]/.test(text));
  const changes = indented.map(({ from, text }) => ({ from, to: from + /^(?: {1,2}|\t)/.exec(text)![0].length }));
  if (changes.length > 0) dispatch(state.update({ changes, userEvent: "delete.dedent", scrollIntoView: true }));
  return true;
};
