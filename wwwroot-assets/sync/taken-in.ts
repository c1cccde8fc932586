// What the log has goes into the text below one's own edits, which move over it.
import { type Annotation, type ChangeSet, type EditorState, type Text, Transaction } from "@codemirror/state";
import type { Marks } from "../tracking/marks";
import { over } from "./rebase";
import { difference } from "./same-edit";
import { authorOf, logged, moved, ownUpdates, settled, type Unconfirmed, unconfirmed, writer } from "./unconfirmed";
import type { Update } from "./update";

/** The log one version on. */
export type Log = Pick<Unconfirmed, "version" | "base" | "marks">;

/** `incoming` leads from the text below `inflight` to the log's. */
export function takenIn(
  state: EditorState,
  log: Log,
  update: Update,
  inflight: readonly Update[],
  below: ChangeSet,
  ...more: readonly Annotation<unknown>[]
): Transaction {
  const { buffer } = unconfirmed(state),
    { own: mapped, incoming } = over(buffer ? [...inflight, buffer] : inflight, below);
  return state.update({
    changes: incoming,
    annotations: [
      Transaction.addToHistory.of(false),
      Transaction.remote.of(true),
      authorOf.of(update.clientID),
      logged.of(update.changes),
      ...more,
      ...(update.by ? [writer.of({ by: update.by, at: Date.parse(update.at ?? "") || Date.now() })] : []),
      moved.of(settled({ ...log, inflight: mapped.slice(0, inflight.length), buffer: mapped[inflight.length] ?? null })),
    ],
    filter: false,
  });
}

/** Puts right the text at the present version, which was found not to be the server's. Only while none of one's own is on its way. */
export function corrected(state: EditorState, base: Text, right: Text, marks: Marks): Transaction {
  const own = unconfirmed(state);
  if (own.inflight.length) throw new Error("The text is put right only while none of one’s own is on its way.");
  const change = difference(base, right),
    {
      own: [buffer],
      incoming,
    } = over(ownUpdates(own), change);
  return state.update({
    changes: incoming,
    annotations: [
      Transaction.addToHistory.of(false),
      Transaction.remote.of(true),
      logged.of(change),
      moved.of(settled({ ...own, base: right, marks, buffer: buffer ?? null })),
    ],
    filter: false,
  });
}
