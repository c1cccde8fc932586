// What a line of a report is, as the compiler reads it: white space of any kind is white space, and the full-width forms that a Chinese
// keyboard gives are read as what they stand for. tests/conformance/reading.json holds both to the same.
import type { Text } from "@codemirror/state";

/** Blanks of any width, and what has no width at all. */
const invisible = "\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060\\u2066-\\u2069\\ufeff";
const blanks = `[\\s${invisible}]`;
const attributes = `${blanks}*([{｛][^{}｛｝]*[}｝])`;
const path = "(?:[^()（）\\\\]|\\\\.|\\([^()]*\\)|（[^（）]*）)*";
const name = "[A-Za-z0-9_-]+(?:\\.+[A-Za-z0-9_-]+)*";

/** Blanks by their names in HTML, alone in a line. */
const named = "&(?:nbsp|ensp|emsp|thinsp|#(?:160|8194|8195|8201|8203|12288)|#x(?:a0|2002|2003|2009|200b|3000));";
const blank = new RegExp(`^(?:${blanks}|${named})*$`, "i");
const edges = new RegExp(`^${blanks}+|${blanks}+$`, "g"),
  trailing = new RegExp(`${blanks}+$`);
/** One sign alone makes a heading before a blank or a Chinese character: #1 is a number, #话题# a topic. */
const plainTitle = "[\\u2e80-\\uffff“‘](?:[^#＃]|[{｛][#＃])*$";
const heading = new RegExp(`^(${blanks}*)(?:([#＃]{2,6})(?![#＃])${blanks}*|([#＃])(?![#＃])(?:${blanks}+|$|(?=${plainTitle})))`);
const fence = /^[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})(.*)$/;
const endsInAttributes = new RegExp(`${attributes}${blanks}*$`);
const figure = new RegExp(`^${blanks}*[!！][[［]((?:[^\\]］\\\\]|\\\\.)*)[\\]］] ?[(（]${path}[)）](?:${attributes})?${blanks}*$`);
const caseBraces = `[{｛]${blanks}*[#＃]?(?:case[:：])?(${name})${blanks}*[}｝]`;
const casePlace = new RegExp(`^${blanks}*[:：]{1,4}${blanks}*(?:case|案例)${blanks}*${caseBraces}${blanks}*$`, "i");
const notCase = `(?![:：]|${blanks}*(?:case|案例)${blanks}*[{｛])`;
const caption = new RegExp(`^ {0,3}(?:[:：]${notCase}|(?:表题|Table)[:：])${blanks}*(\\S.*)$`, "i");
const rule = /^\s*([-*_－＿＊—–─])(?:\s*\1){2,}\s*$/;

const unseen = new RegExp(`^[${invisible}]$`);
/** A character without width, but for the joiner, which makes one sign of several. */
export const isInvisible = (text: string): boolean => text !== "\u200d" && unseen.test(text);
const allUnseen = new RegExp(`[${invisible}]`, "g");
export const visible = (text: string): string => text.replace(allUnseen, c => (c === "\u200d" ? c : ""));
/** A line of white space alone ends a paragraph. */
export const isBlank = (text: string): boolean => blank.test(text);
export const isRule = (text: string): boolean => rule.test(text);
export const trimmed = (text: string): string => text.replace(edges, "");

/** `length` is that of its sign with the white space on either side; its words, attributes among them, reach to `end`. */
export interface Heading {
  level: number;
  length: number;
  end: number;
}

export function headingOf(text: string): Heading | null {
  const found = heading.exec(text);
  if (!found) return null;
  const level = (found[2] ?? found[3])!.length,
    length = found[0].length;
  const words = text.slice(length).replace(trailing, ""),
    open = words.replace(/[#＃]+$/, "");
  const isClosed =
    open !== words &&
    (open === "" ||
      isBlank(open.slice(-1)) ||
      (level > 1 && words.length - open.length === level) ||
      (open.slice(-1) >= "\u2e80" && !/[#＃]/.test(open)));
  return { level, length, end: length + (isClosed ? open.replace(trailing, "") : words).length };
}

/** A picture that is all of its line; the attributes with their braces. */
export function figureOf(text: string): { caption: string; braces: string | null } | null {
  const found = figure.exec(text);
  return found && { caption: found[1]!, braces: found[2] ?? null };
}

/** The id of the case card that a line places. */
export const caseOf = (text: string): string | null => casePlace.exec(text)?.[1] ?? null;
/** The words of a table's caption. */
export const captionOf = (text: string): string | null => caption.exec(text)?.[1] ?? null;

/** The attributes in braces that close some words, and where they begin with the white space before. */
export function attributesOf(words: string): { at: number; braces: string } | null {
  const found = endsInAttributes.exec(words);
  return found && { at: found.index, braces: found[1]! };
}

/** Where the words of a line end before attributes in braces. */
export const endOfWords = (text: string): number => attributesOf(text)?.at ?? text.trimEnd().length;

/** A line that makes something as a whole, and holds no running text that goes on in the next. */
export const isOneThing = (text: string): boolean => figureOf(text) !== null || caseOf(text) !== null || captionOf(text) !== null;

const prefixes: Record<string, string> = {
  fig: "fig",
  figure: "fig",
  图: "fig",
  图片: "fig",
  tbl: "tbl",
  tab: "tbl",
  table: "tbl",
  表: "tbl",
  表格: "tbl",
  case: "case",
  案例: "case",
  sec: "sec",
  section: "sec",
  章节: "sec",
  节: "sec",
  章: "sec",
};
// No lookbehind: Safari 15.
const reference = new RegExp(`(^|[^A-Za-z0-9])([@＠](${Object.keys(prefixes).join("|")})[:：](${name}))`, "gi");

export interface Reference {
  from: number;
  to: number;
  id: string;
}

/**
 * Where a line refers to something. It is none behind an ASCII letter or digit, so that e-mail addresses stay; an id ends before a
 * final dot.
 */
export function referencesIn(text: string): Reference[] {
  if (!/[@＠]/.test(text)) return [];
  return [...text.matchAll(reference)].map(found => {
    const from = found.index + found[1]!.length;
    return { from, to: from + found[2]!.length, id: `${prefixes[found[3]!.toLowerCase()]!}:${found[4]!}` };
  });
}

export type InFence = "opens" | "inside" | "closes" | null;

/** Follows the lines of a text from its beginning, and says of each what it is to a fenced block. */
export function fences(): (text: string) => InFence {
  let open: string | null = null;
  return text => {
    const found = fence.exec(text);
    if (open === null) {
      if (!found || (found[1]!.startsWith("`") && found[2]!.includes("`"))) return null;
      open = found[1]!;
      return "opens";
    }
    if (!found || found[1]![0] !== open[0] || found[1]!.length < open.length || found[2]!.trim() !== "") return "inside";
    open = null;
    return "closes";
  };
}

const mostFront = 60; // lines
const frontFence = new RegExp(`^${blanks}*(?:-{3,}|－{3,})${blanks}*$`);
/** The line above a card's front matter, and the one below it. */
export const isFrontFence = (text: string): boolean => frontFence.test(text);

/** The number of the line that closes a card's front matter, or 0. Blank lines may stand above it. */
export function frontMatterEnd(doc: Text): number {
  let first = 1;
  while (first < Math.min(doc.lines, mostFront) && isBlank(doc.line(first).text)) first++;
  if (!isFrontFence(doc.line(first).text)) return 0;
  for (let number = first + 1; number <= Math.min(doc.lines, first + mostFront); number++) {
    const { text } = doc.line(number);
    if (isFrontFence(text) || trimmed(text) === "...") return number;
  }
  return 0;
}
