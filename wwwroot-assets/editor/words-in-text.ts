// 字数 as an office's word processor counts it: each Chinese character and mark one, each Latin word or number one. What is not printed
// does not count: Markdown's signs, ids in braces, addresses and alternative texts of links and pictures, a card's front matter.
import type { Text } from "@codemirror/state";
import { frontMatterEnd } from "./reading/lines";

const silent = /\]\([^()\s]*(?:\s+"(?:[^"\\]|\\.)*")?\)|\{[#.][^{}]*\}|<[Bb][Rr]\s*\/?>/g;
const wide = (code: number): boolean =>
  (code >= 0x2e80 && code <= 0x9fff && code !== 0x3000) ||
  (code >= 0xac00 && code <= 0xd7a3) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xfe30 && code <= 0xfe4f) ||
  (code >= 0xff01 && code <= 0xff60) ||
  (code >= 0xffe0 && code <= 0xffe6) ||
  code === 0x2014 ||
  code === 0x2026 ||
  (code >= 0x2018 && code <= 0x201d) ||
  code === 0xb7;
const letter = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  (code >= 65 && code <= 90) ||
  (code >= 97 && code <= 122) ||
  (code >= 0xc0 && code <= 0x24f) ||
  (code >= 0x370 && code <= 0x52f);
const space = (code: number): boolean => code <= 32 || code === 0xa0 || code === 0x3000 || code === 0x7c;

/** Of one line, or a part of one. */
export function wordsIn(text: string): number {
  const line = text.includes("{") || text.includes("](") || text.includes("<") ? text.replace(silent, " ") : text;
  let count = 0,
    word = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code >= 0xd800 && code <= 0xdbff) {
      count++;
      at++;
      word = false;
    } // an ideograph beyond the first plane
    else if (wide(code)) {
      count++;
      word = false;
    } else if (space(code)) word = false;
    else if (!word && letter(code)) {
      count++;
      word = true;
    }
  }
  return count;
}

export function wordsOf(doc: Text): number {
  let count = 0,
    number = 0;
  const front = frontMatterEnd(doc);
  for (const line of doc.iterLines()) if (++number > front) count += wordsIn(line);
  return count;
}

export function wordsBetween(doc: Text, from: number, to: number): number {
  let count = 0;
  for (const line of doc.iterRange(from, to)) if (line !== "\n") count += wordsIn(line);
  return count;
}
