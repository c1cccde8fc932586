// Emphasis as Chinese text needs it, where no space stands between words and marks are part of what is emphasised: stars open unless a
// blank follows, and close unless one stands before (**立德树人。**全年). Two full-width stars are two stars. Underlines are part of names. The
// compiler reads it likewise.
import { InlineContext, type MarkdownConfig } from '@lezer/markdown'
import { isBlank } from './lines'

const mark = /[\p{P}\p{S}]/u
const asterisk = 42, underscore = 95, wideAsterisk = 0xff0a

export const chineseEmphasis: MarkdownConfig = {
  parseInline: [{
    name: 'Emphasis',
    parse(context, next, start) {
      if (next !== asterisk && next !== underscore && next !== wideAsterisk) return -1
      let end = start + 1
      while (context.char(end) === next) end++
      const kind = next === underscore ? InlineContext.emphasisUnderscore : InlineContext.emphasisAsterisk
      if (next === wideAsterisk && end - start !== 2) return end - start > 2 ? context.addDelimiter(kind, start, end, false, false) : -1
      const before = context.slice(start - 1, start), after = context.slice(end, end + 1)
      let opens = !isBlank(after), closes = !isBlank(before)
      if (next === underscore && opens && closes) {
        opens = mark.test(before) || (mark.test(after) && after > '\u00ff')
        closes = mark.test(after) || (mark.test(before) && before > '\u00ff')
      }
      return context.addDelimiter(kind, start, end, opens, closes)
    },
  }],
}
