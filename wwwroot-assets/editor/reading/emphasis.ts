// Emphasis as in Chinese text, where no space stands between words: a mark beside a Chinese character or Chinese punctuation opens and closes as one beside a
// space does in English. The compiler reads it likewise (the specification is known as markdown-cjk-friendly).
import { InlineContext, type MarkdownConfig } from '@lezer/markdown'

const space = /^\s?$/ // or the edge of the text
const punctuation = /[\p{P}\p{S}]/u
const variation = /^[\ufe00-\ufe0f]$/
/** What East Asian text sets in a full width of its own, and half-width forms of it. */
const wide = new RegExp('[\\u1100-\\u11ff\\u2329\\u232a\\u2e80-\\u303f\\u3041-\\ua4cf\\ua960-\\ua97f\\uac00-\\ud7ff\\uf900-\\ufaff\\ufe10-\\ufe19\\ufe30-\\ufe6f\\uff01-\\uffee'
  + '\\u{16fe0}-\\u{18fff}\\u{1aff0}-\\u{1b2ff}\\u{1f200}-\\u{1f2ff}\\u{20000}-\\u{3fffd}]', 'u')
const asterisk = 42, underscore = 95, fullAsterisk = 0xff0a

/** Whether a run of marks between two characters can open and close. A character is a whole code point; '' is the edge of the text. */
export function flanking(before: string, after: string): { left: boolean, right: boolean } {
  const isMark = (char: string) => punctuation.test(char) && !wide.test(char)
  const isEdge = (char: string) => space.test(char) || isMark(char) || wide.test(char)
  return {
    left: !space.test(after) && (!isMark(after) || isEdge(before)),
    right: !space.test(before) && (!isMark(before) || isEdge(after)),
  }
}

/** The last character of what stands before, without the sign that chooses its form. */
export function lastOf(text: string): string {
  const all = [...text]
  return (variation.test(all[all.length - 1] ?? '') ? all[all.length - 2] : all[all.length - 1]) ?? ''
}

export const firstOf = (text: string): string => String.fromCodePoint(...text ? [text.codePointAt(0)!] : [])

export const chineseEmphasis: MarkdownConfig = {
  parseInline: [{
    name: 'Emphasis',
    parse(context, next, start) {
      if (next !== asterisk && next !== underscore && next !== fullAsterisk) return -1
      let end = start + 1
      while (context.char(end) === next) end++
      if (next === fullAsterisk && end - start === 1) return -1 // a star
      const before = lastOf(context.slice(Math.max(context.offset, start - 4), start)), after = firstOf(context.slice(end, Math.min(context.end, end + 2)))
      const { left, right } = flanking(before, after), isWithin = next === underscore // which stands inside of words, too
      const kind = isWithin ? InlineContext.emphasisUnderscore : InlineContext.emphasisAsterisk
      // What stands between marks may end in a bracket or a quotation mark before a number or a Latin word: **“双师型”**3 年.
      const isClosing = !right && !space.test(before) && !isWithin && context.findOpeningDelimiter(kind) !== null
      const opens = left && !isClosing && (!isWithin || !right || punctuation.test(before)), closes = isClosing || (right && (!isWithin || !left || punctuation.test(after)))
      return context.addDelimiter(kind, start, end, opens, closes)
    },
  }],
}
