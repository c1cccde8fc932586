// A table as it is printed. Its source stays in the text, hidden; where it has a caption, the table stands below it, as on paper. What
// is in a cell is drawn here; the one that somebody writes in belongs to its editor (cell-editor.ts) and is left alone.
import { type EditorState, type Extension, type Range, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { colourOf } from "../editor/presence/people";
import { cursors } from "../editor/presence/cursors";
import type { Numbers } from "../outline/numbers";
import { unconfirmed } from "../sync/unconfirmed";
import { type CellPlace, type Grid, gridOf, show, type Side } from "./cell-text";
import type { NumberOf } from "./inline";
import { renumbered } from "./lines";
import { shapeOf } from "./shape";
import { leavesAlone, structureIn, type TableLines } from "./structure";

/** A stretch of a cell's words, and whose suggestion it is. */
interface Stretch {
  readonly text: string;
  readonly mark: "insertion" | "deletion" | null;
  readonly colour: number;
}

interface CellView {
  readonly stretches: readonly Stretch[];
  /** Who else is in it: the name and colour of the last. */
  readonly person: { readonly name: string; readonly colour: number } | null;
}

interface TableView {
  readonly number: string;
  readonly title: string;
  readonly sides: readonly Side[];
  readonly rows: readonly (readonly (CellView | null)[])[];
}

const rowHeight = 36; // px, about
/** A cell that somebody wrote in is to be drawn again. */
export const redrawn = StateEffect.define<null>();
/** The cell that is being written in. */
export const editing = "data-editing";

class TableWidget extends WidgetType {
  private readonly key: string;
  constructor(
    private readonly table: TableView,
    private readonly numberOf: NumberOf,
    numbered: number,
  ) {
    super();
    this.key = JSON.stringify([table, numbered]);
  }
  override eq(other: TableWidget): boolean {
    return other.key === this.key;
  }
  override get estimatedHeight(): number {
    return this.table.rows.length * rowHeight;
  }
  override ignoreEvent(): boolean {
    return true; // its cells have their own
  }
  override toDOM(view: EditorView): HTMLElement {
    const { ownerDocument: page } = view.dom,
      holder = page.createElement("div"),
      table = page.createElement("table");
    holder.className = "visual-table";
    holder.dataset.testid = "visual-table";
    table.append(page.createElement("caption"), page.createElement("thead"), page.createElement("tbody"));
    holder.append(table);
    this.fill(holder);
    return holder;
  }
  override updateDOM(holder: HTMLElement): boolean {
    this.fill(holder);
    return true;
  }

  private fill(holder: HTMLElement): void {
    const { table } = this,
      element = holder.querySelector("table")!,
      [head, body] = [element.tHead!, element.tBodies[0]!];
    holder.dataset.number = table.number;
    element.caption!.textContent = `${table.number} ${table.title}`.trim();
    element.caption!.className = "visually-hidden";
    const rows = (part: HTMLTableSectionElement, wanted: readonly (readonly (CellView | null)[])[], first: number) => {
      while (part.rows.length > wanted.length) part.deleteRow(-1);
      while (part.rows.length < wanted.length) part.insertRow();
      wanted.forEach((cells, i) => this.row(part.rows[i]!, cells, first + i));
    };
    rows(head, table.rows.slice(0, 1), 0);
    rows(body, table.rows.slice(1), 1);
  }

  private row(element: HTMLTableRowElement, cells: readonly (CellView | null)[], row: number): void {
    while (element.cells.length > cells.length) element.deleteCell(-1);
    while (element.cells.length < cells.length) element.append(element.ownerDocument.createElement(row === 0 ? "th" : "td"));
    cells.forEach((cell, column) => this.cell(element.cells[column]!, cell, row, column));
  }

  private cell(element: HTMLTableCellElement, cell: CellView | null, row: number, column: number): void {
    const { sides } = this.table;
    element.dataset.testid = "cell";
    element.dataset.row = String(row);
    element.dataset.column = String(column);
    element.className = [
      `to-${sides[column]}`,
      ...(cell ? [] : ["is-lacking"]),
      ...(cell?.person ? [`has-person colour-${cell.person.colour}`] : []),
    ].join(" ");
    if (row === 0) element.setAttribute("scope", "col");
    if (cell?.person) element.dataset.person = cell.person.name;
    else delete element.dataset.person;
    if (!element.hasAttribute(editing)) draw(element, cell?.stretches ?? [], this.numberOf);
  }
}

function draw(element: HTMLElement, stretches: readonly Stretch[], numberOf: NumberOf): void {
  element.replaceChildren();
  for (const { text, mark, colour } of stretches) {
    const part = element.ownerDocument.createElement(mark === "insertion" ? "ins" : mark === "deletion" ? "del" : "span");
    if (mark) part.className = `suggested-${mark} colour-${colour}`;
    show(text, numberOf, part);
    element.append(part);
  }
}

/** What is in one cell, cut where suggestions begin and end. */
function stretchesOf(state: EditorState, { from, to }: CellPlace): Stretch[] {
  const cuts = new Set([from, to]),
    marks = unconfirmed(state).shown.flatMap(({ by, insert, delete: gone }) => [
      ...insert.map(range => ({ range, mark: "insertion" as const, colour: colourOf(by) })),
      ...gone.map(range => ({ range, mark: "deletion" as const, colour: colourOf(by) })),
    ]);
  const here = marks.filter(({ range }) => range[0] < to && range[1] > from);
  for (const { range } of here) for (const at of range) if (at > from && at < to) cuts.add(at);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, i) => {
    const over = here.find(({ range }) => range[0] <= start && range[1] > start);
    return { text: state.sliceDoc(start, edges[i + 1]!), mark: over?.mark ?? null, colour: over?.colour ?? 0 };
  });
}

function viewOf(state: EditorState, grid: Grid, lines: TableLines, numbers: Numbers): TableView {
  const people = [...state.field(cursors).values()];
  const cell = (place: CellPlace | null): CellView | null => {
    if (!place) return null;
    const there = people.find(({ head }) => head >= place.from && head <= place.to);
    return {
      stretches: stretchesOf(state, place),
      person: there ? { name: there.person.name, colour: colourOf(there.person.id) } : null,
    };
  };
  const caption = lines.caption === null ? null : state.doc.line(lines.caption),
    shape = caption && shapeOf(caption.text),
    item = caption && numbers.items(state).find(({ line }) => line === lines.caption);
  return {
    number: item ? numbers.of(state, item) : "",
    title: caption && shape ? caption.text.slice(shape.from, shape.to) : "",
    sides: grid.sides,
    rows: grid.rows.map(row => row.map(cell)),
  };
}

const unseen = Decoration.replace({ block: true });

function drawn(state: EditorState, numbers: Numbers, numbered: number): DecorationSet {
  const { doc } = state,
    numberOf: NumberOf = id => numbers.named(state, id),
    found: Range<Decoration>[] = [];
  for (const lines of structureIn(state).tables) {
    const widget = new TableWidget(viewOf(state, gridOf(state, lines), lines, numbers), numberOf, numbered),
      start = doc.line(lines.first).from;
    if (lines.caption === null) found.push(Decoration.replace({ widget, block: true }).range(start, doc.line(lines.last).to));
    else {
      found.push(unseen.range(start, doc.line(lines.caption - 1).to));
      found.push(Decoration.widget({ widget, block: true, side: 1 }).range(doc.line(lines.caption).to));
    }
  }
  return RangeSet.of(found, true);
}

/** `numbered` counts how often the server has numbered: references in cells are drawn anew. */
export function visualTables(numbers: Numbers): Extension {
  return StateField.define<{ shown: DecorationSet; numbered: number }>({
    create: state => ({ shown: drawn(state, numbers, 0), numbered: 0 }),
    update: (before, tr) => {
      const isNumbered = tr.effects.some(effect => effect.is(renumbered) || effect.is(redrawn)),
        numbered = before.numbered + (isNumbered ? 1 : 0);
      const isOther =
        isNumbered ||
        unconfirmed(tr.state).shown !== unconfirmed(tr.startState).shown ||
        tr.state.field(cursors) !== tr.startState.field(cursors) ||
        structureIn(tr.state).raw !== structureIn(tr.startState).raw ||
        (tr.docChanged && !leavesAlone(tr, ({ tables }) => tables.map(({ first, last, caption }) => [first, caption ?? last] as const)));
      if (isOther) return { shown: drawn(tr.state, numbers, numbered), numbered };
      return tr.docChanged ? { shown: before.shown.map(tr.changes), numbered } : before;
    },
    provide: at => [EditorView.decorations.from(at, ({ shown }) => shown), EditorView.atomicRanges.of(view => view.state.field(at).shown)],
  });
}

/** The table that a cell's element belongs to. */
export function linesOf(view: EditorView, cell: HTMLElement): TableLines | null {
  const holder = cell.closest<HTMLElement>(".visual-table");
  if (!holder) return null;
  const { captionOf, tableOf } = structureIn(view.state),
    { number } = view.state.doc.lineAt(view.posAtDOM(holder));
  return captionOf(number) ?? tableOf(number);
}

/** The element that shows a cell. */
export function elementOf(view: EditorView, lines: TableLines, { row, column }: { row: number; column: number }): HTMLElement | null {
  for (const holder of view.contentDOM.querySelectorAll<HTMLElement>(".visual-table")) {
    const cell = holder.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
    if (cell && linesOf(view, cell)?.first === lines.first) return cell;
  }
  return null;
}
