// Where a diagnostic stands now. The server read a text that may be some keystrokes old, so a diagnostic brings the beginning of its line
// along: it belongs to the nearest line that still begins so. A line that was changed since keeps the diagnostic that it had.
import type { Line, Text } from "@codemirror/state";

/** `part`: the words of the line that are meant; null: all of it. */
export interface Diagnostic {
  line: number;
  severity: "error" | "warning";
  code: string;
  message: string;
  hint: string | null;
  source: string;
  part: string | null;
  fix?: Fix | null;
}
/** One press puts it right: what stands there in the line, as it is with all suggestions accepted, gives way to the text. */
export interface Fix {
  from: number;
  to: number;
  text: string;
}
/**
 * `read`: the line as it was when the diagnostic came, where it is the one that the server read; one that was changed since may mean
 * something else.
 */
export interface Placed {
  from: number;
  diagnostic: Diagnostic;
  read?: string | null;
}

const sourceLength = 200; // as the server sends
const farthest = 2000; // lines to either side

export function place(doc: Text, diagnostics: readonly Diagnostic[], before: readonly Placed[]): Placed[] {
  return diagnostics
    .map(diagnostic => {
      const { from, text } = doc.line(lineOf(doc, diagnostic, before));
      return { from, diagnostic, read: text.slice(0, sourceLength) === diagnostic.source ? text : null };
    })
    .sort((a, b) => a.from - b.from || Number(a.diagnostic.severity === "warning") - Number(b.diagnostic.severity === "warning"));
}

/** A paragraph is one line, and long: only the words that are meant are underlined, where they can still be found. */
export function partOf(line: Line, part: string | null): { start: number; end: number } {
  const at = part ? line.text.indexOf(part) : -1;
  return at < 0 ? { start: line.from, end: line.to } : { start: line.from + at, end: line.from + at + part!.length };
}

function lineOf(doc: Text, diagnostic: Diagnostic, before: readonly Placed[]): number {
  const given = Math.max(1, Math.min(doc.lines, diagnostic.line));
  const same = (number: number) => number >= 1 && number <= doc.lines && doc.line(number).text.slice(0, sourceLength) === diagnostic.source;
  if (same(given)) return given;
  for (let away = 1; away <= farthest; away++) {
    if (same(given - away)) return given - away;
    if (same(given + away)) return given + away;
    if (given - away < 1 && given + away > doc.lines) break;
  }
  const known = before.find(({ diagnostic: old }) => old.code === diagnostic.code && old.message === diagnostic.message);
  return known ? doc.lineAt(Math.min(doc.length, known.from)).number : given;
}
