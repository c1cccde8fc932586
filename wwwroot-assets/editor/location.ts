import { EditorView } from '@codemirror/view'

/** `#line-12`, as the lists link to it: shows that line of the text and sets the caret there. */
export function goToLine(view: EditorView, hash: string): void {
  const number = Number(/^#line-(\d+)$/.exec(hash)?.[1])
  if (!number) return
  const { doc } = view.state
  const line = doc.line(Math.min(doc.lines, number))
  view.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from, { y: 'start', yMargin: 40 }) })
  view.focus()
}
