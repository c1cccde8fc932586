// Who wrote what, in the text and beside it: a tint per person, and on each line's left who wrote in it last. Only while somebody wants to
// see it.
import { Compartment, type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField, Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, type EditorView, gutter, GutterMarker, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { colourOf } from "../editor/presence/people";
import { me, writer } from "../sync/unconfirmed";
import { word } from "../kernel/words";
import { afterEdit, lastIn, type Written, within } from "./written";

/** As the text is shown; null: not known yet, or not wanted. */
export const setWritten = StateEffect.define<readonly Written[] | null>();

const field = StateField.define<readonly Written[] | null>({
  create: () => null,
  update(before, tr) {
    const now = tr.effects.reduce<readonly Written[] | null>((ranges, effect) => (effect.is(setWritten) ? effect.value : ranges), null);
    if (now || tr.effects.some(effect => effect.is(setWritten))) return now;
    if (!before || !tr.docChanged) return before;
    const remote = tr.annotation(writer);
    // What is taken in without a name is asked for soon.
    return remote
      ? afterEdit(before, tr.changes, remote.by, remote.at)
      : afterEdit(before, tr.changes, tr.annotation(Transaction.remote) ? null : me(tr.startState), Date.now());
  },
});

export const written = (state: EditorState): readonly Written[] | null => state.field(field, false) ?? null;

export type Namer = (by: string | null) => string;

/** A moment in words. */
export const when = (at: number): string =>
  new Date(at).toLocaleString(document.documentElement.lang || undefined, {
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  });

class LastAuthor extends GutterMarker {
  constructor(
    private readonly by: string | null,
    private readonly name: string,
    private readonly at: number,
    private readonly isNamed: boolean,
  ) {
    super();
  }
  override eq(other: LastAuthor): boolean {
    return other.by === this.by && other.at === this.at && other.name === this.name && other.isNamed === this.isNamed;
  }
  override toDOM(view: EditorView): HTMLElement {
    const sign = view.dom.ownerDocument.createElement("div");
    sign.className = `written-line${this.by === null ? "" : ` colour-${colourOf(this.by)}`}`;
    sign.dataset.testid = "written-line";
    sign.title = this.by === null ? this.name : word("authors-line", { who: this.name, when: when(this.at) });
    if (this.by !== null) sign.dataset.person = this.by;
    sign.textContent = this.isNamed ? this.name : "";
    return sign;
  }
}

/** As wide as a name, before there are any. */
class Room extends GutterMarker {
  override toDOM(view: EditorView): HTMLElement {
    const room = view.dom.ownerDocument.createElement("div");
    room.className = "written-line";
    room.textContent = "\u3000".repeat(4);
    return room;
  }
}

function drawn(view: EditorView): DecorationSet {
  const set = new RangeSetBuilder<Decoration>(),
    ranges = written(view.state),
    { length } = view.state.doc;
  if (!ranges) return Decoration.none;
  let done = 0;
  for (const { from, to } of view.visibleRanges)
    for (const range of within(ranges, from, to)) {
      const start = Math.max(range.from, from, done),
        end = Math.min(range.to, to, length);
      if (range.by === null || start >= end) continue;
      set.add(start, end, Decoration.mark({ class: `written colour-${colourOf(range.by)}`, attributes: { "data-written": range.by } }));
      done = end;
    }
  return set.finish();
}

const tints = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = drawn(view);
    }
    update({ view, state, startState, viewportChanged }: ViewUpdate): void {
      if (viewportChanged || written(state) !== written(startState)) this.decorations = drawn(view);
    }
  },
  { decorations: plugin => plugin.decorations },
);

function column(name: Namer): Extension {
  const last = (view: EditorView, from: number, to: number) => lastIn(written(view.state) ?? [], from, to);
  return gutter({
    class: "written-lines",
    lineMarker: (view, { from, to }) => {
      const own = last(view, from, to);
      if (!own) return null;
      // A name stands where it changes; the lines below it carry its colour.
      const { number } = view.state.doc.lineAt(from),
        above = number > 1 ? view.state.doc.line(number - 1) : null,
        before = above && last(view, above.from, above.to);
      return new LastAuthor(own.by, name(own.by), own.at, !before || before.by !== own.by);
    },
    lineMarkerChange: ({ state, startState }) => written(state) !== written(startState),
    initialSpacer: () => new Room(),
  });
}

const place = new Compartment();

/** Part of the editor from the beginning; nothing is kept and nothing is drawn until it is wanted. */
export const whoWrote: Extension = place.of([]);

export const showWritten = (name: Namer): StateEffect<unknown> => place.reconfigure([field, tints, column(name)]);
export const hideWritten = (): StateEffect<unknown> => place.reconfigure([]);
