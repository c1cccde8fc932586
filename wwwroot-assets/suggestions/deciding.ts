// What one does about suggestions: accept, reject, take back one's own. Each is an edit like any other: it is shared, stored, and undone.
import { isolateHistory } from "@codemirror/commands";
import type { EditorView } from "@codemirror/view";
import { me, unconfirmed } from "../sync/unconfirmed";
import { allOf, type Marks } from "../tracking/marks";
import { mark, mode } from "../tracking/mode";
import { overlaps, type Ranges } from "../tracking/ranges";
import { decide, type TrackedChange } from "../tracking/suggesting";

export const mayDecide = (view: EditorView): boolean => !view.state.readOnly && !view.state.field(mode).only;

/** Those that have something in what is selected. */
export function inSelection(view: EditorView): { ids: string[]; within: Ranges } {
  const within = view.state.selection.ranges.filter(({ empty }) => !empty).map(({ from, to }) => [from, to] as const);
  const ids = unconfirmed(view.state)
    .shown.filter(suggestion => within.some(([from, to]) => overlaps(allOf(suggestion), from, to)))
    .map(({ id }) => id);
  return { ids, within };
}

export function decideOn(
  view: EditorView,
  ids: readonly string[],
  outcome: "accepted" | "rejected",
  within: Ranges | null = null,
  reason: string | null = null,
): void {
  if (!mayDecide(view) || ids.length === 0) return;
  const { state } = view;
  apply(view, decide(unconfirmed(state).shown, state.doc.length, ids, outcome, within, reason), false);
}

/** Takes back one's own: what was inserted goes, what was to be deleted stays. */
export function withdraw(view: EditorView, id: string): void {
  const { state } = view,
    { shown } = unconfirmed(state);
  if (state.readOnly || ownOf(shown, me(state)).every(own => own.id !== id)) return;
  const { changes, marking } = decide(shown, state.doc.length, [id], "rejected");
  apply(view, { changes, marking: marking.map(change => ({ ...change, outcome: "withdrawn" as const })) }, state.field(mode).on);
}

const ownOf = (shown: Marks, person: string): Marks => shown.filter(({ by }) => by === person);

function apply(view: EditorView, { changes, marking }: TrackedChange, suggests: boolean): void {
  view.dispatch({ changes, effects: mark.of({ marking, suggests }), userEvent: "suggestion", annotations: isolateHistory.of("full") });
}
