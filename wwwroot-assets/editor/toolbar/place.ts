// Where a block of its own goes: into an empty line, else below the paragraph, list or table that the caret stands in, with an empty line on either side.
import type { EditorState } from '@codemirror/state'

export interface Place { from: number, to: number, before: string, after: string }

export function placeAt(state: EditorState, position: number): Place {
  const { doc } = state
  let line = doc.lineAt(position)
  const isText = (number: number) => number >= 1 && number <= doc.lines && doc.line(number).text.trim() !== ''
  if (!isText(line.number)) return { from: line.from, to: line.to, before: isText(line.number - 1) ? '\n' : '', after: isText(line.number + 1) ? '\n' : '' }
  while (isText(line.number + 1)) line = doc.line(line.number + 1)
  return { from: line.to, to: line.to, before: '\n\n', after: line.number === doc.lines ? '\n' : '' }
}
