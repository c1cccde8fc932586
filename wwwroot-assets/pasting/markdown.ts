// The words and their emphasis as Markdown, by turndown (https://github.com/mixmark-io/turndown). Only what would be read as a mark is
// escaped: a text full of backslashes is nobody's.
import TurndownService from "turndown";
import { within } from "./dom";

const service = new TurndownService({ headingStyle: "atx", hr: "---", bulletListMarker: "-", codeBlockStyle: "fenced", emDelimiter: "*" });

/** Within a line. */
export const escaped = (text: string): string =>
  text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/`/g, "\\`")
    .replace(/[*_]/g, sign => (text.split(sign).length > 2 ? `\\${sign}` : sign))
    .replace(/\[(?=\^|[^\]\n]*\]\()/g, "\\[")
    .replace(/<(?=[A-Za-z/!?])/g, "\\<")
    .replace(/\{(?=#)/g, "\\{")
    .replace(/@(?=(?:fig|tbl|case|sec):)/g, "\\@");

service.escape = text =>
  escaped(text)
    .replace(/^(#{1,6}|>|[-+*]|:{1,2})(?=\s|:|$)/gm, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s)/gm, "$1\\$2");

service.addRule("item", {
  filter: "li",
  replacement: (content, node) => {
    const list = node.parentNode as Element,
      at = Array.from(list.children).indexOf(node as Element);
    const sign = list.nodeName === "OL" ? `${Number(list.getAttribute("start") ?? 1) + at}. ` : "- ";
    const words = content.trim().replace(/\n{2,}(?=\s*(?:-|\d+\.) )/g, "\n");
    return `${sign}${words.replace(/\n(?=.)/g, `\n${" ".repeat(sign.length)}`)}\n`;
  },
});

service.addRule("link", {
  filter: "a",
  replacement: (content, node) => {
    const address = (node as Element).getAttribute("href") ?? "";
    return /^(?:https?:|mailto:)/i.test(address) && content.trim() !== "" && !/[\s<>]/.test(address)
      ? `[${content}](${address.replace(/\(/g, "%28").replace(/\)/g, "%29")})`
      : content;
  },
});

/** Only between words is it one: a page ends paragraphs with it, too. */
const lineBreak = "\ufdd6\n";
service.addRule("line", { filter: "br", replacement: () => lineBreak });
service.addRule("without marks", { filter: ["u", "sup", "sub", "s"], replacement: content => content });

/** Marks of one kind side by side are one: `**甲****乙**` would be none. */
export function joinMarks(root: Element): void {
  for (const mark of within(root, "b,strong,i,em")) {
    const name = mark.nodeName === "B" ? "STRONG" : mark.nodeName === "I" ? "EM" : mark.nodeName;
    let next = mark.nextSibling;
    while (next && sameMark(next, name)) {
      while (next.firstChild) mark.appendChild(next.firstChild);
      next.parentNode!.removeChild(next);
      next = mark.nextSibling;
    }
  }
}

const sameMark = (node: Node, name: string): boolean =>
  node.nodeName === name || (name === "STRONG" && node.nodeName === "B") || (name === "EM" && node.nodeName === "I");

export const toMarkdown = (root: Element): string =>
  service
    .turndown(root as HTMLElement)
    .replace(/ *[\u00a0\u202f\u2007][ \u00a0\u202f\u2007]*/g, " ")
    .replace(/[\u200b\u2060\u00ad\ufeff]/g, "")
    .replace(/^[ \u3000]+(?=\S)(?![-*+] |\d+[.)] )/gm, found => (found.includes("\u3000") ? "" : found))
    .replace(/\ufdd6(\n *)(?=[^\s\ufdd6])/g, "\\$1")
    .replace(/\ufdd6/g, "")
    .replace(/[ \t]+$/gm, "")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
