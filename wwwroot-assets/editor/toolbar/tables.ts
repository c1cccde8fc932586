// What one does with a table: put one in, go from cell to cell, add and remove rows and columns.
import { EditorSelection, type EditorState, type StateCommand, type Transaction, type TransactionSpec } from "@codemirror/state";
import { placeAt } from "../paragraph";
import { barOf, type Cell, cellsOf, emptyRow, isRule, ruleRow, type Table, tableAt } from "./table-text";

export const mostRows = 50;
export const mostColumns = 20;

export const isInTable = (state: EditorState): boolean => tableAt(state, state.selection.main.head) !== null;

/** `rows` with the head. The caption is selected: it is the first thing to write. */
export function insertTable(state: EditorState, rows: number, columns: number, caption: string, id: string): TransactionSpec {
  const { from, to, before, ...place } = placeAt(state, state.selection.main.to);
  const isLastLine = from === to && to === state.doc.length && !before.startsWith("\n\n");
  const after = isLastLine ? "" : place.after;
  const table = [emptyRow(columns), ruleRow(columns), ...Array<string>(Math.max(1, rows - 1)).fill(emptyRow(columns))].join("\n");
  const insert = `${before}${table}\n\n: ${caption} {#${id}}${after}`;
  const start = from + before.length + table.length + 4;
  return {
    changes: { from, to, insert },
    selection: { anchor: start, head: start + caption.length },
    userEvent: "input.table",
    scrollIntoView: true,
  };
}

interface Position {
  table: Table;
  row: number;
  column: number;
  cells: Cell[];
}

function positionOf(state: EditorState): Position | null {
  const { head } = state.selection.main,
    table = tableAt(state, head);
  if (!table) return null;
  const line = state.doc.lineAt(head),
    cells = cellsOf(line.text);
  const found = cells.findIndex(cell => head - line.from <= cell.end);
  return { table, row: line.number - table.first, column: found < 0 ? Math.max(0, cells.length - 1) : found, cells };
}

const columnsOf = ({ lines }: Table): number => cellsOf(lines[1]!.text).length;

/** Tab and Shift-Tab. Behind the last cell there is a new row. */
export const goToCell =
  (step: 1 | -1): StateCommand =>
  ({ state, dispatch }) => {
    const at = positionOf(state);
    if (!at || state.selection.ranges.length > 1) return false;
    const stops = at.table.lines.flatMap((line, row) =>
      row === 1 ? [] : cellsOf(line.text).map((cell, column) => ({ row, column, from: line.from + cell.from, to: line.from + cell.to })),
    );
    const here =
      at.row === 1
        ? stops.findIndex(stop => stop.row > 1) - (step > 0 ? 1 : 0)
        : stops.findIndex(stop => stop.row === at.row && stop.column === at.column);
    const next = stops[here + step];
    if (next) dispatch(state.update({ selection: EditorSelection.range(next.from, next.to), scrollIntoView: true, userEvent: "select" }));
    else if (step > 0 && !state.readOnly) dispatch(newRow(state, at.table, at.table.lines.length - 1));
    else return state.readOnly ? false : step < 0; // before the first cell there is nothing to go to
    return true;
  };

export const addRow: StateCommand = ({ state, dispatch }) => {
  const at = positionOf(state);
  if (!at || state.readOnly) return false;
  dispatch(newRow(state, at.table, Math.max(1, at.row)));
  return true;
};

function newRow(state: EditorState, table: Table, below: number): Transaction {
  const line = table.lines[below]!;
  const insert = `\n${emptyRow(columnsOf(table), barOf(line.text))}`;
  return state.update({
    changes: { from: line.to, insert },
    selection: { anchor: line.to + 3 },
    userEvent: "input.table",
    scrollIntoView: true,
  });
}

/** The head and the rule below it stay: without them it is no table. */
export const canRemoveRow = (state: EditorState): boolean => (positionOf(state)?.row ?? 0) > 1;

export const removeRow: StateCommand = ({ state, dispatch }) => {
  const at = positionOf(state);
  if (!at || at.row < 2 || state.readOnly) return false;
  const line = at.table.lines[at.row]!,
    above = at.table.lines[at.row - 1]!;
  const next = at.table.lines[at.row + 1],
    cell = cellsOf((next ?? (at.row > 2 ? above : at.table.lines[0]!)).text)[at.column];
  const target = next ? line.from : at.row > 2 ? above.from : at.table.lines[0]!.from;
  dispatch(
    state.update({
      changes: { from: above.to, to: line.to },
      selection: { anchor: target + (cell?.from ?? 0) },
      userEvent: "delete.table",
      scrollIntoView: true,
    }),
  );
  return true;
};

export const addColumn: StateCommand = ({ state, dispatch }) => {
  const at = positionOf(state);
  if (!at || state.readOnly || columnsOf(at.table) >= mostColumns) return false;
  const changes = at.table.lines.map(line => {
    const cells = cellsOf(line.text),
      cell = cells[Math.min(at.column, cells.length - 1)];
    const filling = isRule(line.text) ? " --- " : "  ",
      bar = barOf(line.text);
    if (!cell) return { from: line.to, insert: filling + bar };
    const end = line.from + cell.end;
    return line.text[cell.end] === bar ? { from: end + 1, insert: filling + bar } : { from: end, insert: ` ${bar}${filling}` };
  });
  const own = changes[at.row]!,
    set = state.changes(changes);
  const inside = set.mapPos(own.from, -1) + own.insert.length - (/[|｜]$/.test(own.insert) ? 2 : 1);
  dispatch(state.update({ changes: set, selection: { anchor: inside }, userEvent: "input.table", scrollIntoView: true }));
  return true;
};

export const canRemoveColumn = (state: EditorState): boolean => {
  const at = positionOf(state);
  return at !== null && columnsOf(at.table) > 1;
};

export const removeColumn: StateCommand = ({ state, dispatch }) => {
  const at = positionOf(state);
  if (!at || state.readOnly || columnsOf(at.table) < 2) return false;
  const changes = at.table.lines.flatMap(line => {
    const cells = cellsOf(line.text),
      cell = cells[at.column];
    if (!cell || cells.length < 2) return [];
    const start = line.from + cell.start,
      end = line.from + cell.end;
    return line.text[cell.end] === barOf(line.text) ? { from: start, to: end + 1 } : { from: start - 1, to: end };
  });
  dispatch(state.update({ changes, userEvent: "delete.table", scrollIntoView: true }));
  return true;
};
