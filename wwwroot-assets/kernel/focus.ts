import { EditorView } from "@codemirror/view";

/**
 * Gives an element the focus; the text gets it where its caret was. By itself a browser puts the caret before the first character, and
 * CodeMirror takes that back only within a fifth of a second: on a slow computer the next keys would go there.
 */
export function giveFocus(to: EditorView | HTMLElement | null): void {
  const view = to instanceof EditorView ? to : to && EditorView.findFromDOM(to);
  if (!view || (to !== view && to !== view.contentDOM)) return (to as HTMLElement | null)?.focus();
  view.focus();
  // It compares with the selection that it last saw, not with the one that the browser has just made.
  const { anchor, head } = view.state.selection.main,
    start = view.domAtPos(anchor),
    end = view.domAtPos(head);
  getSelection()?.setBaseAndExtent(start.node, start.offset, end.node, end.offset);
}
