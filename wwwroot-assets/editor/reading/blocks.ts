// Blocks of a report where they are read otherwise than CommonMark reads them: headings with or without a space, a half-width or a full-width sign; no heading by a
// line below the words, no code by indentation; lines of any white space are blank; a line at the margin below an item belongs to no list.
import type { BlockContext, Line, MarkdownConfig } from '@lezer/markdown'
import { headingOf, isBlank } from './lines'

const rest = (line: Line): string => line.text.slice(line.pos)
const closing = /(?:^|[ \t\u3000]+)#+[ \t]*$/

function heading(context: BlockContext, line: Line): boolean {
  const found = headingOf(rest(line))
  if (!found) return false
  const text = rest(line), from = context.lineStart + line.pos, end = text.trimEnd().length, close = closing.exec(text.slice(found.length))
  const sign = found.length - (/[^#＃]+$/.exec(text.slice(0, found.length))?.[0].length ?? 0), inner = close ? found.length + close.index : end
  const parts = [
    context.elt('HeaderMark', from, from + sign),
    ...context.parser.parseInline(text.slice(found.length, Math.max(found.length, inner)), from + found.length),
    ...close ? [context.elt('HeaderMark', from + inner + close[0].length - close[0].trimStart().length, from + end)] : [],
  ]
  context.nextLine()
  context.addElement(context.elt(`ATXHeading${found.level}`, from, from + Math.max(end, sign), parts))
  return true
}

/** Where a paragraph of an item ends although its text seems to go on. */
const isBesideList = (context: BlockContext, line: Line): boolean => context.parentType().name === 'ListItem' && line.basePos === 0 && line.indent === 0

export const reportBlocks: MarkdownConfig = {
  remove: ['SetextHeading', 'IndentedCode'],
  parseBlock: [
    { name: 'ATXHeading', parse: heading, endLeaf: (_context, line) => headingOf(rest(line)) !== null },
    {
      name: 'WhiteLine', before: 'LinkReference',
      parse(context, line) {
        if (!isBlank(rest(line))) return false
        context.nextLine()
        return true
      },
      endLeaf: (context, line) => isBlank(rest(line)) || isBesideList(context, line),
    },
  ],
}
