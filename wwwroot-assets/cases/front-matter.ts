// What a case card says of itself above its text: read, and changed with as little as possible, so that two people may fill it in at once.
import { isBlank, isFrontFence } from "../editor/reading/lines";
import { readValue, setting, type Style, Trouble, written } from "./yaml";

export const names = ["id", "title", "school", "summary"] as const;
export type Name = (typeof names)[number];

interface Entry {
  text: string;
  style: Style;
  from: number;
  to: number;
  lineEnd: number;
}
/** `from` to `to` is between the two lines `---`. */
export interface FrontMatter {
  kind: "read";
  from: number;
  to: number;
  entries: Partial<Record<Name, Entry>>;
}
export type Found = FrontMatter | { kind: "none" } | { kind: "trouble"; line: number };

export interface Change {
  from: number;
  to: number;
  insert: string;
}

const longest = 64 * 1024; // the compiler's own limit

export function read(text: string): Found {
  const first = opening(text);
  if (first === null) return { kind: "none" };
  const to = closing(text, first),
    line = (at: number) => text.slice(0, at).split("\n").length;
  if (to === null) return { kind: "trouble", line: line(first) };
  try {
    return { kind: "read", from: first + 1, to, entries: entries(text, first + 1, to) };
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    return { kind: "trouble", line: line(Math.min(error.at, to)) };
  }
}

const endOfLine = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

/** Where the opening line ends. Blank lines may stand above it where what stands below is plainly a setting. */
function opening(text: string): number | null {
  let at = 0;
  while (at < text.length && isBlank(text.slice(at, endOfLine(text, at)))) at = endOfLine(text, at) + 1;
  const end = endOfLine(text, at);
  if (!isFrontFence(text.slice(at, end))) return null;
  return at === 0 || setting.test(text.slice(end + 1, endOfLine(text, end + 1))) ? end : null;
}

/** Where the closing line begins. */
function closing(text: string, first: number): number | null {
  for (let start = first + 1; start <= Math.min(text.length, longest); ) {
    const end = endOfLine(text, start),
      line = text.slice(start, end);
    if (isFrontFence(line) || line.trim() === "...") return start;
    if (end === text.length) return null;
    start = end + 1;
  }
  return null;
}

function entries(text: string, from: number, to: number): Partial<Record<Name, Entry>> {
  const found: Partial<Record<Name, Entry>> = {},
    seen = new Set<string>();
  for (let at = from; at < to; ) {
    const lineEnd = Math.min(to, text.indexOf("\n", at)),
      line = text.slice(at, lineEnd);
    if (line.trim() === "" || /^\s*#/.test(line)) {
      at = lineEnd + 1;
      continue;
    }
    const match = setting.exec(line),
      name = ours(match?.[1]);
    if (!match || name === undefined || seen.has(name)) throw new Trouble(at);
    seen.add(name);
    const start = at + match[0].length;
    if (!(names as readonly string[]).includes(name)) {
      at = afterOther(text, start, lineEnd, to);
      continue;
    }
    const value = readValue(text, start, to);
    found[name as Name] = {
      text: name === "id" ? withoutPrefix(value.text ?? "") : (value.text ?? ""),
      style: value.style,
      from: start,
      to: value.end,
      lineEnd: value.rest,
    };
    at = value.rest + 1;
  }
  return found;
}

/** Ours in small letters, whatever letters it is written in, and without quotation marks. */
function ours(written: string | undefined): string | undefined {
  const name = written?.replace(/^["']+|["']+$/g, "");
  return name !== undefined && (names as readonly string[]).includes(name.toLowerCase()) ? name.toLowerCase() : name;
}

/** An id as references have it is as plain: `case:c01`. */
const withoutPrefix = (id: string): string => /^#*(?:case|案例)[:：]\s*(.*)$/i.exec(id)?.[1]?.trim() ?? id;

/** What a key that is not ours says need not be understood, if it is clear where it ends. */
function afterOther(text: string, start: number, lineEnd: number, to: number): number {
  try {
    return readValue(text, start, to).rest + 1;
  } catch (error) {
    if (!(error instanceof Trouble)) throw error;
    let end = lineEnd;
    while (end + 1 < to && /[ \t\n#]/.test(text[end + 1]!)) {
      const next = text.indexOf("\n", end + 1);
      end = next < 0 || next > to ? to : next;
    }
    return end + 1;
  }
}

/** The least change that gives a card another value; null: what is there cannot be read, and stays as it is. */
export function set(text: string, name: Name, value: string): Change | null {
  const found = read(text);
  if (found.kind === "trouble") return null;
  if (found.kind === "none")
    return { from: 0, to: 0, insert: `---\n${name}: ${written(value, "none")}\n---\n${text.startsWith("\n") || text === "" ? "" : "\n"}` };
  const entry = found.entries[name];
  if (!entry) {
    const above = names
      .slice(0, names.indexOf(name))
      .map(other => found.entries[other])
      .filter(other => other !== undefined)
      .pop();
    const at = above ? above.lineEnd + 1 : found.from;
    return { from: at, to: at, insert: `${name}: ${written(value, "none")}\n` };
  }
  return least(text, { from: entry.from, to: entry.to, insert: ` ${written(value, entry.style)}` });
}

/** Without what both have at their start and end. */
function least(text: string, { from, to, insert }: Change): Change {
  let end = insert.length;
  let start = 0;
  while (from < to && start < end && text[from] === insert[start]) {
    from++;
    start++;
  }
  while (to > from && end > start && text[to - 1] === insert[end - 1]) {
    to--;
    end--;
  }
  // No edge stands inside a surrogate pair.
  const isLow = (c: string | undefined) => c !== undefined && c >= "\udc00" && c <= "\udfff";
  if (start > 0 && (isLow(insert[start]) || isLow(text[from]))) {
    from--;
    start--;
  }
  if (isLow(insert[end]) || (to < text.length && isLow(text[to]))) {
    to++;
    end++;
  }
  return { from, to, insert: insert.slice(start, end) };
}
