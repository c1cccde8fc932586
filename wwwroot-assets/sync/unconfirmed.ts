// Own edits that the server has not acknowledged yet, kept in the editor's state so that they move with it.
//
//   what the writer sees  =  the text at `version`  +  inflight[0] + inflight[1] + …  +  buffer
//
// Keystrokes are composed into the buffer. To be sent, the buffer is flushed: it is in flight then, and its id stands for exactly these changes,
// rebased like everything else but never merged again, until the log brings the id back. The buffer has its id from its first keystroke, so that
// what the browser stored of it (unsent.ts) and what the server logged can be told to be the same edit whatever crashed in between.
//
// It rebases as @codemirror/collab does, and differs in four things that collab cannot: unsent edits become one, own updates are known
// by id and not by client, stored edits can be taken up again, and updates carry marks. The tests hold the two against each other.
import { Annotation, ChangeSet, EditorState, Extension, Facet, StateField, Text, Transaction } from "@codemirror/state";
import { applyMarking, mapMarks, type Marking, markingToJSON, type Marks, noMarking, noMarks, thenMark } from "../tracking/marks";
import { mark, mode } from "../tracking/mode";
import { turn, widening } from "../tracking/suggesting";
import { newId, newUpdateId } from "../kernel/identity";
import { split } from "./parts";
import { over } from "./rebase";
import { composed, marked, unlessEmpty, type Update } from "./update";

export interface Unconfirmed {
  readonly version: number;
  /** The log's text and suggestions at that version. */
  readonly base: Text;
  readonly marks: Marks;
  readonly inflight: readonly Update[];
  readonly buffer: Update | null;
  /** The suggestions in the text as it is shown. */
  readonly shown: Marks;
}

/** `canBeTakenOver`: this browser has no locks, and another tab may take a page that lives for gone and send what was stored of its edits (tabs.ts). */
interface Identity {
  clientID: string;
  person: string;
  version: number;
  marks: Marks;
  canBeTakenOver: boolean;
}
export const identity = Facet.define<Identity, Identity>({
  combine: given => given[0] ?? { clientID: "", person: "", version: 0, marks: noMarks, canBeTakenOver: false },
});
export const moved = Annotation.define<Unconfirmed>();

/** Who writes here. */
export const me = (state: EditorState): string => state.facet(identity).person;

/** On a transaction that takes something in: what it does to the log's text. */
export const logged = Annotation.define<ChangeSet>();

/** On a transaction that takes in another's update: that client. */
export const authorOf = Annotation.define<string>();

/** On a transaction that takes in another state of an edit that was taken over than the one that was here: something of it may be seen no more. */
export const supplants = Annotation.define<true>();

/** Beside `authorOf`: that person, and when the server took it, in milliseconds since 1970. */
export const writer = Annotation.define<{ by: string; at: number }>();

const field = StateField.define<Unconfirmed>({
  create: state => {
    const { version, marks } = state.facet(identity);
    return { version, base: state.doc, marks, inflight: [], buffer: null, shown: marks };
  },
  update(own, tr) {
    const settled = tr.annotation(moved);
    if (settled) return settled;
    const marking = tr.effects.reduce((all, effect) => (effect.is(mark) ? thenMark(all, effect.value.marking) : all), noMarking);
    if (tr.changes.empty && marking.length === 0) return own;
    const edit = { changes: tr.changes, ...(marking.length && { marking }), ...(isSuggested(tr, own, marking) && { suggests: true }) };
    // Edits that suggest and edits that do not are never one update.
    const isOther = own.buffer !== null && (own.buffer.suggests ?? false) !== (edit.suggests ?? false);
    return {
      ...own,
      inflight: isOther ? [...own.inflight, own.buffer!] : own.inflight,
      buffer:
        own.buffer && !isOther
          ? unlessEmpty(composed(own.buffer, edit))
          : { id: newUpdateId(), clientID: tr.startState.facet(identity).clientID, ...edit },
      shown: applyMarking(mapMarks(own.shown, tr.changes), marking),
    };
  },
});

/** Undo and whatever else passes by the filter of suggestions.ts does not say what it is: it suggests if it keeps the rules. */
function isSuggested(tr: Transaction, own: Unconfirmed, marking: Marking): boolean {
  for (const effect of tr.effects) if (effect.is(mark) && effect.value.suggests !== null) return effect.value.suggests;
  const { on, only } = tr.startState.field(mode, false) ?? { on: false, only: false };
  if (!on || only) return only; // what does not keep them the server turns into a suggestion
  const person = me(tr.startState),
    now = new Date().toISOString();
  const since = (id: string) => {
    const known = own.shown.find(mark => mark.id === id) ?? marking.find(mark => mark.id === id);
    return !known ? now : known.by === person ? known.at : null;
  };
  const turned = turn(tr.startState.doc, own.shown, { changes: tr.changes, marking }, person, since, "", now);
  return turned.changes === tr.changes && JSON.stringify(markingToJSON(turned.marking)) === JSON.stringify(markingToJSON(marking));
}

export function unconfirmedEdits(
  clientID: string,
  version: number,
  person = "",
  marks: Marks = noMarks,
  canBeTakenOver = false,
): Extension {
  return [identity.of({ clientID, person, version, marks, canBeTakenOver }), mode, field];
}

/** It does something to the text or to suggestions, and comes from here. */
export const isOwnEdit = (tr: Transaction): boolean =>
  !tr.annotation(Transaction.remote) && (tr.docChanged || tr.effects.some(effect => effect.is(mark)));

/** Somebody does it now; it is not taken up from a page that is gone. */
export const isTyped = (tr: Transaction): boolean => isOwnEdit(tr) && tr.annotation(moved) === undefined;

export const unconfirmed = (state: EditorState): Unconfirmed => state.field(field);

export const hasUnconfirmed = (state: EditorState): boolean => {
  const { inflight, buffer } = unconfirmed(state);
  return inflight.length > 0 || buffer !== null;
};

/** Own edits in order, the buffer last. */
export const ownUpdates = ({ inflight, buffer }: Unconfirmed): readonly Update[] => (buffer ? [...inflight, buffer] : inflight);

/** What the log has and one's own edits on top are the text that is shown: no edit has been dropped on the way. */
export function isWhole(state: EditorState): boolean {
  const own = unconfirmed(state);
  try {
    return ownUpdates(own)
      .reduce((text, { changes }) => changes.apply(text), own.base)
      .eq(state.doc);
  } catch {
    return false;
  }
}

/** Own edits on what the log has; the marks that are shown follow from both. */
export function settled(state: Omit<Unconfirmed, "shown" | "buffer"> & { buffer: Update | null }): Unconfirmed {
  const own = { ...state, buffer: state.buffer && unlessEmpty(state.buffer) };
  return { ...own, shown: ownUpdates({ ...own, shown: noMarks }).reduce(marked, own.marks) };
}

/** Since when a suggestion is a person's own; null: it is another's. */
export function beginning(marks: Marks, id: string, person: string, now: string): string | null {
  const known = marks.find(mark => mark.id === id);
  return !known ? now : known.by === person ? known.at : null;
}

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
 * Makes suggestions of what was not sent yet: its writer may only suggest by now. What was to be deleted comes back, marked. Only for edits
 * that
 * certainly are not in the log and never will be.
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
