// What is done with own edits that are not acknowledged: sent, cut anew, turned into suggestions, taken up from a page that is gone,
// taken back.
import { ChangeSet, type EditorState, Transaction } from "@codemirror/state";
import { newId, newUpdateId } from "../kernel/identity";
import { noMarking } from "../tracking/marks";
import { turn, widening } from "../tracking/suggesting";
import { split } from "./parts";
import { over } from "./rebase";
import { beginning, identity, me, moved, ownUpdates, settled, unconfirmed } from "./unconfirmed";
import { composed, marked, unlessEmpty, type Update } from "./update";

/**
 * Takes up edits of a page that is gone, relative to the text at `version`. They may be in the log already, so they come before the buffer,
 * which cannot be.
 */
export function adopt(state: EditorState, updates: readonly Update[]): Transaction {
  const own = unconfirmed(state);
  if (own.inflight.length) throw new Error("Edits are taken up only while none of one’s own is on its way.");
  let { buffer } = own;
  let shown = ChangeSet.empty(state.doc.length);
  for (const update of updates) {
    shown = shown.compose(buffer ? update.changes.map(buffer.changes, true) : update.changes);
    buffer = buffer && over([buffer], update.changes).own[0]!;
  }
  return state.update({
    changes: shown,
    annotations: [Transaction.addToHistory.of(false), moved.of(settled({ ...own, inflight: updates, buffer }))],
    filter: false,
  });
}

/** Takes back what was typed since an earlier state. Where nothing of it is in flight, it was never typed. */
export function takenBack(state: EditorState, before: EditorState, typed: ChangeSet): Transaction {
  const now = unconfirmed(state),
    then = unconfirmed(before),
    isUnsent = now.inflight === then.inflight && now.version === then.version;
  const annotations = [Transaction.addToHistory.of(false), ...(isUnsent ? [moved.of(then)] : [])];
  return state.update({ changes: typed.invert(before.doc), selection: before.selection, annotations, filter: false });
}

/** Puts the buffer in flight, in parts that weigh at most `limit` each. */
export function flush(state: EditorState, limit: number): Transaction {
  const own = unconfirmed(state);
  if (!own.buffer) throw new Error("There is no buffer to flush.");
  return state.update({ annotations: moved.of({ ...own, inflight: [...own.inflight, ...split(own.buffer, limit)], buffer: null }) });
}

/**
 * Makes a buffer of everything again, under a new id, edits that suggest apart from those that do not. Only for edits that certainly are
 * not in the log and never will be.
 */
export function requeue(state: EditorState, limit: number): Transaction {
  const own = unconfirmed(state),
    joined: Update[] = [];
  if (ownUpdates(own).length === 0) throw new Error("Nothing is unconfirmed.");
  for (const update of ownUpdates(own)) {
    const last = joined[joined.length - 1];
    if (last && (last.suggests ?? false) === (update.suggests ?? false)) joined[joined.length - 1] = composed(last, update);
    else joined.push({ ...update, id: newUpdateId(), clientID: state.facet(identity).clientID });
  }
  const buffer = joined.pop()!;
  return state.update({
    annotations: moved.of({ ...own, inflight: joined.flatMap(update => split(update, limit)), buffer: unlessEmpty(buffer) }),
  });
}

/**
 * Makes suggestions of what was not sent yet: its writer may only suggest by now. What was to be deleted comes back, marked. Only for
 * edits that certainly are not in the log and never will be.
 */
export function suggestInstead(state: EditorState): Transaction {
  const own = unconfirmed(state),
    person = me(state),
    now = new Date().toISOString(),
    updates: Update[] = [];
  let { base, marks } = own,
    wider = ChangeSet.empty(base.length); // from the text as it was typed to the text with everything that stays
  for (const update of ownUpdates(own)) {
    const wanted = over([update], wider).own[0]!,
      next = wider.map(update.changes, true);
    const since = (id: string) => beginning(marks, id, person, now);
    const turned = turn(base, marks, { changes: wanted.changes, marking: wanted.marking ?? noMarking }, person, since, newId(), now);
    updates.push({ ...wanted, id: newUpdateId(), changes: turned.changes, marking: turned.marking, suggests: true });
    wider = next.compose(widening(base, wanted.changes, turned.changes));
    base = turned.changes.apply(base);
    marks = marked(marks, turned);
  }
  return state.update({
    changes: wider,
    annotations: [
      Transaction.addToHistory.of(false),
      Transaction.remote.of(true),
      moved.of(settled({ ...own, inflight: updates.slice(0, -1), buffer: updates[updates.length - 1] ?? null })),
    ],
    filter: false,
  });
}
