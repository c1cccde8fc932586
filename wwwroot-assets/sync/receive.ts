import type { EditorState, Transaction } from "@codemirror/state";
import { widening } from "../tracking/suggesting";
import { sameEdit } from "./same-edit";
import { type Log, takenIn } from "./taken-in";
import { receiveOtherState } from "./taken-over";
import { identity, logged, me, moved, settled, unconfirmed } from "./unconfirmed";
import { isAnothers, marked, type Update } from "./update";

/** Takes in the next update of the log. One at a time: over composed changes the mapping differs in rare cases. */
export function receive(state: EditorState, update: Update): Transaction {
  const own = unconfirmed(state),
    [first, ...rest] = own.inflight;
  const log: Log = { version: own.version + 1, base: update.changes.apply(own.base), marks: marked(own.marks, update) };
  if (isAnothers(me(state), update)) return takenIn(state, log, update, own.inflight, update.changes);
  const other = state.facet(identity).canBeTakenOver ? receiveOtherState(state, log, update) : null;
  if (other) return other;
  if (first?.id !== update.id) return takenIn(state, log, update, own.inflight, update.changes);
  if (sameEdit(first.changes, update.changes))
    return state.update({ annotations: [logged.of(update.changes), moved.of(settled({ ...own, ...log, inflight: rest }))] });
  if (!first.suggests) throw new RangeError("An own update was logged otherwise than it was sent.");
  // One's own that became a suggestion on the way: what it was to delete comes back, and everything since was typed without it.
  return takenIn(state, log, update, rest, widening(own.base, first.changes, update.changes));
}
