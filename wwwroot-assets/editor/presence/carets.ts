// Other people's carets and selections. A caret moves with the edits of all; after its owner's own edit it stands behind what was typed,
// so typing needs no message of its own: only a caret that is set anew is pointed.
import { EditorSelection, type Extension, RangeSet, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { colourOf } from "./people";
import type { Person } from "../../sync/protocol";
import { authorOf } from "../../sync/unconfirmed";

interface Caret {
  readonly person: Person;
  readonly clientID: string;
  readonly anchor: number;
  readonly head: number;
}
/** `moves` counts what its owner did: each shows the name anew, which fades by itself. */
interface Shown extends Caret {
  readonly moves: number;
}

export const setCaret = StateEffect.define<Caret>();
/** Only these people are in the text any more. */
export const keepCarets = StateEffect.define<ReadonlySet<string>>();

type Carets = ReadonlyMap<string, Shown>;

export const carets = StateField.define<Carets>({
  create: () => new Map(),
  update(before, tr) {
    if (!tr.docChanged && tr.effects.length === 0) return before;
    const after = new Map<string, Shown>();
    for (const [clientID, caret] of before) after.set(clientID, tr.docChanged ? moved(caret, tr) : caret);
    for (const effect of tr.effects) {
      if (effect.is(setCaret))
        after.set(effect.value.clientID, {
          ...within(effect.value, tr.newDoc.length),
          moves: (before.get(effect.value.clientID)?.moves ?? 0) + 1,
        });
      else if (effect.is(keepCarets)) for (const [clientID, { person }] of after) if (!effect.value.has(person.id)) after.delete(clientID);
    }
    return after;
  },
  provide: field => EditorView.decorations.from(field, drawn),
});

export const remoteCarets: Extension = carets;

function moved(caret: Shown, tr: Transaction): Shown {
  const isOwn = tr.annotation(authorOf) === caret.clientID,
    side = isOwn ? 1 : -1;
  return {
    ...caret,
    anchor: tr.changes.mapPos(caret.anchor, side),
    head: tr.changes.mapPos(caret.head, side),
    moves: caret.moves + (isOwn ? 1 : 0),
  };
}

const within = (caret: Caret, length: number): Caret => ({
  ...caret,
  anchor: Math.min(caret.anchor, length),
  head: Math.min(caret.head, length),
});

function drawn(all: Carets): DecorationSet {
  const marks = [];
  for (const caret of all.values()) {
    const { from, to } = EditorSelection.range(caret.anchor, caret.head);
    if (from < to) marks.push(Decoration.mark({ class: `remote-selection colour-${colourOf(caret.person.id)}` }).range(from, to));
    marks.push(Decoration.widget({ widget: new CaretMark(caret.person, caret.moves), side: 1 }).range(caret.head));
  }
  return RangeSet.of(marks, true);
}

/** Of a name as it is written, at most: 0.75 rem a character, and the space around it. */
const widthOf = (name: string): number => name.length * 12 + 12;

class CaretMark extends WidgetType {
  constructor(
    private readonly person: Person,
    private readonly moves: number,
  ) {
    super();
  }
  override eq(other: CaretMark): boolean {
    return other.person.id === this.person.id && other.moves === this.moves;
  }
  override toDOM(view: EditorView): HTMLElement {
    const mark = view.dom.ownerDocument.createElement("span");
    mark.className = `remote-caret colour-${colourOf(this.person.id)}`;
    mark.dataset.name = this.person.name;
    mark.setAttribute("aria-hidden", "true");
    // Near the right edge the name would be cut off: there it stands to the left of its caret.
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
