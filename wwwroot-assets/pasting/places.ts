// Where something was put that will be replaced when what it waits for has come: places move along with everybody's edits, and what
// somebody has changed meanwhile is his.
import { StateEffect, StateField } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

/** Positions in UTF-16 units. */
export interface Place {
  from: number;
  to: number;
}

const put = StateEffect.define<{ id: number; place: Place | null }>();

export const places = StateField.define<ReadonlyMap<number, Place>>({
  create: () => new Map(),
  update(known, tr) {
    const effects = tr.effects.filter(effect => effect.is(put));
    if (effects.length === 0 && (!tr.docChanged || known.size === 0)) return known;
    const next = new Map<number, Place>();
    // What is typed at an edge stands outside.
    for (const [id, { from, to }] of known) next.set(id, { from: tr.changes.mapPos(from, 1), to: tr.changes.mapPos(to, -1) });
    for (const { value } of effects)
      if (value.place) next.set(value.id, value.place);
      else next.delete(value.id);
    return next;
  },
});

let last = 0;

/** Remembers where a text stands that was just put in. */
export function remember(view: EditorView, from: number, text: string): () => Place | null {
  const id = ++last;
  view.dispatch({ effects: put.of({ id, place: { from, to: from + text.length } }) });
  return () => {
    const place = view.state.field(places).get(id);
    if (place === undefined || !view.dom.isConnected) return null;
    view.dispatch({ effects: put.of({ id, place: null }) });
    const isAsItWas = place.from <= place.to && view.state.sliceDoc(place.from, place.to) === text;
    return isAsItWas && !view.state.readOnly ? place : null;
  };
}
