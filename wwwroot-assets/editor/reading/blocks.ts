// Blocks of a report where they are read otherwise than CommonMark reads them: headings with or without a space, a half-width or a
// full-width sign; no heading by a line below the words, no code by indentation; lines of any white space are blank; a line at the
// margin below an item belongs to no list, and one without its sign to no quotation.
import type { BlockContext, LeafBlock, Line, MarkdownConfig } from "@lezer/markdown";
import { headingOf, isBlank, isRule, trimmed } from "./lines";

const rest = (line: Line): string => line.text.slice(line.pos);

function heading(context: BlockContext, line: Line): boolean {
  const text = rest(line),
    found = headingOf(text);
  if (!found) return false;
  const from = context.lineStart + line.pos,
    sign = text.slice(0, found.length).replace(/[^#＃]+$/, "").length;
  const end = Math.max(sign, text.trimEnd().length);
  const close = text.slice(found.end).search(/#/);
  const parts = [
    context.elt("HeaderMark", from, from + sign),
    ...context.parser.parseInline(text.slice(found.length, found.end), from + found.length),
    ...(close >= 0 ? [context.elt("HeaderMark", from + found.end + close, from + end)] : []),
  ];
  context.nextLine();
  context.addElement(context.elt(`ATXHeading${found.level}`, from, from + end, parts));
  return true;
}

/** Where a paragraph of an item, or of a quotation, ends although its text seems to go on. */
function isBeside(context: BlockContext, line: Line): boolean {
  const { name } = context.parentType();
  return line.basePos === 0 && ((name === "ListItem" && line.indent === 0) || (name === "Blockquote" && !/^\s*>/.test(line.text)));
}

/** A rule of full-width signs. */
const isWideRule = (line: Line): boolean => isRule(rest(line)) && !/^[-*_]/.test(trimmed(rest(line)));

/** A line without a bar below a table is a paragraph of its own. */
const isBelowTable = (line: Line, { content }: LeafBlock): boolean => !rest(line).includes("|") && opensTable.test(content);
const opensTable = /^[^\n]*\|[^\n]*\n[> \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||\n|$)/;

export const reportBlocks: MarkdownConfig = {
  remove: ["SetextHeading", "IndentedCode"],
  parseBlock: [
    { name: "ATXHeading", parse: heading, endLeaf: (_context, line) => headingOf(rest(line)) !== null },
    {
      name: "WideRule",
      before: "HorizontalRule",
      parse(context, line) {
        if (!isWideRule(line)) return false;
        context.addElement(context.elt("HorizontalRule", context.lineStart + line.pos, context.lineStart + line.text.length));
        context.nextLine();
        return true;
      },
      endLeaf: (_context, line) => isWideRule(line),
    },
    {
      name: "WhiteLine",
      before: "LinkReference",
      parse(context, line) {
        if (!isBlank(rest(line))) return false;
        context.nextLine();
        return true;
      },
      endLeaf: (context, line, leaf) => isBlank(rest(line)) || isBeside(context, line) || isBelowTable(line, leaf),
    },
  ],
};
