// Own edits that the server has not acknowledged yet, kept in the editor's state so that they move with it.
//
//   what the writer sees  =  the text at `version`  +  inflight[0] + inflight[1] + …  +  buffer
//
// Keystrokes are composed into the buffer. To be sent, the buffer is flushed: it is in flight then, and its id stands for exactly these
// changes, rebased like everything else but never merged again, until the log brings the id back. The buffer has its id from its first
// keystroke, so that what the browser stored of it (unsent.ts) and what the server logged can be told to be the same edit whatever
// crashed in between.
//
// It rebases as @codemirror/collab does, and differs in four things that collab cannot: unsent edits become one, own updates are known
// by id and not by client, stored edits can be taken up again, and updates carry marks. The tests hold the two against each other.
import { Annotation, ChangeSet, EditorState, Extension, Facet, StateField, Text, Transaction } from "@codemirror/state";
import { applyMarking, mapMarks, type Marking, markingToJSON, type Marks, noMarking, noMarks, thenMark } from "../tracking/marks";
import { mark, mode } from "../tracking/mode";
import { turn } from "../tracking/suggesting";
import { newUpdateId } from "../kernel/identity";
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

/**
 * `canBeTakenOver`: this browser has no locks, and another tab may take a page that lives for gone and send what was stored of its edits
 * (tabs.ts).
 */
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

/**
 * On a transaction that takes in another state of an edit that was taken over than the one that was here: something of it may be seen no
 * more.
 */
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
    // Keystroke 1: what was typed becomes part of an update, whose id is known and stored from its first keystroke.
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
