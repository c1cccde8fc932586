// Suggestions in the text: what was inserted is underlined, what would be deleted is struck through, in the colour of whoever suggests it.
import { type Extension, RangeSetBuilder, type Range as Placed, StateEffect, StateField } from "@codemirror/state";
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  keymap,
  ViewPlugin,
  type ViewUpdate,
  WidgetType,
} from "@codemirror/view";
import { colourOf } from "../editor/presence/people";
import { unconfirmed } from "../sync/unconfirmed";
import { allOf, type Marks, type Suggestion } from "../tracking/marks";
import { giveFocus } from "../kernel/focus";

/** The suggestion that is being looked at. */
export const look = StateEffect.define<string | null>();

export const lookedAt = StateField.define<string | null>({
  create: () => null,
  update: (before, tr) => tr.effects.reduce((now, effect) => (effect.is(look) ? effect.value : now), before),
});

/** In reading order. */
export const inOrder = (marks: Marks): Suggestion[] => [...marks].sort((a, b) => startOf(a) - startOf(b));
export const startOf = (suggestion: Suggestion): number => allOf(suggestion)[0]?.[0] ?? 0;

export function goTo(view: EditorView, suggestion: Suggestion): void {
  const at = startOf(suggestion);
  view.dispatch({ selection: { anchor: at }, effects: [look.of(suggestion.id), EditorView.scrollIntoView(at, { y: "center" })] });
}

/** F7 and Shift-F7: to the next suggestion, and from the last to the first. */
export const goToSuggestion =
  (step: 1 | -1): Command =>
  view => {
    const all = inOrder(unconfirmed(view.state).shown),
      here = view.state.selection.main.head,
      current = view.state.field(lookedAt);
    if (all.length === 0) return true;
    const known = all.findIndex(({ id }) => id === current);
    const next =
      known >= 0
        ? all[(known + step + all.length) % all.length]!
        : step > 0
          ? (all.find(suggestion => startOf(suggestion) >= here) ?? all[0]!)
          : ([...all].reverse().find(suggestion => startOf(suggestion) < here) ?? all[all.length - 1]!);
    goTo(view, next);
    giveFocus(view);
    return true;
  };

class LineEnd extends WidgetType {
  constructor(private readonly colour: number) {
    super();
  }
  override eq(other: LineEnd): boolean {
    return other.colour === this.colour;
  }
  override toDOM(view: EditorView): HTMLElement {
    const sign = view.dom.ownerDocument.createElement("span");
    sign.className = `suggested-deletion suggested-line-end colour-${this.colour}`;
    sign.textContent = "↵";
    return sign;
  }
}

function drawn(view: EditorView): DecorationSet {
  const { doc } = view.state,
    current = view.state.field(lookedAt),
    found: Placed<Decoration>[] = [];
  for (const suggestion of unconfirmed(view.state).shown) {
    const colour = colourOf(suggestion.by),
      more = `colour-${colour}${suggestion.id === current ? " suggested-current" : ""}`;
    const mark = (tagName: string, name: string) =>
      Decoration.mark({ tagName, class: `suggested-${name} ${more}`, attributes: { "data-suggestion": suggestion.id }, inclusive: false });
    for (const [from, to] of suggestion.insert) if (to <= doc.length) found.push(mark("ins", "insertion").range(from, to));
    for (const [from, to] of suggestion.delete)
      if (to <= doc.length) {
        found.push(mark("del", "deletion").range(from, to));
        for (let line = doc.lineAt(from); line.to < to; line = doc.line(line.number + 1))
          found.push(Decoration.widget({ widget: new LineEnd(colour), side: 1 }).range(line.to));
      }
  }
  found.sort((a, b) => a.from - b.from || a.value.startSide - b.value.startSide);
  const set = new RangeSetBuilder<Decoration>();
  for (const { from, to, value } of found) set.add(from, to, value);
  return set.finish();
}

const drawing = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = drawn(view);
    }
    update(update: ViewUpdate): void {
      const { state, startState } = update;
      if (unconfirmed(state).shown !== unconfirmed(startState).shown || state.field(lookedAt) !== startState.field(lookedAt))
        this.decorations = drawn(update.view);
      else if (update.docChanged) this.decorations = this.decorations.map(update.changes);
    }
  },
  { decorations: plugin => plugin.decorations },
);

export const shownSuggestions: Extension = [
  lookedAt,
  drawing,
  keymap.of([{ key: "F7", run: goToSuggestion(1), shift: goToSuggestion(-1), preventDefault: true }]),
  EditorView.domEventHandlers({
    click: (event, view) => {
      const id = (event.target as Element).closest<HTMLElement>("[data-suggestion]")?.dataset.suggestion ?? null;
      if (id !== view.state.field(lookedAt)) view.dispatch({ effects: look.of(id) });
      return false;
    },
  }),
];
