// Ids that nobody has typed: readable, and not in use.
const longest = 24;

/** What the ids of a text begin with: `03-basic` gives `basic`. A name without Latin letters gives none. */
export const stemOf = (document: string): string =>
  document
    .slice(document.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[0-9-]+(?=[a-z])/, "")
    .replace(/^-+/, "")
    .slice(0, longest)
    .replace(/-+$/, "");

/** `fig:basic-1`, or the next number that is free. */
export function freeId(prefix: string, document: string, used: ReadonlySet<string>): string {
  const stem = stemOf(document);
  for (let number = 1; ; number++) {
    const id = `${prefix}:${stem ? `${stem}-` : ""}${number}`;
    if (!used.has(id)) return id;
  }
}
