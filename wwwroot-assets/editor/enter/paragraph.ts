// What Enter does among paragraphs: between two of them stands one empty line, and however often the key is pressed there is one. More
// of them would print nothing, and who adds them means to make room on the page; the empty paragraph that he writes in next is between
// two of them.
import type { ChangeSpec, Line, Text } from "@codemirror/state";
import { isBlank } from "../reading/lines";

/** What a key does: `caret` is in the text that the changes make. */
export interface Edit {
  changes: ChangeSpec;
  caret: number;
  to?: number;
}

/**
 * Where a key was pressed: [`from`, `to`) is replaced, `quote` are the signs of quotations before the words of its line;
 * `isRepeated`: the key before was Enter, too.
 */
export interface Place {
  doc: Text;
  line: Line;
  from: number;
  to: number;
  quote: string;
  keepsBlanks: boolean;
  isRepeated?: boolean;
}

const quotes = /^(?:[ \t]*>[ \t]?)+/;

export const quoteOf = (text: string): string => quotes.exec(text)?.[0] ?? "";
export const wordsOf = (line: Line): string => line.text.slice(quoteOf(line.text).length);

const isEmpty = ({ doc }: Place, number: number): boolean => number >= 1 && number <= doc.lines && isBlank(wordsOf(doc.line(number)));
const isText = (place: Place, number: number): boolean => number >= 1 && number <= place.doc.lines && !isEmpty(place, number);

/** So many lines without words from `number` on, three at most. */
function emptyLines(place: Place, number: number, step: 1 | -1): number {
  let count = 0;
  while (count < 3 && isEmpty(place, number + count * step)) count++;
  return count;
}

export function breakParagraph(place: Place): Edit {
  const { doc, line, from, to, quote } = place;
  const left = doc.sliceString(Math.min(from, line.from + quote.length), from),
    right = doc.sliceString(to, doc.lineAt(to).to);
  if (isBlank(left)) return isBlank(right) ? emptyParagraph(place) : above(place);
  return isBlank(right) ? below(place) : between(place);
}

/** The caret is in a line without words: it is a paragraph as soon as there are empty lines around it. */
export function emptyParagraph(place: Place): Edit {
  const { doc, line, from, to, quote } = place,
    end = doc.lineAt(to);
  const before = isText(place, line.number - 1) ? `\n${quote}` : "",
    after = isText(place, end.number + 1) ? `\n${quote.trimEnd()}` : "";
  const insert = before + after;
  return { changes: insert || from < to ? { from, to, insert } : [], caret: from + before.length };
}

/** The caret is before the words: an empty paragraph comes above, the caret stays with its words. */
export function above(place: Place): Edit {
  const { line, from, to, quote, isRepeated } = place,
    count = emptyLines(place, line.number - 1, -1),
    isFirst = line.number - count === 1;
  if (isRepeated && count > 0 && from === to) return { changes: [], caret: from };
  const insert = `${quote.trimEnd()}\n`.repeat(isFirst ? Math.max(0, 2 - count) : count === 0 ? 1 : 3 - count);
  const change = [...(insert ? [{ from: line.from, insert }] : []), ...(from < to ? [{ from, to }] : [])];
  return { changes: change, caret: from + insert.length };
}

/** Behind the last word of a line: to an empty paragraph below, which may be there already. */
export function below(place: Place): Edit {
  const { doc, from, to, quote, keepsBlanks } = place,
    end = doc.lineAt(to),
    gap = `\n${quote.trimEnd()}\n${quote}`;
  const count = emptyLines(place, end.number + 1, 1),
    isLast = end.number + count === doc.lines;
  const isThere = quote === "" && from === to && (count > 2 || (count === 2 && isLast));
  if (isThere) return { changes: [], caret: doc.line(end.number + 2).from };
  const isHalf = quote === "" && count === 2,
    insert = isHalf ? "\n" : gap + (isText(place, end.number + 1) ? `\n${quote.trimEnd()}` : "");
  // Spaces at the end of a line go; blanks that somebody typed for their width stay where they are.
  const start = keepsBlanks ? from : from - spacesBefore(doc, from),
    behind = doc.sliceString(to, end.to);
  const rest = keepsBlanks ? behind : behind.replace(/[ \t]+/g, ""),
    deletion = from < to ? [{ from, to }] : [];
  const changes = keepsBlanks ? [...deletion, { from: end.to, insert }] : { from: start, to: end.to, insert: rest + insert };
  return { changes, caret: start + rest.length + (isHalf ? 2 : gap.length) };
}

const spacesBefore = (doc: Text, at: number): number => /[ \t]*$/.exec(doc.sliceString(doc.lineAt(at).from, at))![0].length;

function between({ doc, from, to, quote, keepsBlanks }: Place): Edit {
  const gap = `\n${quote.trimEnd()}\n${quote}`;
  if (!keepsBlanks) {
    while (/[ \t]/.test(doc.sliceString(from - 1, from))) from--;
    while (/[ \t]/.test(doc.sliceString(to, to + 1))) to++;
  }
  return { changes: { from, to, insert: gap }, caret: from + gap.length };
}

/** An empty line of a quotation: it ends, and a paragraph begins behind it. */
export function leaveQuote(place: Place): Edit {
  const { doc, line } = place;
  let number = line.number;
  while (number > 1 && quoteOf(doc.line(number - 1).text) !== "" && isEmpty(place, number - 1)) number--;
  const isBehind = number > 1 && doc.line(number - 1).text.trim() !== "",
    start = isBehind ? doc.line(number - 1).to : doc.line(number).from;
  const before = isBehind ? "\n\n" : "",
    after = line.number < doc.lines && doc.line(line.number + 1).text.trim() !== "" ? "\n" : "";
  return { changes: { from: start, to: line.to, insert: before + after }, caret: start + before.length };
}
