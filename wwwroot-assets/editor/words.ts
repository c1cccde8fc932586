// What the page says comes from the server's resources, as JSON in the page: `{ "synced": "…", …, "phrases": { CodeMirror's own } }`.
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

export const phrases = (): Record<string, string> => (spoken.phrases ?? {}) as Record<string, string>
