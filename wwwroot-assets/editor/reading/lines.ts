// What a line of a report is, as the compiler reads it: white space of any kind is white space, and the full-width forms that a Chinese keyboard gives are
// read as what they stand for.

/** Blanks of any width, and what has no width at all. */
export const blanks = '[\\s\\u200b-\\u200d\\u2060]'
const blank = new RegExp(`^${blanks}*$`)
const heading = new RegExp(`^(${blanks}*)([#＃]{1,6})(?![#＃])(${blanks}+|$|(?=[^\\x00-\\x7f]))`)
const fence = /^[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})(.*)$/
const endsInAttributes = new RegExp(`${blanks}*\\{[^{}]*\\}${blanks}*$`)
const figure = /^\s*[!！][[［]/
const casePlace = /^\s*(?:::|：：)case\s*[{｛]/i
const caption = new RegExp(`^ {0,3}[:：]${blanks}+\\S`)

/** A line of white space alone ends a paragraph. */
export const isBlank = (text: string): boolean => blank.test(text)

/** The level of the heading that a line opens, and how long its sign is with the white space on either side. */
export function headingOf(text: string): { level: number, length: number } | null {
  const found = heading.exec(text)
  return found ? { level: found[2]!.length, length: found[0].length } : null
}

/** Where the words of a line end before attributes in braces; its length where there are none. */
export const endOfWords = (text: string): number => endsInAttributes.exec(text)?.index ?? text.trimEnd().length

/** A line that makes something as a whole, and holds no running text that goes on in the next: a figure, the place of a case card, the caption of a table. */
export const isOneThing = (text: string): boolean => figure.test(text) || casePlace.test(text) || caption.test(text)

export type InFence = 'opens' | 'inside' | 'closes' | null

/** Follows the lines of a text from its beginning, and says of each what it is to a fenced block. */
export function fences(): (text: string) => InFence {
  let open: string | null = null
  return text => {
    const found = fence.exec(text)
    if (open === null) {
      if (!found || (found[1]!.startsWith('`') && found[2]!.includes('`'))) return null
      open = found[1]!
      return 'opens'
    }
    if (!found || found[1]![0] !== open[0] || found[1]!.length < open.length || found[2]!.trim() !== '') return 'inside'
    open = null
    return 'closes'
  }
}
