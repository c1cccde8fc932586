// What of a text is numbered: headings, figures, tables, places of case cards, with their places. Read line by line, not from the syntax tree, which
// for a long text is complete only some time after it was opened. Code, and a card's front matter, hold none.
import type { Text } from '@codemirror/state'

export type Kind = 'heading' | 'figure' | 'table' | 'case'

/** `idAt`: where `{#id}` goes that is missing, or null where there is one. */
export interface Item { kind: Kind, level: number, title: string, id: string | null, line: number, from: number, idAt: number | null }

const heading = /^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/
const figure = /^ {0,3}!\[((?:[^\]\\]|\\.)*)\]\((?:[^()\\]|\\.|\([^()]*\))*\)(\{[^{}]*\})?[ \t]*$/
const caption = /^ {0,3}: +(\S.*)$/
const place = /^ {0,3}::case\{#(?:case:)?([A-Za-z0-9_.-]+)\}[ \t]*$/
const attributes = /[ \t]*(\{[^{}]*\})[ \t]*$/
const named = /#([A-Za-z0-9_.:-]+)/
const fence = /^ {0,3}(`{3,}|~{3,})/
const prefixes: Record<Kind, string> = { heading: 'sec', figure: 'fig', table: 'tbl', case: 'case' }

export const prefixOf = (kind: Kind): string => prefixes[kind]

export function itemsOf(doc: Text): Item[] {
  const items: Item[] = []
  let from = 0, number = 0, open: string | null = null
  const front = frontMatterEnd(doc)
  for (const text of doc.iterLines()) {
    number++
    const mark = fence.exec(text)?.[1]
    if (number <= front) { /* a card's settings */ }
    else if (open !== null) { if (mark && mark[0] === open[0] && mark.length >= open.length && text.trim() === mark) open = null }
    else if (mark) open = mark
    else {
      const item = itemIn(text, number, from)
      if (item) items.push(item)
    }
    from += text.length + 1
  }
  return items
}

function itemIn(text: string, line: number, from: number): Item | null {
  const first = text.trimStart()[0]
  if (first !== '#' && first !== '!' && first !== ':') return null
  const found = heading.exec(text)
  if (found) return withAttributes('heading', found[1]!.length, found[2] ?? '', text, line, from)
  const picture = figure.exec(text)
  if (picture) return picture[1]!.trim() === '' ? null : { kind: 'figure', level: 0, title: plain(picture[1]!), id: idIn('fig', picture[2]), line, from, idAt: picture[2] ? null : from + text.trimEnd().length }
  const card = place.exec(text)
  if (card) return { kind: 'case', level: 0, title: '', id: `case:${card[1]}`, line, from, idAt: null }
  const words = caption.exec(text)
  return words ? withAttributes('table', 0, words[1]!, text, line, from) : null
}

function withAttributes(kind: Kind, level: number, written: string, text: string, line: number, from: number): Item {
  const braces = attributes.exec(written), id = idIn(prefixOf(kind), braces?.[1])
  const title = plain(braces ? written.slice(0, braces.index) : written)
  return { kind, level, title, id, line, from, idAt: braces ? null : from + text.trimEnd().length }
}

function idIn(prefix: string, braces: string | undefined): string | null {
  const id = braces && named.exec(braces)?.[1]
  return !id ? null : id.includes(':') ? id : `${prefix}:${id}`
}

/** A title as it is read, without its marks. */
const plain = (written: string): string => written.replace(/\[\^[^\]]*\]/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\\([!-/:-@[-`{-~])/g, '$1').replace(/(\*\*|\*|__|`|~~)(.+?)\1/g, '$2').trim()

/** The number of the line that closes a card's front matter, or 0. */
export function frontMatterEnd(doc: Text): number {
  if (doc.line(1).text.trimEnd() !== '---') return 0
  for (let number = 2; number <= Math.min(doc.lines, 60); number++) if (doc.line(number).text.trimEnd() === '---') return number
  return 0
}
