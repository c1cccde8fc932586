// Plain text from anywhere, made fit for a report: spaces of other programs, indents of full width (the printed look indents by itself), and blocks of
// a spreadsheet, which become a pipe table.
import { type EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { mostColumns } from '../toolbar/tables'
import { tableAt } from '../toolbar/table-text'

const mostCells = 20_000
/** Of full width, or a tab that would make code of a paragraph; a list's own indent stays. */
const indent = /^(?:[ \t]*\u3000[ \t\u3000]*|[ ]*\t[ \t]*(?![-*+] |\d+[.)] ))(?=\S)/gm

export const pastePlain: Extension = EditorView.clipboardInputFilter.of((text, state) => pasted(text, state))

export function pasted(text: string, state: EditorState): string {
  const clean = text.replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n').replace(/[\u00a0\u202f\u2007]/g, ' ').replace(/[\u200b\u2060\u00ad\ufeff]/g, '')
  const { from } = state.selection.main
  if (isInCell(state, from) && !/^\s*\|/m.test(clean)) return clean.trim().replace(/[ \t]*[\t\n]+[ \t]*/g, ' ')
  const rows = rowsOf(clean)
  return rows ? asBlock(tableOf(rows), state) : clean.replace(indent, '').replace(/\t/g, ' ')
}

/** Between the pipes of a row: there a line's end would break the table. Rows of a table are pasted as they are. */
function isInCell(state: EditorState, at: number): boolean {
  const line = state.doc.lineAt(at)
  return tableAt(state, at) !== null && line.text.slice(0, at - line.from).includes('|') && line.text.slice(at - line.from).includes('|')
}

/** The cells of a block as a spreadsheet copies it, or null for other text. A quoted cell may hold line ends, tabs and doubled quotes. */
export function rowsOf(text: string): string[][] | null {
  if (!text.includes('\t')) return null
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"(?=\t|\n|$)|([^\t\n]*))(\t|\n|$)/gy
  for (let found; cell.lastIndex <= text.length && (found = cell.exec(text)); ) {
    rows[rows.length - 1]!.push((found[1]?.replace(/""/g, '"') ?? found[2] ?? '').replace(/\s+/g, ' ').trim())
    if (found[3] === '') break
    if (found[3] === '\n') rows.push([])
    if (rows.length * rows[0]!.length > mostCells) return null
  }
  while (rows.length > 0 && rows[rows.length - 1]!.every(cell => cell === '')) rows.pop()
  while (rows.length > 0 && rows[0]!.every(cell => cell === '')) rows.shift()
  const columns = Math.max(0, ...rows.map(row => row.length))
  // Lines of running text with a tab somewhere are no table: every row of a spreadsheet's block has as many cells as the others.
  return rows.length < 2 || columns < 2 || columns > mostColumns || rows.some(row => row.length !== columns) || rows.every(row => row[0] === '') ? null : rows
}

const escaped = (cell: string): string => cell.replace(/\\(?=\|)/g, '\\\\').replace(/\|/g, '\\|')
const number = /^[-+−]?[\d,.]+%?$/

/** Columns of numbers stand to the right, as a report sets them. */
export function tableOf([head, ...body]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escaped).join(' | ')} |`
  const rule = head!.map((_, column) => body.every(row => row[column] === '' || number.test(row[column]!)) && body.some(row => row[column] !== '') ? '---:' : '---')
  return [line(head!), line(rule), ...body.map(line)].join('\n')
}

function asBlock(block: string, state: EditorState): string {
  const { from, to } = state.selection.main, above = state.doc.lineAt(from), below = state.doc.lineAt(to)
  const before = above.text.slice(0, from - above.from).trim(), after = below.text.slice(to - below.from).trim()
  const lineAbove = above.number > 1 ? state.doc.line(above.number - 1).text.trim() : '', lineBelow = below.number < state.doc.lines ? state.doc.line(below.number + 1).text.trim() : ''
  return (before !== '' ? '\n\n' : lineAbove !== '' ? '\n' : '') + block + (after !== '' ? '\n\n' : lineBelow !== '' ? '\n' : '')
}
