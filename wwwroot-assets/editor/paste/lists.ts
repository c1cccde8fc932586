// Lists as Word copies them: what it counts or draws before an item comes as characters and a tab. Bullets of its symbol fonts come as
// letters. A number before a tab is Word's own, so a heading loses it: the report counts by itself.
const bullets =
  "\u2022\u25cf\u25cb\u25aa\u25ab\u25a0\u25a1\u25c6\u25c7\u25e6\u2023\u2043\u25ba\u25b6\u27a2\u2756\u2714\u2713\u00b7\u30fb" +
  "\u00a7\u00d8\u00fc\u00e0\u00e8\u00f0\u00de\u00a8\u00b2\u00fe*\uf000-\uf0ff\\-\u2013\u2014";
const letters = "lnuqvwpo"; // ● ■ ◆ ❑ ❖ ◆ □ ○ in Wingdings and Courier
const chinese = "一二三四五六七八九十百零〇两";

const line = /^([ \t]*)([^\t]{1,12})\t+(?=\S)(.*)$/;
const isBullet = new RegExp(`^[${bullets}]$`, "u");
const isLetter = new RegExp(`^[${letters}]$`);
const isCircled = /^[\u2460-\u2473\u2776-\u277f\u24ea]$/;
const isCounted = /^[(（]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)．）]$/;
const isSection = /^\d{1,3}(?:[.．]\d{1,3}){1,4}[.．]?$/;
const isChapter = new RegExp(`^第[${chinese}\\d]{1,5}([章节部分篇])$`);
const isWritten = new RegExp(`^(?:[（(][${chinese}]{1,4}[)）]|[${chinese}]{1,4}[、.．]|\\d{1,3}、|第[${chinese}\\d]{1,5}[条款项])$`);

const longestHeading = 40; // characters

type Mark = { kind: "bullet" } | { kind: "number"; value: number } | { kind: "heading"; level: number } | { kind: "written" };

function markOf(sign: string): Mark | null {
  if (isBullet.test(sign) || isLetter.test(sign)) return { kind: "bullet" };
  if (isWritten.test(sign)) return { kind: "written" };
  const code = sign.charCodeAt(0);
  if (isCircled.test(sign)) return { kind: "number", value: code >= 0x2776 ? code - 0x2775 : code - 0x245f };
  if (isCounted.test(sign)) return { kind: "number", value: valueOf(sign.replace(/[^\dA-Za-z]/g, "")) };
  if (isSection.test(sign)) return { kind: "heading", level: Math.min(6, sign.replace(/[.．]$/, "").split(/[.．]/).length) };
  const chapter = isChapter.exec(sign);
  return chapter ? { kind: "heading", level: chapter[1] === "节" ? 2 : 1 } : null;
}

function valueOf(counted: string): number {
  if (/^\d/.test(counted)) return Number(counted);
  const small = counted.toLowerCase();
  return /^(?:i|[ivx]{2,})$/.test(small) ? roman(small) : small.charCodeAt(0) - 96;
}

function roman(counted: string): number {
  const values: Record<string, number> = { i: 1, v: 5, x: 10 };
  return [...counted].reduce((sum, sign, at) => sum + (values[sign]! < (values[counted[at + 1] ?? ""] ?? 0) ? -1 : 1) * values[sign]!, 0);
}

/**
 * Every line with a tab is an item or a heading as Word copies it. A single letter is a bullet where it comes again and again, as no
 * column of a table does.
 */
export function isList(text: string): boolean {
  const tabbed = text.split("\n").filter(line => line.trim().includes("\t"));
  const signs = tabbed.map(written => line.exec(written)).map(found => (found && !found[3]!.includes("\t") ? found[2]! : ""));
  const own = signs.filter(sign => isLetter.test(sign));
  return tabbed.length > 0 && signs.every(sign => markOf(sign) !== null) && (own.length < 2 || new Set(own).size < own.length);
}

/** The lines of such a text as Markdown. Items go on counting from line to line. */
export function listed(text: string): string {
  let count = 0;
  return text
    .split("\n")
    .map(written => {
      const found = line.exec(written),
        mark = found && markOf(found[2]!);
      if (!found || !mark) {
        if (written.trim() !== "") count = 0;
        return written;
      }
      const [, indent, sign, words] = found as unknown as [string, string, string, string];
      if (mark.kind === "bullet") return `${indent}- ${words}`;
      if (mark.kind === "number") return `${indent}${(count = count > 0 && mark.value !== 1 ? count + 1 : mark.value || 1)}. ${words}`;
      count = 0;
      const isTitle = words.length <= longestHeading && !/[。；，]$/.test(words);
      if (mark.kind === "heading" && isTitle) return `${"#".repeat(mark.level)} ${words}`;
      return mark.kind === "written" && !/[条款项]$/.test(sign) ? indent + sign + words : `${indent}${sign} ${words}`;
    })
    .join("\n");
}
