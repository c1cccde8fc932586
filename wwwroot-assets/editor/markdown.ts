// Highlighting: Markdown with pipe tables as the compiler reads it (reading/), and the report's own marks.
import { HighlightStyle, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { type Extension, RangeSetBuilder } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { BlockContext, MarkdownConfig } from "@lezer/markdown";
import { reportBlocks } from "./reading/blocks";
import { chineseEmphasis } from "./reading/emphasis";
import { captionOf, frontMatterEnd, referencesIn } from "./reading/lines";

const style = HighlightStyle.define([
  { tag: tags.heading1, class: "md-heading md-heading-1" },
  { tag: tags.heading2, class: "md-heading md-heading-2" },
  { tag: [tags.heading3, tags.heading4, tags.heading5, tags.heading6], class: "md-heading" },
  { tag: tags.heading, class: "md-table-head" },
  { tag: tags.strong, class: "md-strong" },
  { tag: tags.emphasis, class: "md-emphasis" },
  { tag: tags.strikethrough, class: "md-struck" },
  { tag: tags.monospace, class: "md-code" },
  { tag: [tags.link, tags.labelName], class: "md-link" },
  { tag: [tags.url, tags.string], class: "md-url" },
  { tag: tags.quote, class: "md-quote" },
  { tag: [tags.processingInstruction, tags.contentSeparator, tags.escape], class: "md-mark" },
]);

const attributes = Decoration.mark({ class: "md-attributes" });
const casePlace = Decoration.mark({ class: "md-case" });
const reference = Decoration.mark({ class: "md-reference" });
const caption = Decoration.line({ class: "md-caption" });
const frontMatter = Decoration.line({ class: "md-front-matter" });

const braces = /[{｛](?:[#＃.][^{}｛｝\s]+\s*)+[}｝]/g;
const longestLine = 20_000; // that is looked through for them
const caseSign = /^\s*(?:::|：：)case(?=[{｛])/;

const ownMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged || syntaxTree(update.state) !== syntaxTree(update.startState))
        this.decorations = decorate(update.view);
    }
  },
  { decorations: plugin => plugin.decorations },
);

function decorate(view: EditorView): DecorationSet {
  const { doc } = view.state;
  const builder = new RangeSetBuilder<Decoration>();
  const front = frontMatterEnd(doc);
  for (const { from, to } of view.visibleRanges) {
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.number <= front) builder.add(line.from, line.from, frontMatter);
      else {
        if (captionOf(line.text) !== null) builder.add(line.from, line.from, caption);
        if (line.text.length < longestLine) {
          for (const { from, to, kind } of ownMarksIn(line.text)) builder.add(line.from + from, line.from + to, kind);
        }
      }
      if (line.to >= to) break;
    }
  }
  return builder.finish();
}

function ownMarksIn(text: string): { from: number; to: number; kind: Decoration }[] {
  const found = referencesIn(text).map(({ from, to }) => ({ from, to, kind: reference }));
  if (/[{｛]/.test(text)) {
    for (const {
      index,
      0: { length },
    } of text.matchAll(braces))
      found.push({ from: index, to: index + length, kind: attributes });
  }
  const sign = caseSign.exec(text);
  if (sign) found.push({ from: 0, to: sign[0].length, kind: casePlace });
  return found.sort((a, b) => a.from - b.from);
}

/** Nothing stands above but blank lines. */
const isAtTop = (context: BlockContext): boolean =>
  context.depth === 1 && (context as unknown as { block: { children: readonly unknown[] } }).block.children.length === 0;

/** A card's front matter is no Markdown; without this its closing line would make headings of it. Unclosed, it ends at an empty line. */
const frontMatterBlock: MarkdownConfig = {
  defineNodes: [{ name: "FrontMatter", block: true }],
  parseBlock: [
    {
      name: "FrontMatter",
      before: "HorizontalRule",
      parse(context, line) {
        if (!isAtTop(context) || line.text.trimEnd() !== "---") return false;
        const start = context.lineStart;
        while (context.nextLine() && line.text.trim() !== "" && line.text.trimEnd() !== "---");
        const end = context.lineStart + line.text.length;
        context.nextLine();
        context.addElement(context.elt("FrontMatter", start, end));
        return true;
      },
    },
  ],
};

export const reportMarkdown: Extension = [
  // Raw HTML is text in a report. A link's address is pasted as it is. Enter is ours (enter/).
  markdown({
    base: markdownLanguage,
    addKeymap: false,
    completeHTMLTags: false,
    pasteURLAsLink: false,
    extensions: [
      frontMatterBlock,
      chineseEmphasis,
      reportBlocks,
      { remove: ["HTMLBlock", "HTMLTag", "Subscript", "Superscript", "Emoji"] },
    ],
  }),
  syntaxHighlighting(style),
  ownMarks,
];
