import { EditorView } from '@codemirror/view'

/**
 * Gives an element the focus; the text gets it where its caret was. By itself a browser puts the caret before the first character, and CodeMirror takes that
 * back only within a fifth of a second: on a slow computer the next keys would go there.
 */
export function giveFocus(element: HTMLElement | null): void {
  const view = element && EditorView.findFromDOM(element)
  if (view?.contentDOM !== element) return element?.focus()
  if (!view) return
  view.focus()
  // It compares with the selection that it last saw, not with the one that the browser has just made.
  const { anchor, head } = view.state.selection.main, from = view.domAtPos(anchor), to = view.domAtPos(head)
  getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)
}
