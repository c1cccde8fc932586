// In suggest mode what one types is marked as inserted and what one deletes stays, marked: every transaction is turned before it is
// applied, and the server turns it again (suggesting.ts). Undo brings back marks as it brings back text.
import { invertedEffects } from "@codemirror/commands";
import { type ChangeSet, EditorState, type Extension, Prec, StateEffect, Transaction, type TransactionSpec } from "@codemirror/state";
import { kept } from "../editor/clean";
import { newId } from "../kernel/identity";
import { me, unconfirmed } from "../sync/unconfirmed";
import {
  applyMarking,
  deletions,
  type MarkChange,
  mapMarks,
  type Marking,
  markingOf,
  type Marks,
  noMarking,
  thenMark,
} from "../tracking/marks";
import { mark, mode } from "../tracking/mode";
import { except, intersect, mapRanges, none, type Ranges, union } from "../tracking/ranges";
import { turn, type TrackedChange, widening } from "../tracking/suggesting";

export const suggestedTyping: Extension = [
  Prec.high(EditorState.transactionFilter.of(tr => (isToBeTurned(tr) ? suggested(tr) : tr))), // after what cleans the input
  invertedEffects.of(tr => (tr.annotation(Transaction.remote) ? [] : restoring(tr))),
];

const isToBeTurned = (tr: Transaction): boolean =>
  tr.docChanged && tr.startState.field(mode).on && !tr.annotation(Transaction.remote) && !tr.effects.some(effect => effect.is(mark));

function suggested(tr: Transaction): TransactionSpec {
  const { doc } = tr.startState,
    { shown } = unconfirmed(tr.startState),
    person = me(tr.startState),
    now = new Date().toISOString();
  const turned = turn(doc, shown, { changes: tr.changes, marking: noMarking }, person, () => null, newId(), now);
  const marking = byPlace(tr.changes, shown, person, now, turned),
    wide = widening(doc, tr.changes, turned.changes);
  // Backspace goes on to the left over what stays; everything else goes on behind it.
  const side = tr.isUserEvent("delete") && !tr.isUserEvent("delete.forward") ? -1 : 1;
  return {
    changes: turned.changes,
    selection: tr.newSelection.map(wide, side),
    effects: [...StateEffect.mapEffects(tr.effects, wide), ...(marking.length ? [mark.of({ marking, suggests: true })] : [])],
    annotations: kept(tr),
    scrollIntoView: tr.scrollIntoView,
  };
}

/** Each place is a suggestion of its own; one that touches a pending one of one's own goes on with it. */
function byPlace(changes: ChangeSet, shown: Marks, person: string, now: string, { changes: turned, marking }: TrackedChange): Marking {
  const [all] = marking,
    places: MarkChange[] = [];
  if (!all) return noMarking;
  const isGone = mapRanges(deletions(shown), turned); // who was first to want it away has said it
  const gone = except(all.delete, isGone);
  changes.iterChangedRanges((from, to) => {
    const place: Ranges = [[turned.mapPos(from, -1), turned.mapPos(to, 1)]];
    const insert = intersect(all.insert, place),
      cut = intersect(gone, place);
    if (insert.length === 0 && cut.length === 0) return;
    const touched = shown.find(
      ({ by, insert, delete: gone }) => by === person && union(insert, gone).some(range => range[0] <= to && range[1] >= from),
    );
    places.push({
      id: touched?.id ?? newId(),
      by: person,
      at: touched?.at ?? now,
      insert,
      delete: cut,
      clear: none,
      outcome: null,
      reason: null,
    });
  }, true);
  return markingOf(places);
}

/** What brings back the marks as they were before a transaction, in coordinates of the text before it. */
function restoring(tr: Transaction): StateEffect<unknown>[] {
  const before = unconfirmed(tr.startState).shown;
  const marking = tr.effects.reduce((all, effect) => (effect.is(mark) ? thenMark(all, effect.value.marking) : all), noMarking);
  if (before.length === 0 && marking.length === 0) return [];
  const left = mapMarks(applyMarking(mapMarks(before, tr.changes), marking), tr.changes.invertedDesc),
    changes: MarkChange[] = [];
  for (const id of new Set([...before, ...left].map(suggestion => suggestion.id))) {
    const was = before.find(suggestion => suggestion.id === id),
      is = left.find(suggestion => suggestion.id === id);
    changes.push({
      ...(was ?? is)!,
      outcome: null,
      reason: null,
      insert: except(was?.insert ?? none, is?.insert ?? none),
      delete: except(was?.delete ?? none, is?.delete ?? none),
      clear: except(is ? union(is.insert, is.delete) : none, was ? union(was.insert, was.delete) : none),
    });
  }
  const back = markingOf(changes);
  return back.length ? [mark.of({ marking: back, suggests: null })] : [];
}
