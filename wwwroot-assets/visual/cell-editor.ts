// One cell that is being written in: a small view of its own over the words of the cell. It changes nothing by itself: what is typed goes
// to the text, which passes every rule and comes back from there, as does what others write in the same cell. Undo is the text's.
import { redo, standardKeymap, undo } from "@codemirror/commands";
import {
  Annotation,
  ChangeSet,
  EditorSelection,
  EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  Transaction,
} from "@codemirror/state";
import { Decoration, type DecorationSet, drawSelection, EditorView, keymap, runScopeHandlers, type ViewUpdate } from "@codemirror/view";
import { reportMarkdown } from "../editor/markdown";
import { colourOf } from "../editor/presence/people";
import { word } from "../kernel/words";
import { unconfirmed } from "../sync/unconfirmed";
import { inlineMarks, lineBreaksIn, type NumberOf, signsIn } from "./inline";

const mirrored = Annotation.define<true>();
const setMarks = StateEffect.define<DecorationSet>();

export interface CellHost {
  readonly numberOf: NumberOf;
  /** While an input method composes, nothing comes in and nothing goes out. */
  readonly composing: Extension;
  /** The keys that leave the cell. */
  readonly keys: Extension;
  /** Several cells came from a clipboard: true where they were taken. */
  pasted(text: string): boolean;
}

export class CellEditor {
  readonly view: EditorView;
  private pending: Transaction | null = null;

  /** `from` and `to` are positions of the cell's words in the text. */
  constructor(
    private readonly main: EditorView,
    parent: HTMLElement,
    public from: number,
    public to: number,
    private readonly host: CellHost,
  ) {
    this.view = new EditorView({
      parent,
      state: EditorState.create({ doc: main.state.sliceDoc(from, to), extensions: this.extensions() }),
      dispatchTransactions: (transactions, view) => this.dispatch(transactions, view),
    });
    this.mark();
  }

  /** An update of the text. False: the cell is no more. */
  follow(update: ViewUpdate): void {
    if (update.docChanged) this.mirror(update.changes);
    if (update.docChanged || unconfirmed(update.state).shown !== unconfirmed(update.startState).shown) this.mark();
    if (update.selectionSet || update.docChanged) this.select(update.state.selection.main);
  }

  close(): void {
    this.view.destroy();
  }

  private extensions(): Extension {
    return [
      reportMarkdown,
      drawSelection(),
      EditorView.lineWrapping,
      this.host.composing,
      cellInput,
      marksField,
      EditorView.decorations.of(view => this.decorations(view)),
      EditorView.contentAttributes.of({ "aria-label": word("visual-cell"), spellcheck: "false", lang: "zh-CN" }),
      EditorView.domEventHandlers({
        paste: event => this.host.pasted(event.clipboardData?.getData("text/plain") ?? ""),
        // What the cell does not know, the text does: bold, comments, references.
        keydown: event => !event.isComposing && !isOfCell(event) && runScopeHandlers(this.main, event, "editor"),
      }),
      Prec.highest(
        keymap.of([
          { key: "Mod-z", run: () => undo(this.main), preventDefault: true },
          { key: "Mod-y", run: () => redo(this.main), preventDefault: true },
          { key: "Mod-Shift-z", run: () => redo(this.main), preventDefault: true },
        ]),
      ),
      this.host.keys,
      keymap.of(standardKeymap.filter(({ key }) => key !== "Enter")),
    ];
  }

  private decorations(view: EditorView): DecorationSet {
    const { state } = view,
      revealing = view.hasFocus ? state.selection.ranges : [],
      line = { from: 0, text: state.doc.toString() };
    const found = [
      ...inlineMarks(state, 0, state.doc.length, revealing),
      ...signsIn(line, revealing, this.host.numberOf),
      ...lineBreaksIn(line),
    ];
    return Decoration.set(found, true);
  }

  private dispatch(transactions: readonly Transaction[], view: EditorView): void {
    for (const tr of transactions) {
      if (tr.annotation(mirrored) || (!tr.docChanged && !tr.selection)) view.update([tr]);
      else if (tr.docChanged) this.forward(tr);
      else {
        view.update([tr]);
        this.main.dispatch({ selection: this.outer(tr.newSelection), userEvent: "select" });
      }
    }
  }

  /** To the text; it comes back by `follow`, if nothing holds it up. */
  private forward(tr: Transaction): void {
    const changes: { from: number; to: number; insert: string }[] = [];
    tr.changes.iterChanges((from, to, _from, _to, insert) =>
      changes.push({ from: this.from + from, to: this.from + to, insert: insert.toString() }),
    );
    const userEvent = tr.annotation(Transaction.userEvent);
    this.pending = tr;
    this.main.dispatch({ changes, selection: this.outer(tr.newSelection), ...(userEvent !== undefined && { userEvent }) });
    this.pending = null;
  }

  private outer({ main }: EditorSelection): { anchor: number; head: number } {
    return { anchor: this.from + main.anchor, head: this.from + main.head };
  }

  private mirror(changes: ChangeSet): void {
    const before = { from: this.from, to: this.to },
      length = this.view.state.doc.length;
    this.from = changes.mapPos(before.from, -1);
    this.to = changes.mapPos(before.to, 1);
    const words = this.main.state.sliceDoc(this.from, this.to),
      inside = within(changes, before, length);
    const { pending } = this;
    if (pending && pending.startState === this.view.state && pending.newDoc.toString() === words) {
      this.pending = null;
      return this.view.update([pending]); // what is composed must come back as it is
    }
    const fits = inside !== null && inside.apply(this.view.state.doc).toString() === words;
    if (fits && inside.empty) return;
    this.view.dispatch({ changes: fits ? inside : { from: 0, to: length, insert: words }, annotations: mirrored.of(true) });
  }

  private select({ anchor, head }: { anchor: number; head: number }): void {
    const inner = (at: number) => at - this.from,
      { main } = this.view.state.selection;
    if (Math.min(anchor, head) < this.from || Math.max(anchor, head) > this.to) return;
    if (main.anchor === inner(anchor) && main.head === inner(head)) return;
    this.view.dispatch({ selection: { anchor: inner(anchor), head: inner(head) }, annotations: mirrored.of(true) });
  }

  /** Suggestions in the cell, as in the text. */
  private mark(): void {
    const found = unconfirmed(this.main.state).shown.flatMap(({ by, id, insert, delete: gone }) => [
      ...insert.flatMap(range => this.marked(range, "insertion", colourOf(by), id)),
      ...gone.flatMap(range => this.marked(range, "deletion", colourOf(by), id)),
    ]);
    this.view.dispatch({ effects: setMarks.of(Decoration.set(found, true)), annotations: mirrored.of(true) });
  }

  private marked([start, end]: readonly [number, number], name: string, colour: number, id: string) {
    const from = Math.max(start, this.from) - this.from,
      to = Math.min(end, this.to) - this.from;
    if (from >= to || to > this.view.state.doc.length) return [];
    const attributes = { "data-suggestion": id };
    return [Decoration.mark({ class: `suggested-${name} colour-${colour}`, attributes, inclusive: false }).range(from, to)];
  }
}

const isOfCell = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => !(ctrlKey || metaKey || altKey) && !/^F\d+$/.test(key);

/** What changes of the text are within the cell; null: one reaches over its edge. Positions are the cell's. */
export function within(changes: ChangeSet, cell: { from: number; to: number }, length: number): ChangeSet | null {
  const found: { from: number; to: number; insert: string }[] = [];
  let crosses = false;
  changes.iterChanges((from, to, _from, _to, insert) => {
    if (to < cell.from || from > cell.to) return;
    if (from < cell.from || to > cell.to) crosses = true;
    else found.push({ from: from - cell.from, to: to - cell.from, insert: insert.toString() });
  });
  return crosses ? null : ChangeSet.of(found, length);
}

const marksField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, tr) => tr.effects.reduce((now, effect) => (effect.is(setMarks) ? effect.value : now), before.map(tr.changes)),
  provide: field => EditorView.decorations.from(field),
});

/** A cell is one line of the text, and a bar would end it. */
export const asCell = (text: string): string => text.replace(/\r\n?|\n/g, "<br>").replace(/\|/g, "\\|");

const cellInput = EditorState.transactionFilter.of(tr => {
  if (!tr.docChanged || tr.annotation(mirrored)) return tr;
  const changes: { from: number; to: number; insert: string }[] = [];
  let isOther = false;
  tr.changes.iterChanges((from, to, _from, _to, insert) => {
    const given = insert.toString(),
      insertion = /[\n|]/.test(given) ? asCell(given) : given;
    isOther ||= insertion !== given;
    changes.push({ from, to, insert: insertion });
  });
  if (!isOther) return tr;
  const end = changes.at(-1)!,
    shift = changes.slice(0, -1).reduce((sum, c) => sum + c.insert.length - (c.to - c.from), 0);
  const userEvent = tr.annotation(Transaction.userEvent);
  return {
    changes,
    selection: EditorSelection.cursor(end.from + shift + end.insert.length),
    ...(userEvent !== undefined && { userEvent }),
  };
});
