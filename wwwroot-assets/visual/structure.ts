// Where the blocks of a text stand: tables with their captions, figures, places of cards; and which lines are no Markdown. Read line by
// line, as the outline is, since the syntax tree of a long text is complete only some time after it was opened.
import { type EditorState, StateField, type Text, type Transaction } from "@codemirror/state";
import { captionOf, fences, frontMatterEnd, isBlank } from "../editor/reading/lines";
import { isRule } from "../editor/toolbar/table-text";
import { type Shape, shapeOf } from "./shape";

/** Line numbers, from 1. `caption` is the line of its caption, up to which the table is shown below it. */
export interface TableLines {
  readonly first: number;
  readonly last: number;
  readonly caption: number | null;
}

export interface Structure {
  /** A table that is being typed by hand: its source is shown, and it is in none of the others. */
  readonly raw: TableLines | null;
  readonly tables: readonly TableLines[];
  /** Lines with a picture, or a card's place. */
  readonly objects: readonly { readonly line: number; readonly shape: Shape }[];
  /** By line number: nothing in it is Markdown. */
  readonly isPlain: (line: number) => boolean;
  /** By line number: it is part of a table's source, which is shown as a table. */
  readonly tableOf: (line: number) => TableLines | null;
  /** By line number: the table that it is the caption of. */
  readonly captionOf: (line: number) => TableLines | null;
}

const bars = /[|｜]/;
const mostBlank = 2; // between a table and its caption

export function structureOf(doc: Text): Structure {
  const front = frontMatterEnd(doc),
    follow = fences(),
    plain = new Set<number>(),
    rows: number[] = [],
    objects: { line: number; shape: Shape }[] = [];
  let number = 0;
  for (const text of doc.iterLines()) {
    if (++number <= front || follow(text) !== null) plain.add(number);
    else if (bars.test(text) && !/^\s*>/.test(text)) rows.push(number);
    else {
      const shape = shapeOf(text);
      if (shape.kind === "figure" || shape.kind === "case") objects.push({ line: number, shape });
    }
  }
  const tables = tablesOf(doc, rows, plain),
    byLine = new Map(tables.flatMap(table => range(table.first, table.last).map(line => [line, table] as const)));
  const captions = new Map(tables.flatMap(table => (table.caption === null ? [] : [[table.caption, table] as const])));
  return {
    raw: null,
    tables,
    objects,
    isPlain: line => plain.has(line),
    tableOf: line => byLine.get(line) ?? null,
    captionOf: line => captions.get(line) ?? null,
  };
}

/** Runs of lines with bars, the second of which is the rule below the head. */
function tablesOf(doc: Text, rows: readonly number[], plain: ReadonlySet<number>): TableLines[] {
  const tables: TableLines[] = [];
  for (let i = 0; i < rows.length; ) {
    let end = i;
    while (rows[end + 1] === rows[end]! + 1) end++;
    const first = rows[i]!,
      last = rows[end]!;
    if (last > first && isRule(doc.line(first + 1).text)) tables.push({ first, last, caption: captionBelow(doc, last, plain) });
    i = end + 1;
  }
  return tables;
}

function captionBelow(doc: Text, last: number, plain: ReadonlySet<number>): number | null {
  for (let number = last + 1; number <= Math.min(doc.lines, last + 1 + mostBlank) && !plain.has(number); number++) {
    const { text } = doc.line(number);
    if (captionOf(text) !== null) return number;
    if (!isBlank(text)) return null;
  }
  return null;
}

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** Typed by hand, a table is its source as long as the caret is in it: half of a row is no place to be moved into a cell. */
function typedTable(tr: Transaction, before: Structure, all: Structure): TableLines | null {
  const was = tr.startState.doc.lineAt(tr.startState.selection.main.head).number,
    at = all.tableOf(tr.newDoc.lineAt(tr.newSelection.main.head).number);
  const isTyped = before.raw !== null || (tr.docChanged && tr.isUserEvent("input") && before.tableOf(was) === null);
  return at !== null && isTyped ? at : null;
}

function without(all: Structure, raw: TableLines | null): Structure {
  if (!raw) return all;
  const other = (table: TableLines | null) => (table?.first === raw.first ? null : table);
  return {
    ...all,
    raw,
    tables: all.tables.filter(({ first }) => first !== raw.first),
    tableOf: line => other(all.tableOf(line)),
    captionOf: line => other(all.captionOf(line)),
  };
}

const field = StateField.define<{ all: Structure; shown: Structure }>({
  create: state => {
    const all = structureOf(state.doc);
    return { all, shown: all };
  },
  update: (before, tr) => {
    if (!tr.docChanged && !(before.shown.raw && tr.selection)) return before;
    const all = tr.docChanged ? structureOf(tr.newDoc) : before.all;
    return { all, shown: without(all, typedTable(tr, before.shown, all)) };
  },
});

export const structure = field.extension;
export const structureIn = (state: EditorState): Structure => state.field(field).shown;
/** What a line is. One that is no Markdown is text as it stands, and so is a caption that belongs to no table. */
export function shapeAt(state: EditorState, number: number, text: string): Shape {
  const { isPlain, captionOf: captioned } = structureIn(state),
    shape = shapeOf(text);
  const isText = isPlain(number) || (shape.kind === "caption" && !captioned(number));
  return isText ? { kind: "text", from: 0, to: text.length, level: 0, id: "" } : shape;
}

/** Whether an edit left all of some lines, and their like, alone: `linesOf` gives first and last of each. */
export function leavesAlone(tr: Transaction, linesOf: (structure: Structure) => readonly (readonly [number, number])[]): boolean {
  const before = linesOf(structureIn(tr.startState)),
    after = linesOf(structureIn(tr.state));
  if (before.length !== after.length) return false;
  let isTouched = false;
  const touches = (doc: Text, from: number, to: number, all: readonly (readonly [number, number])[]) => {
    const first = doc.lineAt(from).number,
      last = doc.lineAt(to).number;
    isTouched ||= all.some(([start, end]) => start <= last && end >= first);
  };
  tr.changes.iterChangedRanges((fromA, toA, fromB, toB) => {
    touches(tr.startState.doc, fromA, toA, before);
    touches(tr.newDoc, fromB, toB, after);
  });
  return !isTouched;
}
