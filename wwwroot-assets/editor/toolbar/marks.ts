// Bold and italic. A mark stands inside one line of text: a selection over several lines, or over the cells of a table, is marked piece by piece.
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import { type ChangeSpec, type EditorState, EditorSelection, type Line, type SelectionRange, type StateCommand } from '@codemirror/state'
import type { SyntaxNode, Tree } from '@lezer/common'
import { cellsOf } from './table-text'

export interface Mark { node: 'StrongEmphasis' | 'Emphasis', sign: '**' | '*' }
export const bold: Mark = { node: 'StrongEmphasis', sign: '**' }
export const italic: Mark = { node: 'Emphasis', sign: '*' }

interface Piece { from: number, to: number }

const parsing = 100 // milliseconds at most
const longestShown = 20_000 // of a selection whose state the buttons show
const prefix = /^\s*(?:>\s?)*(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+)?/
const closed = /[\s\p{P}\p{S}]/u

export const isMarked = (state: EditorState, mark: Mark): boolean => {
  const { from, to, empty } = state.selection.main
  const tree = syntaxTree(state) // as far as it has been read: this is asked at each key
  if (empty) return around(tree, from, to, mark) !== null
  const pieces = to - from < longestShown ? piecesOf(state, from, to) : []
  return pieces.length > 0 && pieces.every(piece => around(tree, piece.from, piece.to, mark))
}

export const toggleMark = (mark: Mark): StateCommand => ({ state, dispatch }) => {
  if (state.readOnly) return false
  const spec = state.changeByRange(range => range.empty ? atCaret(state, range, mark) : over(state, range, mark))
  dispatch(state.update(spec, { userEvent: 'input.format', scrollIntoView: true }))
  return true
}

function atCaret(state: EditorState, range: SelectionRange, mark: Mark): { changes: ChangeSpec, range: SelectionRange } {
  const { sign } = mark, at = range.head, length = sign.length
  if (state.sliceDoc(at - length, at + length) === sign + sign) return { changes: { from: at - length, to: at + length }, range: EditorSelection.cursor(at - length) }
  const node = around(parsed(state, at), at, at, mark)
  if (node) return moved(state, range, signsOf(node))
  return { changes: { from: at, insert: sign + sign }, range: EditorSelection.cursor(at + length) }
}

function over(state: EditorState, range: SelectionRange, mark: Mark): { changes: ChangeSpec, range: SelectionRange } {
  const pieces = piecesOf(state, range.from, range.to), tree = parsed(state, range.to)
  const nodes = pieces.map(piece => around(tree, piece.from, piece.to, mark))
  if (pieces.length > 0 && nodes.every(node => node !== null)) {
    const once = new Map(nodes.map(node => [node!.from, node!]))
    return moved(state, range, [...once.values()].flatMap(signsOf))
  }
  const changes: { from: number, to?: number, insert?: string }[] = []
  pieces.forEach((piece, i) => {
    if (nodes[i]) return
    changes.push({ from: piece.from, insert: mark.sign }, ...inside(tree, piece, mark).flatMap(signsOf), { from: piece.to, insert: mark.sign })
  })
  // What was selected stays selected, without the signs.
  const set = state.changes(changes), first = pieces[0], last = pieces[pieces.length - 1]
  if (!first || !last) return { changes: [], range }
  return { changes, range: EditorSelection.range(set.mapPos(first.from, 1), set.mapPos(last.to, -1)) }
}

function moved(state: EditorState, range: SelectionRange, changes: { from: number, to: number }[]): { changes: ChangeSpec, range: SelectionRange } {
  const set = state.changes(changes)
  return { changes, range: EditorSelection.range(set.mapPos(range.anchor), set.mapPos(range.head)) }
}

/** What of a selection can carry a mark of its own. */
function piecesOf(state: EditorState, from: number, to: number): Piece[] {
  const pieces: Piece[] = []
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    for (const part of partsOf(line)) {
      const piece = trimmed(state, Math.max(from, part.from), Math.min(to, part.to))
      if (piece) pieces.push(piece)
    }
    if (line.to >= to) return pieces
  }
}

function partsOf(line: Line): Piece[] {
  if (/^\s*\|/.test(line.text)) return /^[\s|:-]+$/.test(line.text) ? [] : cellsOf(line.text).map(cell => ({ from: line.from + cell.from, to: line.from + cell.to }))
  return [{ from: line.from + prefix.exec(line.text)![0].length, to: line.to }]
}

/** Without white space; and without punctuation at an edge behind which text goes on, where CommonMark would not take the mark: 见**“要求”**执行 is no bold. */
function trimmed(state: EditorState, from: number, to: number): Piece | null {
  if (from >= to) return null
  const before = state.sliceDoc(from - 1, from), after = state.sliceDoc(to, to + 1)
  let text = state.sliceDoc(from, to)
  const cut = (pattern: RegExp, atStart: boolean) => {
    const length = pattern.exec(text)?.[0].length ?? 0
    if (length === text.length) return
    text = atStart ? text.slice(length) : text.slice(0, text.length - length)
    atStart ? from += length : to -= length
  }
  cut(/^\s+/, true)
  cut(/\s+$/, false)
  if (text.trim() === '') return null
  if (before !== '' && !closed.test(before) && !/^[*_~]/.test(text)) cut(/^[\s\p{P}\p{S}]+/u, true)
  if (after !== '' && !closed.test(after) && !/[*_~]$/.test(text)) cut(/[\s\p{P}\p{S}]+$/u, false)
  return { from, to }
}

const parsed = (state: EditorState, to: number): Tree => ensureSyntaxTree(state, Math.min(state.doc.length, to + 1), parsing) ?? syntaxTree(state)

/** The marked text that a range lies in. */
function around(tree: Tree, from: number, to: number, { node: name }: Mark): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(side > 0 ? from : to, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node
    }
  }
  return null
}

function inside(tree: Tree, { from, to }: Piece, { node: name }: Mark): SyntaxNode[] {
  const found: SyntaxNode[] = []
  tree.iterate({ from, to, enter: ({ node }) => { if (node.name === name && node.from >= from && node.to <= to) found.push(node) } })
  return found
}

const signsOf = (node: SyntaxNode): { from: number, to: number }[] => node.getChildren('EmphasisMark').map(({ from, to }) => ({ from, to }))
