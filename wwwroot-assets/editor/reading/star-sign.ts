// Tells one star that is a sign from one that emphasises: it multiplies (60*40, 5元*3个, 金额=数量*单价), or points to a note
// (就业率*（初次*）). The compiler's StarSign takes the same steps.
import { isBlank, visible } from "./lines";

/** So far from the star its neighbours are looked at. */
export const reach = 120;
const longestUnit = 3; // 平方米
const clauseMarks = /[，。；：！？、,;:!?]/;
const edges = /[，。；：！？、,;:!?（）()]/;
const opening = /[（(《【“‘「[]/;
const dimensions = /[长宽高厚深径]/;
const word = /[\p{L}\p{Nd}%％‰℃㎡]/u;
const digit = /[0-9０-９]/;
const sign = /^(?:[0-9][0-9A-Za-z]|[A-Za-z][0-9])$/,
  latin = /^[0-9A-Za-z]{2}$/;

/** What stands on either side of the star, so far as it reaches. */
export function isStarSign(left: string, right: string): boolean {
  const before = visible(left.slice(Math.max(left.lastIndexOf("\n"), left.lastIndexOf("|")) + 1)),
    after = visible(/^[^\n|]*/.exec(right)![0]);
  return isSign(`${before}*${after}`, before.length);
}

function isSign(text: string, at: number): boolean {
  if (!isStar(text, at)) return false;
  const before = text[at - 1]!,
    after = text[at + 1]!;
  if (latin.test(before + after)) return sign.test(before + after);
  if (dimensions.test(before) && dimensions.test(after)) return true;
  const last = single(text, text.lastIndexOf("*", at - 1)),
    next = single(text, text.indexOf("*", at + 1));
  return (
    multiplies(text, at, last, next) ||
    isInFormula(text, at) ||
    (next > 0 && word.test(before) && !isBalanced(text.slice(at + 1, next))) ||
    (next > 0 && word.test(before) && opening.test(after) && clauseMarks.test(text[next - 1]!)) ||
    (next > 0 && areAlike(text, at, next)) ||
    (last > 0 && areAlike(text, last, at))
  );
}

const blankAt = (text: string, at: number): boolean => at < 0 || at >= text.length || isBlank(text[at]!);
const wordAt = (text: string, at: number): boolean => at >= 0 && word.test(text[at] ?? "");
const digitAt = (text: string, at: number): boolean => digit.test(text[at] ?? "");

/** One star by itself, with no blank on either side. */
const isStar = (text: string, at: number): boolean =>
  text[at] === "*" && !/[*\\]/.test(text[at - 1] ?? "") && text[at + 1] !== "*" && !blankAt(text, at - 1) && !blankAt(text, at + 1);

/** Unlike a list's marker, and half of a pair. */
const single = (text: string, at: number): number =>
  at >= 0 && !/[*\\]/.test(text[at - 1] ?? "") && text[at + 1] !== "*" && !(blankAt(text, at - 1) && blankAt(text, at + 1)) ? at : -1;

/** A quantity before it and a number behind, unless the star beside it is plainly the other end of emphasis. */
function multiplies(text: string, at: number, last: number, next: number): boolean {
  if (!digitAt(text, at + 1) || !endsQuantity(text, at)) return false;
  if (last >= 0 && !wordAt(text, last - 1) && !blankAt(text, last + 1)) return false;
  if (next < 0) return true;
  const between = text.slice(at + 1, next),
    isNumber = /^[0-9０-９.,%％]*$/.test(between);
  const closes = !wordAt(text, next + 1) || (isNumber && !digitAt(text, next + 1));
  return !closes || clauseMarks.test(between);
}

/** A number, or a number and its unit. */
function endsQuantity(text: string, end: number): boolean {
  for (let at = end - 1; at >= end - 1 - longestUnit && wordAt(text, at); at--) if (digitAt(text, at)) return true;
  return false;
}

/** A number, or a word and a number. */
function beginsQuantity(text: string, start: number): boolean {
  for (let at = start; at <= start + longestUnit && wordAt(text, at); at++) if (digitAt(text, at)) return true;
  return false;
}

/** An equals sign stands in its clause, before the first star or behind the last, and every star between words. */
function isInFormula(text: string, at: number): boolean {
  let from = at,
    to = at;
  while (from > 0 && !edges.test(text[from - 1]!)) from--;
  while (to < text.length && !edges.test(text[to]!)) to++;
  const clause = text.slice(from, to),
    [first, ...rest] = clause.split("*");
  if (!/[=＝]/.test(first! + rest.at(-1)!)) return false;
  for (let star = from; star < to; star++)
    if (text[star] === "*" && !(isStar(text, star) && wordAt(text, star - 1) && wordAt(text, star + 1))) return false;
  return true;
}

/** Emphasis does not reach into a bracket, or out of one. */
function isBalanced(text: string): boolean {
  let depth = 0;
  for (const c of text) {
    if (/[（(]/.test(c)) depth++;
    else if (/[）)]/.test(c) && --depth < 0) return false;
  }
  return depth === 0;
}

/** Two stars of the same make in two clauses: 单价*3，数量*2, 就业率*（初次）、升学率*（含）. */
function areAlike(text: string, one: number, other: number): boolean {
  if (!isStar(text, one) || !isStar(text, other) || !wordAt(text, one - 1) || !wordAt(text, other - 1)) return false;
  if (opening.test(text[one + 1]!) && opening.test(text[other + 1]!)) return true;
  if (!wordAt(text, one + 1) || !wordAt(text, other + 1) || !clauseMarks.test(text.slice(one, other))) return false;
  const before = digitAt(text, one - 1),
    after = digitAt(text, one + 1);
  return (
    ((before || after) && before === digitAt(text, other - 1) && after === digitAt(text, other + 1)) ||
    (endsQuantity(text, one) && beginsQuantity(text, one + 1) && endsQuantity(text, other) && beginsQuantity(text, other + 1))
  );
}
