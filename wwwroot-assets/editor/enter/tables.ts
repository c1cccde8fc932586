// Enter in a table: to the cell below, behind the last row to a new one; in a last row without words the table is left, and the row
// goes. Shift-Enter makes a line inside of a cell.
import type { EditorState, SelectionRange } from "@codemirror/state";
import { captionOf, endOfWords, isBlank } from "../reading/lines";
import { barOf, type Cell, cellsOf, emptyRow, isRule, type Table, tableAt } from "../toolbar/table-text";
import { below, type Edit, quoteOf } from "./paragraph";

const lineBreak = "<br>";

/** Within a table, and not before its first row, nor behind its last: there lines are typed as text. */
export function isInRow(state: EditorState, { from, to, head }: SelectionRange): boolean {
  const table = tableAt(state, head),
    line = state.doc.lineAt(head);
  if (!table || state.doc.lineAt(from).number < table.first || state.doc.lineAt(to).number > table.last) return false;
  return !(line.number === table.first && head === line.from) && !(line.number === table.last && isBehind(line.text, head - line.from));
}

/** Behind the pipe that closes the row. */
const isBehind = (text: string, at: number): boolean =>
  text.trimEnd().endsWith(barOf(text)) && !/\\.\s*$/.test(text) && isBlank(text.slice(at));

const cellAt = (cells: readonly Cell[], at: number): number => {
  const found = cells.findIndex(cell => at <= cell.end);
  return found < 0 ? Math.max(0, cells.length - 1) : found;
};

export function rowBelow(state: EditorState, { head }: SelectionRange): Edit | null {
  const table = tableAt(state, head);
  if (!table) return null;
  const line = state.doc.lineAt(head),
    row = line.number - table.first,
    column = cellAt(cellsOf(line.text), head - line.from);
  const next = row === 0 ? 2 : row + 1;
  if (isBehind(line.text, head - line.from)) return insertedRow(table, Math.max(1, row), 0);
  if (next < table.lines.length) {
    const target = table.lines[next]!,
      cells = cellsOf(target.text),
      cell = cells[Math.min(column, cells.length - 1)];
    return { changes: [], caret: target.from + (cell?.from ?? 0), to: target.from + (cell?.to ?? 0) };
  }
  if (row > 1 && cellsOf(line.text).every(({ from, to }) => from === to)) return left(state, table, row > 2);
  return insertedRow(table, table.lines.length - 1, column);
}

function insertedRow(table: Table, under: number, column: number): Edit {
  const line = table.lines[under]!,
    quote = quoteOf(line.text);
  const row = emptyRow(cellsOf(table.lines[1]!.text).length, barOf(line.text)),
    cells = cellsOf(row);
  const inRow = cells[Math.min(column, cells.length - 1)]?.from ?? 0;
  return { changes: { from: line.to, insert: `\n${quote}${row}` }, caret: line.to + 1 + quote.length + inRow };
}

/** To the caption, else to a paragraph below; the row without words goes, but for the only one. */
function left(state: EditorState, table: Table, isRemoved: boolean): Edit {
  const { doc } = state,
    last = table.lines[table.lines.length - 1]!,
    start = isRemoved ? table.lines[table.lines.length - 2]!.to : last.to;
  const gone = isRemoved ? [{ from: start, to: last.to }] : [];
  for (let number = table.last + 1; number <= Math.min(doc.lines, table.last + 2); number++) {
    const line = doc.line(number);
    if (captionOf(line.text) !== null) return { changes: gone, caret: line.from + endOfWords(line.text) - (last.to - start) };
    if (!isBlank(line.text)) break;
  }
  const after = below({ doc, line: last, from: last.to, to: last.to, quote: "", keepsBlanks: true });
  return { changes: [gone, after.changes], caret: after.caret - (last.to - start) };
}

export function breakInCell(state: EditorState, range: SelectionRange): Edit | null {
  const { from, to } = range,
    line = state.doc.lineAt(from);
  if (!isInRow(state, range) || to > line.to) return null;
  const cell = cellsOf(line.text).find(({ start, end }) => from - line.from >= start && to - line.from <= end);
  return cell && !isRule(line.text) ? { changes: { from, to, insert: lineBreak }, caret: from + lineBreak.length } : null;
}
