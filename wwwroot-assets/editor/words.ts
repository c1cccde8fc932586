// What the page says comes from the server's resources, as JSON in the page: `{ "synced": "…", … }`.
// words.md lists every key.
const spoken: Record<string, unknown> = read()

function read(): Record<string, unknown> {
  const holder = typeof document === 'undefined' ? null : document.getElementById('words')
  return holder ? JSON.parse(holder.textContent ?? '{}') as Record<string, unknown> : {}
}

/** The sentence for a key, `{name}` filled in. A key that is missing shows as itself, so that it is noticed. */
export function word(key: string, values: Record<string, string | number> = {}): string {
  const sentence = spoken[key]
  return typeof sentence === 'string' ? sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole)) : key
}

/** CodeMirror's own phrases, by the English that it would show. */
export const phrases = (): Record<string, string> => Object.fromEntries(Object.entries(phraseKeys).map(([english, key]) => [english, word(key)]))

const phraseKeys = {
  Find: 'find', Replace: 'find-replace', next: 'find-next', previous: 'find-previous', all: 'find-all', 'match case': 'find-case', regexp: 'find-regexp', 'by word': 'find-word',
  replace: 'find-replace-one', 'replace all': 'find-replace-all', close: 'close', 'current match': 'find-current', 'on line': 'find-on-line', 'replaced $ matches': 'find-replaced',
  'replaced match on line $': 'find-replaced-on-line', 'Go to line': 'go-to-line', go: 'go', 'Control character': 'control-character', 'Selection deleted': 'selection-deleted', Completions: 'references',
}
