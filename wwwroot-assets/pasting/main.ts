// Copied from Word, WPS, a sheet, a web page or a chat: formatted text as the Markdown of a report. Loaded when something is pasted that is
// formatted; the editor does without it until then.
import { word } from "../kernel/words";
import { clean } from "./clean";
import { textOf } from "./dom";
import { joinMarks, toMarkdown } from "./markdown";
import { takeNotes } from "./notes";
import { type Picture, Places, readHeadings, readPictures, readTables } from "./structure";
import { readWord } from "./word";

export { uploaded } from "./pictures";
export { contentsOf } from "./rtf";

export interface Gap {
  at: number;
  sentence: string;
  /** Which of the pictures. */
  picture: number;
}

const mark = /\ufdd4(\d+)\ufdd5/;
const deepest = 400; // elements within one another: a page of a person has thirty

export interface Converted {
  markdown: string;
  pictures: readonly Picture[];
  /** What could not come along as it was: 'merged', 'comments', 'picture-in-table'. */
  said: ReadonlySet<string>;
}

/**
 * `plain`: the same text as the clipboard has it without formats. Null: a word of it would be missing, so the plain text is taken instead.
 * `taken`: the ids of notes that the text has.
 */
export function converted(page: Document, plain: string, taken: ReadonlySet<string>): Converted | null {
  const root = page.body;
  if (depthOf(root) > deepest) return null;
  const said = new Set<string>(),
    places = new Places();
  const isBefore = textOf(root);
  clean(root, said);
  const gone: string[] = [];
  const notes = takeNotes(root, taken, gone);
  gone.push(...readWord(root), ...readHeadings(root));
  const pictures = readPictures(root, places, gone);
  readTables(root, places, said, gone);
  joinMarks(root);
  let markdown = places.fill(toMarkdown(root));
  for (const { id, mark, content } of notes) {
    joinMarks(content);
    markdown = `${markdown.replace(mark, `[^${id}]`)}\n\n[^${id}]: ${toMarkdown(content).replace(/\n+/g, " ")}`;
  }
  const all = plain.trim() === "" ? isBefore : plain;
  return isWhole(markdown, pictures, gone, all) ? { markdown, pictures, said } : null;
}

function depthOf(root: Element): number {
  let deepestYet = 0;
  let level: Element[] = [root];
  for (; level.length > 0 && deepestYet <= deepest; deepestYet++) level = level.flatMap(element => Array.from(element.children));
  return deepestYet;
}

/** Of each letter and digit as many as were copied, but those of numbers that the report gives by itself. */
function isWhole(markdown: string, pictures: readonly Picture[], gone: readonly string[], plain: string): boolean {
  const here = count([markdown, ...pictures.map(picture => picture.caption), ...gone].join(""));
  for (const [sign, times] of count(plain)) if ((here.get(sign) ?? 0) < times) return false;
  return true;
}

function count(text: string): Map<string, number> {
  const signs = new Map<string, number>();
  for (const [sign] of text.toLowerCase().matchAll(/[\p{L}\p{N}\p{Co}]/gu)) signs.set(sign, (signs.get(sign) ?? 0) + 1);
  return signs;
}

/** The same as a browser has it from the clipboard. */
export function convert(html: string, plain: string, taken: ReadonlySet<string>): Converted | null {
  const page = new DOMParser().parseFromString(html, "text/html");
  return converted(page, plain, taken);
}

/** The text with a sentence in the place of each picture, and where these stand in it (UTF-16 positions), in the order of the text. */
export function withGaps({ markdown, pictures }: Converted, gap: (caption: string) => string): [text: string, gaps: Gap[]] {
  const gaps: Gap[] = [];
  let text = markdown;
  for (let next = mark.exec(text); next; next = mark.exec(text)) {
    const picture = Number(next[1]),
      sentence = gap(pictures[picture]!.caption);
    gaps.push({ at: next.index, sentence, picture });
    text = text.slice(0, next.index) + sentence + text.slice(next.index + next[0].length);
  }
  return [text, gaps];
}

/** What stands where a picture does not, or not yet. */
export const gapOf = (caption: string): string => `${caption ? `${caption}：` : ""}${word("paste-picture-missing")}`;

/** The ids of the notes that a text has. */
export const notesIn = (text: string): ReadonlySet<string> => new Set([...text.matchAll(/\[\^([^\]\s]{1,60})\]/g)].map(found => found[1]!));

/** What did not come along, in words. */
export function sentences({ said }: Converted, picturesMissing: number): string[] {
  const found: string[] = [];
  if (picturesMissing > 0) found.push(word("paste-pictures-missing", { count: picturesMissing }));
  for (const one of ["merged", "picture-in-table", "comments"] as const) if (said.has(one)) found.push(word(`paste-${one}`));
  return found;
}
