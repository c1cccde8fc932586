// A table's source as rows of cells, and a cell's words as they are shown while nobody writes in it.
import type { EditorState } from "@codemirror/state";
import { referencesIn } from "../editor/reading/lines";
import { cellsOf, isRule } from "../editor/toolbar/table-text";
import type { NumberOf } from "./inline";
import type { TableLines } from "./structure";

export type Side = "left" | "center" | "right";

/** Positions of its words in the text, without the blanks around them. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
  readonly from: number;
  readonly to: number;
}

export interface Grid {
  readonly sides: readonly Side[];
  /** Without the rule below the head; each as many cells as the rule names columns. A cell that its row lacks is null. */
  readonly rows: readonly (readonly (CellPlace | null)[])[];
}

export function gridOf(state: EditorState, { first, last }: TableLines): Grid {
  const { doc } = state,
    sides = cellsOf(doc.line(first + 1).text).map(cell => sideOf(doc.line(first + 1).text.slice(cell.from, cell.to)));
  const rows: (CellPlace | null)[][] = [];
  for (let number = first; number <= last; number++) {
    const line = doc.line(number);
    if (number === first + 1 && isRule(line.text)) continue;
    const cells = cellsOf(line.text),
      row = rows.length;
    rows.push(
      sides.map((_side, column) => {
        const cell = cells[column];
        return cell ? { row, column, from: line.from + cell.from, to: line.from + cell.to } : null;
      }),
    );
  }
  return { sides, rows };
}

const sideOf = (rule: string): Side => (/^[:：].*[:：]$/.test(rule.trim()) ? "center" : /[:：]$/.test(rule.trim()) ? "right" : "left");

export const cellAt = ({ rows }: Grid, row: number, column: number): CellPlace | null => rows[row]?.[column] ?? null;

/** The cell that a position of the text lies in, or the nearest before it. */
export function cellOf(grid: Grid, position: number): CellPlace | null {
  let found: CellPlace | null = null;
  for (const cell of grid.rows.flat()) if (cell && (found === null || cell.from <= position)) found = cell;
  return found;
}

interface Piece {
  readonly tag: string | null;
  readonly text: string;
  readonly title?: string;
}

const pieces = /(\*\*|__)(.+?)\1|\*([^*]+)\*|<br\s*\/?>|\[([^\]]+)\]\([^)]*\)|\[\^([^\]\s]+)\]|`([^`]+)`|\\([!-/:-@[-`{-~])/gi;

/** As it is printed; only what occurs in cells. */
export function piecesOf(words: string, numberOf: NumberOf): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of words.matchAll(pieces)) {
    found.push(...withReferences(words.slice(at, match.index), numberOf), pieceOf(match));
    at = match.index + match[0].length;
  }
  return [...found, ...withReferences(words.slice(at), numberOf)];
}

function pieceOf([whole, , strong, emphasis, link, note, code, escaped]: RegExpMatchArray): Piece {
  if (strong !== undefined) return { tag: "strong", text: strong };
  if (emphasis !== undefined) return { tag: "em", text: emphasis };
  if (link !== undefined) return { tag: "u", text: link };
  if (note !== undefined) return { tag: "sup", text: note };
  if (code !== undefined) return { tag: "code", text: code };
  return escaped !== undefined ? { tag: null, text: escaped } : { tag: "br", text: whole };
}

function withReferences(text: string, numberOf: NumberOf): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const { from, to, id } of referencesIn(text)) {
    if (from > at) found.push({ tag: null, text: text.slice(at, from) });
    found.push({ tag: "reference", text: numberOf(id) || text.slice(from, to), title: id });
    at = to;
  }
  if (at < text.length) found.push({ tag: null, text: text.slice(at) });
  return found;
}

/** Fills an element with them; nothing of a text is ever read as HTML. */
export function show(words: string, numberOf: NumberOf, into: HTMLElement): void {
  const page = into.ownerDocument;
  into.replaceChildren(
    ...piecesOf(words, numberOf).map(({ tag, text }) => {
      if (tag === null) return page.createTextNode(text);
      const element = page.createElement(tag === "reference" ? "span" : tag);
      if (tag === "reference") element.className = "visual-reference";
      if (tag !== "br") element.textContent = text;
      return element;
    }),
  );
}
