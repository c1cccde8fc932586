// What the page says comes from the server's resources, as JSON in the page: `{ "synced": "…", … }`.
// words.md lists every key.
import type { Word } from "./word-keys";

export type { Word };

const spoken: Record<string, unknown> = read();

function read(): Record<string, unknown> {
  const holder = typeof document === "undefined" ? null : document.getElementById("words");
  return holder ? (JSON.parse(holder.textContent ?? "{}") as Record<string, unknown>) : {};
}

/**
 * The sentence for a key, `{name}` filled in. Keys that some language lacks do not pass the type check (words-type.mjs); one that is
 * missing all the same shows as itself.
 */
export function word(key: Word, values: Record<string, string | number> = {}): string {
  const sentence = spoken[key];
  return typeof sentence === "string" ? sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : key;
}

/** The same where the server has a part in the key: what this page has no sentence for is said in general words. */
export const wordOr = (key: string, general: Word, values: Record<string, string | number> = {}): string =>
  word(key in spoken ? (key as Word) : general, values);

/** CodeMirror's own phrases, by the English that it would show. */
export const phrases = (): Record<string, string> =>
  Object.fromEntries(Object.entries<Word>(phraseKeys).map(([english, key]) => [english, word(key)]));

const phraseKeys = {
  Find: "find",
  Replace: "find-replace",
  next: "find-next",
  previous: "find-previous",
  all: "find-all",
  "match case": "find-case",
  regexp: "find-regexp",
  "by word": "find-word",
  replace: "find-replace-one",
  "replace all": "find-replace-all",
  close: "close",
  "current match": "find-current",
  "on line": "find-on-line",
  "replaced $ matches": "find-replaced",
  "replaced match on line $": "find-replaced-on-line",
  "Go to line": "go-to-line",
  go: "go",
  "Control character": "control-character",
  "Selection deleted": "selection-deleted",
  Completions: "references",
} as const;
