// What lies beyond a table or a cell for somebody who goes on with the arrow keys.
import { EditorSelection, type EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { isBlank } from "../editor/reading/lines";
import { shapeAt, structureIn, type TableLines } from "./structure";

/** The caret is in the first or last of the lines that are seen. */
export function isAtEdge(cell: EditorView, down: boolean): boolean {
  const { main } = cell.state.selection;
  if (!main.empty) return false;
  const next = cell.moveVertically(main, down);
  return next.head === main.head || next.head === (down ? cell.state.doc.length : 0);
}

export function leaveTable(view: EditorView, { first, last, caption }: TableLines, by: 1 | -1): void {
  const { doc } = view.state;
  if (by < 0) {
    const at = caption !== null ? doc.line(caption).to : Math.max(0, doc.line(first).from - 1);
    return view.dispatch({ selection: EditorSelection.cursor(at), scrollIntoView: true, userEvent: "select" });
  }
  let number = (caption ?? last) + 1;
  while (number < doc.lines && isBlank(doc.line(number).text)) number++;
  if (number <= doc.lines) view.dispatch({ selection: { anchor: doc.line(number).from }, scrollIntoView: true, userEvent: "select" });
  else view.dispatch({ changes: { from: doc.length, insert: "\n\n" }, selection: { anchor: doc.length + 2 }, userEvent: "input.enter" });
}

/** The table that the caret would go into from here: from its caption, or from the line before or behind it. */
export function tableBeyond(state: EditorState, by: 1 | -1): TableLines | null {
  const { tables } = structureIn(state),
    { number } = state.doc.lineAt(state.selection.main.head),
    next = nextLine(state, number, by);
  const fits = ({ first, last, caption }: TableLines) =>
    by > 0 ? caption === number || (caption === null && first === next) : (caption ?? last) === next;
  return tables.find(fits) ?? null;
}

/** A captioned table stands below its caption, though its source stands above: the line that is above, or below, for the eye. */
export function lineBeyond(state: EditorState, by: 1 | -1): number | null {
  const { tables } = structureIn(state),
    { number } = state.doc.lineAt(state.selection.main.head);
  if (by > 0) return tables.find(({ first, caption }) => caption !== null && first === nextLine(state, number, 1))?.caption ?? null;
  const own = tables.find(({ caption }) => caption === number);
  return own && own.first > 1 ? nextLine(state, own.first, -1) : null;
}

function nextLine({ doc }: EditorState, number: number, by: 1 | -1): number {
  let at = number + by;
  while (at > 1 && at < doc.lines && isBlank(doc.line(at).text)) at += by;
  return at;
}

/** In the last, or first, of the rows that a line is broken into. */
export function isAtLineEdge(view: EditorView, by: 1 | -1): boolean {
  const { main } = view.state.selection,
    line = view.state.doc.lineAt(main.head),
    shape = shapeAt(view.state, line.number, line.text),
    end = view.moveToLineBoundary(main, by > 0).head;
  return by > 0 ? end >= line.from + shape.to : end <= line.from + shape.from;
}
