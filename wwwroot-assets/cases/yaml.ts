// Values as YAML writes them: as much as a card's front matter needs. What looks any different is left alone and said.
export type Style = "none" | "plain" | "double" | "single" | "block";

/** `end` is behind the value, before a comment; `rest` behind everything that belongs to it. */
export interface Value {
  text: string | null;
  style: Style;
  end: number;
  rest: number;
}

/** Something that is off, at a place of the text. */
export class Trouble extends Error {
  constructor(readonly at: number) {
    super(`at ${at}`);
  }
}

/** A line that says something by a key: a word, a colon of either width, not that of an address. The compiler's `FrontLines.Setting`. */
export const setting = /^[\s\u200b\ufeff]*([A-Za-z_][\w-]*|"[^"]*"|'[^']*'|[\u3400-\u9fff]{1,8})[\s\u200b\ufeff]*[:：](?!\/\/)/;
const known = /^["']?(?:id|title|school|summary)["']?$/i;
/** An indented line goes on with the value above, unless it begins with one of our own keys. */
const goesOn = (line: string): boolean => /^[ \t\u3000]/.test(line) && !known.test(setting.exec(line)?.[1] ?? "");

const invisible = /[\p{Cc}\p{Cf}\u2028\u2029\ufeff\ufffe\uffff]/u;
const words = /^(null|true|false|yes|no|on|off|y|n)$/i;

/** A value as it may stand behind a key: as it is where that is plain, else in quotation marks, and in those that it has already. */
export function written(text: string, style: Style): string {
  return style !== "double" && isPlain(text)
    ? text
    : `"${text
        .replace(/["\\]/g, "\\$&")
        .replace(/\n/g, "\\n")
        .replace(
          /[\p{Cc}\u00ad\u061c\u2028-\u202e\u200b-\u200f\u2060-\u206f\ufeff\ufffe\uffff]/gu,
          c => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
        )}"`;
}

const isPlain = (text: string): boolean =>
  /^\p{L}/u.test(text) && text === text.trim() && !/: | #|:$/.test(text) && !invisible.test(text) && !words.test(text);

/**
 * The value that begins at `from`, behind a key's colon. `to` ends the front matter. As the compiler reads it (`FrontLines`): the rest of
 * the line whatever stands in it; only what opens with a quotation mark or as a block is read as YAML is.
 */
export function readValue(text: string, from: number, to: number): Value {
  let at = from;
  while (/[^\S\n]/.test(text[at] ?? "")) at++;
  const lineEnd = endOfLine(text, at, to),
    line = text.slice(at, lineEnd).trimEnd();
  if (/^"(?:[^"\\]|\\.)*"$/.test(line)) return quoted(text, at, to, readDouble);
  if (/^'(?:[^']|'')*'$/.test(line)) return quoted(text, at, to, readSingle);
  // Left open, it goes on in the next line; closed before the end, the marks are words.
  if (/^["']/.test(line) && !line.includes(line[0]!, 1)) return quoted(text, at, to, line[0] === '"' ? readDouble : readSingle);
  if (/^[|>][-+0-9]{0,2}(?:\s+#.*)?$/.test(line)) return block(text, at, lineEnd, to);
  if (line === "") {
    if (!isContinued(text, lineEnd, to)) return { text: null, style: "none", end: from, rest: lineEnd };
    // Its value stands in a line of its own; a list, or more keys, is none.
    let next = lineEnd;
    while (/[\s\u3000]/.test(text[next] ?? "")) next++;
    const below = text.slice(next, endOfLine(text, next, to));
    if (below.startsWith("-") || setting.test(below)) throw new Trouble(lineEnd + 1);
    return plainValue(text, next, to);
  }
  return plainValue(text, at, to);
}

const endOfLine = (text: string, from: number, to: number): number => {
  const end = text.indexOf("\n", from);
  return end < 0 || end > to ? to : end;
};

/** The next line that holds anything is indented. */
function isContinued(text: string, lineEnd: number, to: number): boolean {
  for (let at = lineEnd + 1; at < to; at = endOfLine(text, at, to) + 1) {
    const line = text.slice(at, endOfLine(text, at, to));
    if (line.trim() !== "") return goesOn(line);
  }
  return false;
}

function plainValue(text: string, at: number, to: number): Value {
  const lines: string[] = [];
  let end = at,
    lineEnd = endOfLine(text, at, to),
    start = at;
  while (true) {
    const said = text.slice(start, lineEnd).trimEnd();
    lines.push(said.trim());
    if (said.trim() !== "") end = start + said.length;
    if (!isContinued(text, lineEnd, to)) break;
    start = lineEnd + 1;
    lineEnd = endOfLine(text, start, to);
  }
  const value = folded(lines);
  return { text: value === "~" || value === "null" ? null : value, style: "plain", end, rest: lineEnd };
}

/** Lines join with a space; an empty one is a line end. */
function folded(lines: readonly string[]): string {
  let value = lines[0] ?? "",
    empty = 0;
  for (const line of lines.slice(1)) {
    if (line === "") {
      empty++;
      continue;
    }
    value += empty > 0 ? "\n".repeat(empty) + line : ` ${line}`;
    empty = 0;
  }
  return value;
}

function quoted(
  text: string,
  at: number,
  to: number,
  read: (text: string, at: number, to: number) => { value: string; end: number },
): Value {
  const { value, end } = read(text, at + 1, to),
    lineEnd = endOfLine(text, end, to),
    behind = text.slice(end, lineEnd);
  if (!/^(\s*|\s+#.*)$/.test(behind)) throw new Trouble(end);
  // Its further lines are indented, too.
  if (/\n(?![ \t\n])/.test(text.slice(at, end))) throw new Trouble(at);
  return { text: value, style: text[at] === '"' ? "double" : "single", end, rest: lineEnd };
}

const escapes: Record<string, string> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
  " ": " ",
  "/": "/",
  '"': '"',
  "\\": "\\",
  N: "\x85",
  _: "\xa0",
  L: "\u2028",
  P: "\u2029",
  "\t": "\t",
};

function readDouble(text: string, at: number, to: number): { value: string; end: number } {
  let value = "",
    kept = 0; // up to where spaces were written by an escape
  for (; at < to; at++) {
    const c = text[at]!;
    if (c === '"') return { value, end: at + 1 };
    if (c === "\n") {
      const fold = afterLine(text, at, to);
      value = value.slice(0, kept) + value.slice(kept).replace(/[ \t]+$/, "") + fold.joint;
      at = fold.at - 1;
    } else if (c !== "\\") value += c;
    else {
      const next = text[++at] ?? "",
        digits = { x: 2, u: 4, U: 8 }[next];
      if (next === "\n") {
        at = afterLine(text, at, to).at - 1;
        kept = value.length;
        continue;
      }
      if (digits) {
        const hex = text.slice(at + 1, at + 1 + digits),
          code = parseInt(hex, 16);
        if (!/^[0-9a-fA-F]+$/.test(hex) || hex.length < digits || code > 0x10ffff) throw new Trouble(at);
        value += digits === 8 ? String.fromCodePoint(code) : String.fromCharCode(code);
        at += digits;
      } else if (escapes[next] === undefined) throw new Trouble(at);
      else value += escapes[next];
      kept = value.length;
    }
  }
  throw new Trouble(to);
}

function readSingle(text: string, at: number, to: number): { value: string; end: number } {
  let value = "";
  for (; at < to; at++) {
    const c = text[at]!;
    if (c === "'" && text[at + 1] !== "'") return { value, end: at + 1 };
    if (c === "'") {
      value += c;
      at++;
    } else if (c === "\n") {
      const fold = afterLine(text, at, to);
      value = value.replace(/[ \t]+$/, "") + fold.joint;
      at = fold.at - 1;
    } else value += c;
  }
  throw new Trouble(to);
}

function afterLine(text: string, at: number, to: number): { at: number; joint: string } {
  let ends = 0;
  while (at < to && /[\n \t]/.test(text[at]!)) if (text[at++] === "\n") ends++;
  return { at, joint: ends > 1 ? "\n".repeat(ends - 1) : " " };
}

function block(text: string, at: number, lineEnd: number, to: number): Value {
  const head = /^([|>])(?:([+-])([1-9])?|([1-9])([+-])?)?(?:\s*|\s+#.*)$/.exec(text.slice(at, lineEnd));
  if (!head) throw new Trouble(at);
  const chomp = head[2] ?? head[5] ?? "",
    given = Number(head[3] ?? head[4] ?? 0);
  const lines: string[] = [];
  let rest = lineEnd,
    indent = given;
  for (let start = lineEnd + 1; start < to; start = rest + 1) {
    const end = endOfLine(text, start, to),
      line = text.slice(start, end),
      spaces = /^ */.exec(line)![0].length;
    if (line.trim() !== "") {
      indent ||= spaces;
      if (indent === 0 || spaces < indent) break;
    }
    lines.push(line.slice(indent));
    rest = end;
  }
  while (lines.length > 0 && lines[lines.length - 1]!.trim() === "" && chomp !== "+") lines.pop();
  const value = head[1] === "|" ? lines.join("\n") : foldedBlock(lines);
  return { text: chomp === "-" || value === "" ? value : `${value}\n`, style: "block", end: rest, rest };
}

/** Lines that are indented further stay as they are. */
function foldedBlock(lines: readonly string[]): string {
  let value = "",
    empty = 0,
    isFirst = true,
    before = "";
  for (const line of lines) {
    if (line === "") {
      empty++;
      continue;
    }
    if (isFirst) value = "\n".repeat(empty) + line;
    else if (/^[ \t]/.test(line) || /^[ \t]/.test(before)) value += "\n".repeat(empty + 1) + line;
    else value += empty > 0 ? "\n".repeat(empty) + line : ` ${line}`;
    isFirst = false;
    empty = 0;
    before = line;
  }
  return value;
}
