// Other people's cursors and selections. A cursor moves with the edits of all; after its owner's own edit it stands behind what was typed,
// so typing needs no message of its own: only a cursor that is set anew is pointed.
import { EditorSelection, type Extension, RangeSet, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { colourOf } from "./people";
import type { Person } from "../../sync/protocol";
import { authorOf } from "../../sync/unconfirmed";

interface Cursor {
  readonly person: Person;
  readonly clientID: string;
  readonly anchor: number;
  readonly head: number;
}
/** `moves` counts what its owner did: each shows the name anew, which fades by itself. */
interface Shown extends Cursor {
  readonly moves: number;
}

export const setCursor = StateEffect.define<Cursor>();
/** Only these people are in the text any more. */
export const keepCursors = StateEffect.define<ReadonlySet<string>>();

type Cursors = ReadonlyMap<string, Shown>;

export const cursors = StateField.define<Cursors>({
  create: () => new Map(),
  update(before, tr) {
    if (!tr.docChanged && tr.effects.length === 0) return before;
    const after = new Map<string, Shown>();
    for (const [clientID, cursor] of before) after.set(clientID, tr.docChanged ? moved(cursor, tr) : cursor);
    for (const effect of tr.effects) {
      if (effect.is(setCursor))
        after.set(effect.value.clientID, {
          ...within(effect.value, tr.newDoc.length),
          moves: (before.get(effect.value.clientID)?.moves ?? 0) + 1,
        });
      else if (effect.is(keepCursors)) for (const [clientID, { person }] of after) if (!effect.value.has(person.id)) after.delete(clientID);
    }
    return after;
  },
  provide: field => EditorView.decorations.from(field, drawn),
});

export const remoteCursors: Extension = cursors;

function moved(cursor: Shown, tr: Transaction): Shown {
  const isOwn = tr.annotation(authorOf) === cursor.clientID,
    side = isOwn ? 1 : -1;
  return {
    ...cursor,
    anchor: tr.changes.mapPos(cursor.anchor, side),
    head: tr.changes.mapPos(cursor.head, side),
    moves: cursor.moves + (isOwn ? 1 : 0),
  };
}

const within = (cursor: Cursor, length: number): Cursor => ({
  ...cursor,
  anchor: Math.min(cursor.anchor, length),
  head: Math.min(cursor.head, length),
});

function drawn(all: Cursors): DecorationSet {
  const marks = [];
  for (const cursor of all.values()) {
    const { from, to } = EditorSelection.range(cursor.anchor, cursor.head);
    if (from < to) marks.push(Decoration.mark({ class: `remote-selection colour-${colourOf(cursor.person.id)}` }).range(from, to));
    marks.push(Decoration.widget({ widget: new CursorMark(cursor.person, cursor.moves), side: 1 }).range(cursor.head));
  }
  return RangeSet.of(marks, true);
}

/** Of a name as it is written, at most: 0.75 rem a character, and the space around it. */
const widthOf = (name: string): number => name.length * 12 + 12;

class CursorMark extends WidgetType {
  constructor(
    private readonly person: Person,
    private readonly moves: number,
  ) {
    super();
  }
  override eq(other: CursorMark): boolean {
    return other.person.id === this.person.id && other.moves === this.moves;
  }
  override toDOM(view: EditorView): HTMLElement {
    const mark = view.dom.ownerDocument.createElement("span");
    mark.className = `remote-caret colour-${colourOf(this.person.id)}`;
    mark.dataset.name = this.person.name;
    mark.setAttribute("aria-hidden", "true");
    // Near the right edge the name would be cut off: there it stands to the left of its cursor.
    view.requestMeasure({
      key: this,
      read: () => view.scrollDOM.getBoundingClientRect().right - mark.getBoundingClientRect().left < widthOf(this.person.name),
      write: isNarrow => mark.classList.toggle("to-left", isNarrow),
    });
    return mark;
  }
  override ignoreEvent(): boolean {
    return true;
  }
}
