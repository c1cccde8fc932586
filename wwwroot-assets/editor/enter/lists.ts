// What Enter does in a list: it goes on with the next item; in an item without words it leaves the list, or goes one level up.
import type { ChangeSpec, Line, Text } from "@codemirror/state";
import { isBlank } from "../reading/lines";
import { breakParagraph, type Edit, emptyParagraph, type Place, quoteOf, wordsOf } from "./paragraph";

/** An item as its first line says it; `sign` is all before its words. */
export interface Item {
  line: Line;
  indent: string;
  marker: string;
  space: string;
  box: string;
  sign: string;
}

const farthest = 200; // lines that one item has at most, as far as Enter looks
const opening = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|$)(\[[ xX]\][ \t]+)?/;
const ruled = /^\s*([-*_])(?:\s*\1){2,}\s*$/;

function itemIn(line: Line): Item | null {
  const words = wordsOf(line),
    found = ruled.test(words) ? null : opening.exec(words);
  return found ? { line, indent: found[1]!, marker: found[2]!, space: found[3]!, box: found[4] ?? "", sign: found[0] } : null;
}

const indentOf = (words: string): number => /^[ \t]*/.exec(words)![0].length;

/** The item that a line belongs to: it opens it, or is indented below it. */
export function itemAt(doc: Text, line: Line): Item | null {
  const own = itemIn(line);
  if (own) return own;
  const indent = indentOf(wordsOf(line));
  return indent === 0 ? null : above(doc, line, indent);
}

/** The nearest item above whose sign stands further left. */
function above(doc: Text, line: Line, indent: number): Item | null {
  const quote = quoteOf(line.text).trim();
  for (let number = line.number - 1; number >= Math.max(1, line.number - farthest); number--) {
    const before = doc.line(number),
      words = wordsOf(before);
    if (isBlank(words)) continue;
    if (quoteOf(before.text).trim() !== quote) return null;
    const item = itemIn(before);
    if (item && item.indent.length < indent) return item;
    if (!item && indentOf(words) === 0) return null;
  }
  return null;
}

/** Enter in an item. */
export function nextItem(place: Place, item: Item): Edit {
  const { doc, line, from, to, quote } = place,
    isOwn = item.line.number === line.number,
    start = line.from + quote.length;
  if (isOwn && isBlank(wordsOf(line).slice(item.sign.length)) && to <= line.to) return leaveItem(place, item);
  const isOpen = line.number === 1 || isBlank(wordsOf(doc.line(line.number - 1)));
  if (isOwn && from === line.from && from === to && isOpen) return breakParagraph(place);
  const at = isOwn ? Math.max(from, Math.min(to, start + item.sign.length), start + item.sign.length) : from;
  return continued(place, item, at);
}

function continued(place: Place, item: Item, at: number): Edit {
  const { doc, quote, keepsBlanks } = place;
  let from = at,
    to = Math.max(at, place.to);
  if (!keepsBlanks) {
    const start = place.line.from + quote.length + (item.line.number === place.line.number ? item.sign.length : 0);
    while (from > start && /[ \t]/.test(doc.sliceString(from - 1, from))) from--;
    while (/[ \t]/.test(doc.sliceString(to, to + 1))) to++;
  }
  const gap = isLoose(doc, item) ? `\n${quote.trimEnd()}\n${quote}` : `\n${quote}`,
    insert = gap + signAfter(item);
  const changes: ChangeSpec[] = [{ from, to, insert }, ...(keepsBlanks ? [] : renumbered(doc, item, doc.lineAt(to).number + 1))];
  return { changes, caret: from + insert.length };
}

const signAfter = ({ indent, marker, space, box }: Item): string =>
  indent + following(marker) + (space.length > 0 && space.length <= 4 ? space : " ") + (box && "[ ] ");

const following = (marker: string): string => (/^\d/.test(marker) ? `${Number(marker.slice(0, -1)) + 1}${marker.slice(-1)}` : marker);

/** An item without words goes one level up, and from the first level out of the list. */
function leaveItem(place: Place, item: Item): Edit {
  const { doc, line, quote } = place,
    start = line.from + quote.length,
    outer = item.indent ? above(doc, line, item.indent.length) : null;
  if (outer) {
    const sign = signAfter(outer);
    return { changes: { from: start, to: line.to, insert: sign }, caret: start + sign.length };
  }
  return emptyParagraph({ ...place, from: start, to: line.to });
}

/** An empty line stands between its items. */
function isLoose(doc: Text, { line, indent }: Item): boolean {
  const above = line.number > 2 && isBlank(wordsOf(doc.line(line.number - 1))) ? itemAt(doc, doc.line(line.number - 2)) : null;
  return above !== null && above.indent === indent;
}

/** The items below go on counting. */
function renumbered(doc: Text, item: Item, number: number): ChangeSpec[] {
  const changes: ChangeSpec[] = [];
  if (!/^\d/.test(item.marker)) return changes;
  let expected = Number(item.marker.slice(0, -1)) + 1;
  for (let gap = 0; number <= doc.lines && gap < 2; number++) {
    const line = doc.line(number),
      words = wordsOf(line),
      next = itemIn(line);
    gap = isBlank(words) ? gap + 1 : 0;
    if (gap > 0 || indentOf(words) > item.indent.length) continue;
    if (!next || next.indent !== item.indent || next.marker !== `${expected}${item.marker.slice(-1)}`) break;
    const from = line.from + quoteOf(line.text).length + next.indent.length;
    changes.push({ from, to: from + next.marker.length, insert: following(next.marker) });
    expected++;
  }
  return changes;
}

/** A line of its own inside an item. */
export const hangingIndent = ({ sign, box }: Item): string => " ".repeat(Math.max(1, sign.length - box.length));
