// Puts right what the compiler found, where one thing is plainly meant: an ordinary edit of one's own, undone like any other.
import type { EditorState, TransactionSpec } from "@codemirror/state";
import { projecting } from "../tracking/suggesting";
import { unconfirmed } from "../sync/unconfirmed";
import type { Placed } from "./place";

/** Null: there is nothing to press, or the line is no longer the one that was meant. */
export function correctionOf(state: EditorState, { from, read = null, diagnostic: { fix } }: Placed): TransactionSpec | null {
  const line = state.doc.lineAt(from);
  if (!fix || state.readOnly || read === null || line.from !== from || line.text !== read) return null;
  const { shown } = unconfirmed(state);
  if (shown.every(({ delete: gone }) => gone.length === 0)) {
    return line.from + fix.to > line.to ? null : spec(line.from + fix.from, line.from + fix.to, fix.text);
  }
  // The compiler read the line without what is to be deleted.
  const final = projecting(shown, state.doc.length, "final"),
    back = final.invertedDesc,
    start = final.mapPos(line.from);
  if (start + fix.to > final.newLength) return null;
  const first = back.mapPos(start + fix.from, 1),
    last = fix.from === fix.to ? first : back.mapPos(start + fix.to, -1);
  return first < line.from || last > line.to ? null : spec(first, last, fix.text);
}

const spec = (from: number, to: number, insert: string): TransactionSpec => ({
  changes: { from, to, insert },
  selection: { anchor: from + insert.length },
  userEvent: "input.correct",
  scrollIntoView: true,
});
