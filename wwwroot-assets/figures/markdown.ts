// A figure as Markdown: ![caption](../images/x.png "alternative text"){#fig:id}
const unseen = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]+/gu;
const special = /[\\`*_{}[\]<>&@]/g;
export const longestCaption = 500,
  longestAlternative = 1000;

/** One line that can be shown anywhere: no line ends, no control characters, no marks that turn the writing direction. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\s\u2028\u2029]+/g, " ")
    .replace(unseen, "")
    .trim();

export interface Figure {
  path: string;
  caption: string;
  alternative: string;
  id: string;
}

/** `file` is the text in which it stands, both paths inside the report folder. Without a caption it gets no number, and so no id. */
export function figureLine(file: string, { path, caption, alternative, id }: Figure): string {
  const shown = oneLine(caption).slice(0, longestCaption),
    told = oneLine(alternative).slice(0, longestAlternative);
  const title = told ? ` "${told.replace(/["\\&]/g, "\\$&")}"` : "";
  return `![${shown.replace(special, "\\$&")}](${destination(file, path)}${title})${shown && id ? `{#fig:${id}}` : ""}`;
}

function destination(file: string, path: string): string {
  const relative = "../".repeat(file.split("/").length - 1) + path.replace(/%/g, "%25");
  return /[\s()<>\\]/.test(relative) ? `<${relative.replace(/[<>\\]/g, "\\$&")}>` : relative;
}

// Names that a camera or a program gave say nothing.
const nameless = /^(img|dsc|dcim|image|picture|photo|screenshot|wechat|mmexport|wx|qq|snip|untitled|clipboard|pasted|\d)/i;

/** A readable id that nothing in the report has yet: from the file's name where that is Latin, else the next of f01, f02 … */
export function freeId(path: string, taken: ReadonlySet<string>): string {
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
  const latin = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .replace(/^fig-/, "")
    .slice(0, 30)
    .replace(/-+$/, "");
  if (latin.length > 1 && /^[\x20-\x7e]+$/.test(stem) && !nameless.test(stem))
    for (let n = 1; n < 1000; n++) {
      const id = n === 1 ? latin : `${latin}-${n}`;
      if (!taken.has(`fig:${id}`)) return id;
    }
  for (let n = 1; ; n++) if (!taken.has(`fig:f${String(n).padStart(2, "0")}`)) return `f${String(n).padStart(2, "0")}`;
}

export const isId = (id: string): boolean => /^[A-Za-z0-9_.-]*[A-Za-z0-9_-]$/.test(id);

/** The ids that a text has, before the server has heard of them. */
export const idsIn = (text: string): string[] => [...text.matchAll(/\{[^{}\n]*#([A-Za-z0-9_.:-]+)/g)].map(found => found[1]!);
