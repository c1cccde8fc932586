// Enter, Shift-Enter, and the keys that take back what Enter did. A new line begins at the margin: no indent of another line is ever
// copied but inside of code and of a card's front matter. Everything is read off the lines themselves, for the syntax tree of a long
// text is there only some time after it was opened.
import {
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  type SelectionRange,
  type StateCommand,
  StateField,
  type Text,
  Transaction,
} from "@codemirror/state";
import { EditorView, type KeyBinding, keymap } from "@codemirror/view";
import { deleteMarkupBackward } from "@codemirror/lang-markdown";
import { mode } from "../../tracking/mode";
import { endOfWords, fences, frontMatterEnd, headingOf, type InFence, isBlank, isOneThing } from "../reading/lines";
import { tableAt } from "../toolbar/table-text";
import { word } from "../../kernel/words";
import { hangingIndent, itemAt, nextItem } from "./lists";
import { above, below, breakParagraph, type Edit, leaveQuote, type Place, quoteOf, wordsOf } from "./paragraph";
import { breakInCell, isInRow, rowBelow } from "./tables";

/** The last thing that was done here was Enter. What others do meanwhile changes nothing about it. */
const entered = StateField.define<boolean>({
  create: () => false,
  update: (before, tr) =>
    tr.isUserEvent("input.enter") ||
    tr.isUserEvent("select.enter") ||
    (before && (tr.annotation(Transaction.remote) === true || !(tr.docChanged || tr.selection))),
});

const inTable = /^\s*[|｜]/;

function placeOf(state: EditorState, { from, to }: SelectionRange): Place {
  const line = state.doc.lineAt(from),
    quote = quoteOf(line.text);
  return {
    doc: state.doc,
    line,
    from,
    to,
    quote: from - line.from < quote.length ? "" : quote,
    keepsBlanks: state.field(mode, false)?.on ?? false,
    isRepeated: state.field(entered, false) ?? false,
  };
}

/** What a line is beyond its own words: part of a card's front matter, or of a fenced block. */
function around(doc: Text, number: number): "front" | InFence {
  const front = frontMatterEnd(doc),
    follow = fences();
  if (number < front) return "front";
  let found: InFence = null;
  for (let at = front + 1; at <= number; at++) found = follow(doc.line(at).text);
  return found;
}

/** As it is in code: the blanks at the beginning of the line come along, as they are. */
function sameIndent({ line, from, to, quote }: Place): Edit {
  const indent = /^[ \t]*/.exec(line.text.slice(quote.length, Math.max(quote.length, from - line.from)))![0],
    insert = `\n${quote}${indent}`;
  return { changes: { from, to, insert }, caret: from + insert.length };
}

function broken(state: EditorState, range: SelectionRange): Edit {
  const place = placeOf(state, range),
    { doc, line, from, to } = place,
    where = around(doc, line.number);
  if (where === "front" || where === "inside" || (where === "opens" && from > line.from)) return sameIndent(place);
  if (isInRow(state, range)) return rowBelow(state, range) ?? newLineAt(place);
  const words = wordsOf(line);
  // To the next row of a table that is being typed.
  if (from > line.from && (inTable.test(words) || tableAt(state, from))) return newLineAt(place);
  const item = itemAt(doc, line);
  if (item) return nextItem(place, item);
  if (place.quote && from === to && isBlank(words)) return leaveQuote(place);
  return from === to ? ofLine(place, words) : breakParagraph(place);
}

/** A heading, or something that is made by its line as a whole, is not torn: what follows is a paragraph below it. */
function ofLine(place: Place, words: string): Edit {
  const { line, from, quote } = place,
    heading = headingOf(words),
    column = from - line.from - quote.length;
  if (heading && column > 0 && column <= heading.length && column < words.length) return above(place);
  if (column > 0 && !isBlank(words.slice(0, column))) {
    const end = Math.min(endOfWords(words), heading?.end ?? Infinity);
    if (isOneThing(words) || (heading && column >= end)) return below({ ...place, from: line.to, to: line.to });
    if (heading && end < words.trimEnd().length) return splitHeading(place, end);
  }
  return breakParagraph(place);
}

/** Its id stays with the first part. */
function splitHeading({ line, from, quote }: Place, end: number): Edit {
  const to = line.from + quote.length + end,
    gap = `\n${quote.trimEnd()}\n${quote}`;
  const insert = gap + line.text.slice(from - line.from, to - line.from).trimStart();
  return {
    changes: [
      { from, to },
      { from: line.to, insert },
    ],
    caret: line.to - (to - from) + gap.length,
  };
}

const newLineAt = ({ from, to, quote }: Place): Edit => ({ changes: { from, to, insert: `\n${quote}` }, caret: from + 1 + quote.length });

function lineBroken(state: EditorState, range: SelectionRange): Edit {
  const place = placeOf(state, range),
    where = around(place.doc, place.line.number);
  if (where === "front" || where === "inside" || where === "opens") return sameIndent(place);
  const cell = breakInCell(state, range);
  if (cell) return cell;
  const item = itemAt(place.doc, place.line);
  return item && place.from > place.line.from ? newLineAt({ ...place, quote: place.quote + hangingIndent(item) }) : newLineAt(place);
}

function blockBelow(state: EditorState, range: SelectionRange): Edit {
  const table = tableAt(state, range.head),
    line = table ? state.doc.line(table.last) : state.doc.lineAt(range.head);
  const end = EditorSelection.cursor(line.to),
    where = around(state.doc, line.number);
  const place = placeOf(state, end);
  if (where === "front" || where === "inside" || where === "opens") return sameIndent(place);
  return isBlank(line.text) ? breakParagraph(place) : below(place);
}

const command =
  (edit: (state: EditorState, range: SelectionRange) => Edit): StateCommand =>
  ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const spec = state.changeByRange(range => {
      const { changes, caret, to } = edit(state, range);
      return { changes, range: EditorSelection.range(caret, to ?? caret) };
    });
    const isSame = spec.changes.empty && spec.selection.eq(state.selection);
    const userEvent = spec.changes.empty ? "select.enter" : "input.enter";
    const effects = isSame ? EditorView.announce.of(word("empty-paragraph")) : [];
    dispatch(state.update(spec, { userEvent, scrollIntoView: true, effects }));
    return true;
  };

/** Enter: a paragraph; in a list the next item, in a table the next row. */
export const enter = command(broken);
/** Shift-Enter: a line. */
export const enterLine = command(lineBroken);
/** Mod-Enter: a paragraph below the line or table that the caret is in. */
export const enterBelow = command(blockBelow);

/**
 * Backspace before a paragraph, and Delete behind one, take back what Enter made: the line ends on either side of an empty line go
 * together.
 */
const join =
  (step: 1 | -1): StateCommand =>
  ({ state, dispatch }) => {
    const {
        doc,
        selection: { main, ranges },
      } = state,
      line = doc.lineAt(main.head);
    if (state.readOnly || !main.empty || ranges.length > 1 || main.head !== (step < 0 ? line.from : line.to)) return false;
    const first = step < 0 ? line.number - 2 : line.number;
    if (first < 1 || first + 2 > doc.lines || !canJoin(state, first)) return false;
    const from = doc.line(first).to,
      to = doc.line(first + 2).from;
    const userEvent = step < 0 ? "delete.backward" : "delete.forward";
    dispatch(state.update({ changes: { from, to }, selection: { anchor: from }, userEvent, scrollIntoView: true }));
    return true;
  };

/** An empty line between words that may stand in one line, or below anything where no words follow. */
function canJoin(state: EditorState, first: number): boolean {
  const { doc } = state,
    upper = doc.line(first),
    lower = doc.line(first + 2);
  if (upper.text === "" || doc.line(first + 1).text !== "" || around(doc, first + 2) || around(doc, first) === "front") return false;
  if (lower.text === "") return first + 2 === doc.lines || doc.line(first + 3).text === "";
  const isProse = (text: string) => !isOneThing(text) && !inTable.test(text) && quoteOf(text) === "";
  const isBehindFront = first > frontMatterEnd(doc) && around(doc, first) === null;
  return isBehindFront && isProse(upper.text) && isProse(lower.text) && !headingOf(lower.text) && !itemAt(doc, lower);
}

export const enterKeys: readonly KeyBinding[] = [
  { key: "Enter", run: enter, shift: enterLine },
  { key: "Mod-Enter", run: enterBelow },
  { key: "Backspace", run: deleteMarkupBackward },
  { key: "Backspace", run: join(-1) },
  { key: "Delete", run: join(1) },
];

export const entering: Extension = [entered, Prec.high(keymap.of(enterKeys))];
