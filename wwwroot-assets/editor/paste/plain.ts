// Plain text from anywhere, made fit for a report: spaces of other programs, indents of full width (the printed look indents by itself),
// bullets that are characters, and blocks of a spreadsheet, which become a pipe table. Word, web pages and chats end a paragraph with one
// line end, where Markdown wants two.
import { type EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { mostColumns } from "../toolbar/tables";
import { tableAt } from "../toolbar/table-text";
import { isList, listed } from "./lists";
import { tableOf } from "./table";

const mostCells = 20_000;
const longestHeading = 40; // characters of a row that is one merged cell
/** Of full width, or a tab that would make code of a paragraph; a list's own indent stays. */
const indent = /^(?:[ \t]*\u3000[ \t\u3000]*|[ ]*\t[ \t]*(?![-*+] |\d+[.)] ))(?=\S)/gm;

const bullet = /^([ \t]*)(?:[\u2022\u25cf\u25cb\u25aa\u25a0\u25a1\u25c6\u25c7\u25e6\u2023\u00b7\uf000-\uf0ff][ \t]+|[o\u00a7]\t)(?=\S)/gm;
/** Of blanks alone; tabs may be the cells of a row. */
const blankLine = /^[ \t\u3000\u2000-\u200a]*\u3000[ \t\u3000\u2000-\u200a]*$|^[ \u2000-\u200a]+$/gm;
const fence = /^ {0,3}(?:```|~~~)/;
const item = /^\s*(?:[-*+]|\d+[.)])\s/;
const row = /^\s*\|/;

/**
 * Whoever copies from a program that knows paragraphs gets formatted text beside the plain one, whose lines are the paragraphs. An editor
 * of code knows none.
 */
const knowsParagraphs = (data: DataTransfer | null): boolean =>
  data !== null && data.types.includes("text/html") && !data.types.includes("vscode-editor-data");

let paragraphs = false; // of what is being pasted: the filter is told its text alone
const noted = (data: DataTransfer | null): boolean => {
  paragraphs = knowsParagraphs(data);
  return false;
};

export const pastePlain: Extension = [
  Prec.highest(EditorView.domEventHandlers({ paste: event => noted(event.clipboardData), drop: event => noted(event.dataTransfer) })),
  EditorView.clipboardInputFilter.of((text, state) => pasted(text, state, paragraphs)),
];

/** `isLineAParagraph`: what it comes from ends a paragraph with one line end. */
export function pasted(text: string, state: EditorState, isLineAParagraph = false): string {
  const clean = text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, "\n")
    .replace(/[\u00a0\u202f\u2007]/g, " ")
    .replace(/[\u200b\u2060\u00ad\ufeff]/g, "")
    .replace(blankLine, "");
  const { from } = state.selection.main;
  if (isInCell(state, from) && !/^\s*\|/m.test(clean)) return clean.trim().replace(/[ \t]*[\t\n]+[ \t]*/g, " ");
  const isOfItems = isList(clean),
    rows = isOfItems ? null : rowsOf(clean);
  if (rows) return asBlock(tableOf(rows), state);
  const prose = (isOfItems ? listed(clean) : clean)
    .replace(bullet, "$1- ")
    .replace(indent, "")
    .replace(/([、）])\t+/g, "$1")
    .replace(/\t/g, " ");
  return isLineAParagraph ? apart(prose) : prose;
}

/** An empty line between paragraphs; the lines of a list, a table or a block of code stay together. */
function apart(text: string): string {
  const lines = text.split("\n"),
    out: string[] = [];
  let isCode = false;
  for (const [at, line] of lines.entries()) {
    const above = lines[at - 1] ?? "",
      isEdge = fence.test(line);
    const isTogether =
      isCode || above.trim() === "" || line.trim() === "" || (item.test(above) && item.test(line)) || (row.test(above) && row.test(line));
    if (!isTogether) out.push("");
    out.push(line);
    if (isEdge) isCode = !isCode;
  }
  return out.join("\n");
}

/** Between the pipes of a row: there a line's end would break the table. Rows of a table are pasted as they are. */
export function isInCell(state: EditorState, at: number): boolean {
  const line = state.doc.lineAt(at);
  return tableAt(state, at) !== null && line.text.slice(0, at - line.from).includes("|") && line.text.slice(at - line.from).includes("|");
}

/** The cells of a block as a spreadsheet copies it, or null for other text. A quoted cell may hold line ends, tabs and doubled quotes. */
export function rowsOf(text: string): string[][] | null {
  if (!text.includes("\t")) return null;
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/gy;
  for (let found; cell.lastIndex <= text.length && (found = cell.exec(text)); ) {
    rows[rows.length - 1]!.push((found[1]?.replace(/""/g, '"') ?? found[2] ?? "").replace(/\s+/g, " ").trim());
    if (found[3] === "") break;
    if (found[3] === "\n") rows.push([]);
    if (rows.length * rows[0]!.length > mostCells) return null;
  }
  while (rows.length > 0 && rows[rows.length - 1]!.every(cell => cell === "")) rows.pop();
  while (rows.length > 0 && rows[0]!.every(cell => cell === "")) rows.shift();
  const columns = Math.max(0, ...rows.map(row => row.length));
  if (rows.length < 2 || columns < 2 || columns > mostColumns || rows.every(row => row[0] === "") || !isBlock(rows, columns)) return null;
  return rows.map(row => [...row, ...Array<string>(columns - row.length).fill("")]);
}

/** Lines of running text with a tab somewhere are no table. Rows are short of cells where cells of a table in Word are merged. */
function isBlock(rows: readonly string[][], columns: number): boolean {
  const short = rows.filter(row => row.length < columns),
    single = short.filter(row => row.length === 1);
  if (short.length === 0) return true;
  const isProse = (cell: string) => cell.length > longestHeading || /[。；！？]$/.test(cell);
  const isWide = rows.length - short.length >= 2 || (single.length === 0 && rows.length > 2);
  return isWide && single.length * 2 <= rows.length && !short.flat().some(isProse);
}

/** With the empty lines that set a block apart from what is around the place that it takes. */
export function asBlock(block: string, state: EditorState, { from, to }: { from: number; to: number } = state.selection.main): string {
  const above = state.doc.lineAt(from),
    below = state.doc.lineAt(to);
  const before = above.text.slice(0, from - above.from).trim(),
    after = below.text.slice(to - below.from).trim();
  const lineAbove = above.number > 1 ? state.doc.line(above.number - 1).text.trim() : "",
    lineBelow = below.number < state.doc.lines ? state.doc.line(below.number + 1).text.trim() : "";
  return (before !== "" ? "\n\n" : lineAbove !== "" ? "\n" : "") + block + (after !== "" ? "\n\n" : lineBelow !== "" ? "\n" : "");
}
