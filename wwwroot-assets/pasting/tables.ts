// Tables as a report writes them: every row as wide as the head. What was merged is taken apart, each cell with the words of the whole.
import { styleOf, textOf, within } from "./dom";

export interface Grid {
  rows: string[][];
  /** Of a first row that is one cell as wide as the table. */
  title: string;
  wasMerged: boolean;
}

const mostColumns = 50;
const mostCells = 20_000;
const longestTitle = 80; // characters

/** A cell in each place of its row and column that it takes. */
interface Cell {
  words: string;
}

/** Null: it is no table of words (it has one column, or only places the page), or one too wide. */
export function gridOf(table: Element): Grid | null {
  const rows = within(table, "tr").filter(row => ownerOf(row) === table && styleOf(row, "display") !== "none");
  const cells: Cell[][] = rows.map(() => []);
  let wasMerged = false;
  for (const [at, row] of rows.entries())
    for (const cell of Array.from(row.children).filter(child => /^T[DH]$/.test(child.nodeName))) {
      const [wide, high] = [spanOf(cell, "colspan", mostColumns), spanOf(cell, "rowspan", rows.length - at)];
      wasMerged ||= wide > 1 || high > 1;
      fill(cells, at, wide, high, { words: wordsOf(cell) });
    }
  const columns = Math.max(0, ...cells.map(row => row.length));
  if (columns > mostColumns || columns * cells.length > mostCells) return null;
  const kept = [...Array(columns).keys()].filter(column => isColumn(cells, column));
  const words = cells.map(row => kept.map(column => row[column]?.words ?? ""));
  return titled(
    words.filter(row => row.some(cell => cell !== "")),
    wasMerged,
  );
}

/** Of cells of its own: where each row goes on with the cell before, or has nothing, it is a line of the drawing alone. */
const isColumn = (cells: readonly Cell[][], column: number): boolean =>
  cells.some(row => row[column] !== undefined && row[column] !== row[column - 1] && row[column]!.words !== "");

function titled(rows: string[][], wasMerged: boolean): Grid | null {
  const [head] = rows;
  if (!head || head.length < 2) return null;
  const isTitle = rows.length > 2 && wasMerged && head[0]!.length <= longestTitle && head.every(cell => cell === head[0]);
  const body = isTitle ? rows.slice(1) : rows;
  return body.length < 2 ? null : { rows: body, title: isTitle ? head[0]! : "", wasMerged };
}

function ownerOf(row: Element): Element | null {
  let node = row.parentNode;
  while (node && node.nodeName !== "TABLE") node = node.parentNode;
  return node as Element | null;
}

const spanOf = (cell: Element, name: string, most: number): number =>
  Math.max(1, Math.min(most, Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1));

function fill(cells: Cell[][], at: number, wide: number, high: number, cell: Cell): void {
  let column = 0;
  while (cells[at]![column] !== undefined) column++;
  for (let row = at; row < at + high && row < cells.length; row++)
    for (let next = column; next < column + wide; next++) cells[row]![next] = cell;
}

/** Of several paragraphs or lines, one: a cell of ours is a line. */
function wordsOf(cell: Element): string {
  for (const broken of within(cell, "br")) broken.parentNode!.replaceChild(cell.ownerDocument.createTextNode(" "), broken);
  const parts = within(cell, "p,li,div").filter(part => within(part, "p,li,div").length === 0);
  const isWhole = parts.length > 1 && parts.map(textOf).join("") === textOf(cell).replace(/ (?=\S)/g, match => match);
  return isWhole ? parts.map(textOf).filter(Boolean).join(" ") : textOf(cell);
}
