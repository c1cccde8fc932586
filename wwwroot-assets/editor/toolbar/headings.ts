// Heading levels of the lines that are selected; level 0 is running text.
import { type EditorState, type Line, type StateCommand } from "@codemirror/state";
import { headingOf } from "../reading/lines";

const listed = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

export const levels = [1, 2, 3, 4] as const;

export const levelAt = (state: EditorState): number => headingOf(state.doc.lineAt(state.selection.main.head).text)?.level ?? 0;

export const setHeading =
  (level: number): StateCommand =>
  ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const lines = selectedLines(state);
    const changes = lines
      .filter(line => lines.length === 1 || line.text.trim() !== "")
      .map(line => {
        const old = headingOf(line.text)?.length ?? (level > 0 ? listed.exec(line.text)?.[0].length : 0) ?? 0;
        return { from: line.from, to: line.from + old, insert: level > 0 ? "#".repeat(level) + " " : "" };
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

/** As the keys do it: the level that is there already is taken off. */
export const toggleHeading =
  (level: number): StateCommand =>
  target =>
    setHeading(levelAt(target.state) === level ? 0 : level)(target);

export function selectedLines(state: EditorState): Line[] {
  const lines = new Map<number, Line>();
  for (const { from, to, empty } of state.selection.ranges) {
    for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
      if (empty || line.from < to || line.from === from) lines.set(line.number, line);
      if (line.to >= to) break;
    }
  }
  return [...lines.values()];
}
