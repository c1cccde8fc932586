// What is changed of a table as a whole: a row put in, cells that a row lacks, cells from a clipboard. Each is a few insertions; nothing
// that somebody else may be writing in is written anew.
import { barOf, cellsOf, emptyRow } from "../editor/toolbar/table-text";
import { word } from "../kernel/words";
import { EditorView } from "@codemirror/view";
import { asCell } from "./cell-editor";
import { type CellPlace, cellAt, gridOf } from "./cell-text";
import { structureIn, type TableLines } from "./structure";

/** The table whose source a position lies in. */
export const linesAt = (view: EditorView, position: number): TableLines | null =>
  structureIn(view.state).tableOf(view.state.doc.lineAt(position).number);

/** A row that is shorter than its head gets what it lacks when somebody wants to write there. */
export function cellFor(view: EditorView, lines: TableLines, row: number, column: number): CellPlace | null {
  const there = cellAt(gridOf(view.state, lines), row, column);
  if (there) return there;
  const line = view.state.doc.line(lines.first + (row === 0 ? 0 : row + 1)),
    missing = column + 1 - cellsOf(line.text).length;
  if (missing <= 0) return null;
  const bar = barOf(line.text),
    opening = line.text.trimEnd().endsWith(bar) ? "" : ` ${bar}`;
  const insert = `${opening}${`  ${bar}`.repeat(missing)}`;
  view.dispatch({ changes: { from: line.from + line.text.trimEnd().length, insert }, userEvent: "input.table" });
  return cellAt(gridOf(view.state, linesAt(view, line.from) ?? lines), row, column);
}

/** A row below the last of the table that begins in a line; the table as it is then. */
export function appendRow(view: EditorView, first: number): TableLines {
  const { doc } = view.state,
    lines = linesAt(view, doc.line(first).from)!,
    last = doc.line(lines.last),
    columns = cellsOf(doc.line(lines.first + 1).text).length;
  view.dispatch({ changes: { from: last.to, insert: `\n${emptyRow(columns, barOf(last.text))}` }, userEvent: "input.table" });
  return linesAt(view, view.state.doc.line(first).from)!;
}

/** Tab-separated lines from a spreadsheet fill the cells from one on; rows that are missing are added. False: they are no such lines. */
export function pasteCells(view: EditorView, at: { lines: TableLines; row: number; column: number }, text: string): boolean {
  if (!text.includes("\t")) return false;
  const rows = text
    .replace(/\r\n?/g, "\n")
    .replace(/\n$/, "")
    .split("\n")
    .map(row => row.split("\t"));
  let { lines } = at;
  for (let missing = at.row + rows.length - gridOf(view.state, lines).rows.length; missing > 0; missing--)
    lines = appendRow(view, lines.first);
  const grid = gridOf(view.state, lines);
  const changes = rows.flatMap((cells, r) =>
    cells.flatMap((words, c) => {
      const cell = cellAt(grid, at.row + r, at.column + c);
      return cell ? [{ from: cell.from, to: cell.to, insert: asCell(words.trim()) }] : [];
    }),
  );
  view.dispatch({ changes, userEvent: "input.paste" });
  if (rows.some(cells => at.column + cells.length > grid.sides.length))
    view.dispatch({ effects: EditorView.announce.of(word("visual-paste-wider")) });
  return true;
}
