// From cell to cell: which one is being written in, and the keys and presses that open, change and leave it. A table's source is never
// written anew: a row is one line put in, a cell its own words.
import { EditorSelection, type EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";
import { word } from "../kernel/words";
import { holdWhileComposing, type Held } from "../editor/ime";
import { barOf, cellsOf, emptyRow } from "../editor/toolbar/table-text";
import { isBlank } from "../editor/reading/lines";
import type { Numbers } from "../outline/numbers";
import { asCell, CellEditor } from "./cell-editor";
import { type CellPlace, cellAt, cellOf, type Grid, gridOf } from "./cell-text";
import { shapeAt, structureIn, type TableLines } from "./structure";
import { editing, elementOf, linesOf, redrawn } from "./table";

/** Where the caret goes in a cell that is opened. */
type Into = "start" | "end" | "all" | { readonly anchor: number; readonly head: number };

class Cells {
  private open: { editor: CellEditor; element: HTMLElement; row: number; column: number } | null = null;
  private isMoving = false;

  constructor(
    private readonly view: EditorView,
    private readonly numbers: Numbers,
    private readonly held: Held,
  ) {
    view.contentDOM.addEventListener("mousedown", this.pressed, true);
  }

  destroy(): void {
    this.view.contentDOM.removeEventListener("mousedown", this.pressed, true);
    this.open?.editor.close();
  }

  update(update: ViewUpdate): void {
    this.open?.editor.follow(update);
    if (update.docChanged && this.open) this.after(() => this.settle());
    else if (update.selectionSet && !this.open && this.isEntered(update)) this.after(() => this.enter());
    else if (update.selectionSet && this.open && this.hasLeft(update.state)) this.after(() => this.move());
    else if (update.focusChanged && this.open && update.view.hasFocus) this.after(() => this.open?.editor.view.focus());
    else if (update.selectionSet && !this.open) this.after(() => this.point());
  }

  /** A caret that was set into a table's source, by a key, a tool or a search, is in its cell. */
  private isEntered({ state, view }: ViewUpdate): boolean {
    const { main } = state.selection;
    return view.hasFocus && !state.readOnly && structureIn(state).tableOf(state.doc.lineAt(main.head).number) !== null;
  }

  private hasLeft(state: EditorState): boolean {
    const { main } = state.selection;
    return this.open !== null && !this.open.editor.view.composing && (main.head < this.open.editor.from || main.head > this.open.editor.to);
  }

  /** Once the present update is done. */
  private after(act: () => unknown): void {
    queueMicrotask(() => {
      if (this.view.dom.isConnected) act();
    });
  }

  /** The caret was set elsewhere: out of the table, or into another cell. */
  private move(): void {
    if (!this.hasLeft(this.view.state)) return;
    this.close();
    this.enter();
  }

  /** What a search found in a table is seen in its cell. */
  private point(): void {
    const { view } = this,
      { main } = view.state.selection,
      lines = structureIn(view.state).tableOf(view.state.doc.lineAt(main.head).number);
    for (const element of view.contentDOM.querySelectorAll(".visual-table .is-found")) element.classList.remove("is-found");
    const cell = lines && !this.open && !view.hasFocus ? cellOf(gridOf(view.state, lines), main.head) : null,
      element = cell && lines && elementOf(view, lines, cell);
    element?.classList.add("is-found");
    element?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  private enter(): void {
    const { main } = this.view.state.selection,
      lines = structureIn(this.view.state).tableOf(this.view.state.doc.lineAt(main.head).number);
    if (!lines || this.open || this.view.state.readOnly) return;
    const cell = cellOf(gridOf(this.view.state, lines), main.head);
    if (cell) this.show(lines, cell, { anchor: clamp(main.anchor, cell), head: clamp(main.head, cell) });
  }

  private readonly pressed = (event: MouseEvent): void => {
    const element = (event.target as Element).closest<HTMLElement>(".visual-table [data-testid=cell]");
    if (!element || element.hasAttribute(editing) || this.view.state.readOnly || event.button !== 0) return;
    const lines = linesOf(this.view, element);
    if (!lines) return;
    event.preventDefault();
    event.stopPropagation();
    const { row, column } = element.dataset,
      cell = this.cellFor(lines, Number(row), Number(column));
    if (!cell) return;
    this.show(lines, cell, "end");
    this.after(() => this.goTo(event));
  };

  /** Where the mouse points in the cell that it has opened; beside its words the caret stays at their end. */
  private goTo({ clientX, clientY }: MouseEvent): void {
    const shown = this.open?.editor.view,
      point = shown && document.caretRangeFromPoint(clientX, clientY);
    if (point && shown.contentDOM.contains(point.startContainer) && point.startContainer !== shown.contentDOM)
      shown.dispatch({ selection: { anchor: shown.posAtDOM(point.startContainer, point.startOffset) } });
  }

  /** A row that is shorter than its head gets what it lacks when somebody wants to write there. */
  private cellFor(lines: TableLines, row: number, column: number): CellPlace | null {
    const there = cellAt(gridOf(this.view.state, lines), row, column);
    if (there) return there;
    const line = this.view.state.doc.line(lines.first + (row === 0 ? 0 : row + 1)),
      missing = column + 1 - cellsOf(line.text).length;
    if (missing <= 0) return null;
    const bar = barOf(line.text),
      opening = line.text.trimEnd().endsWith(bar) ? "" : ` ${bar}`;
    const insert = `${opening}${`  ${bar}`.repeat(missing)}`;
    this.view.dispatch({ changes: { from: line.from + line.text.trimEnd().length, insert }, userEvent: "input.table" });
    return cellAt(gridOf(this.view.state, this.linesAt(line.from) ?? lines), row, column);
  }

  private linesAt(position: number): TableLines | null {
    return structureIn(this.view.state).tableOf(this.view.state.doc.lineAt(position).number);
  }

  private show(lines: TableLines, cell: CellPlace, into: Into): void {
    const { view } = this;
    this.isMoving = true;
    this.shut();
    const [anchor, head] =
      into === "start"
        ? [cell.from, cell.from]
        : into === "end"
          ? [cell.to, cell.to]
          : into === "all"
            ? [cell.from, cell.to]
            : [into.anchor, into.head];
    view.dispatch({ selection: { anchor, head }, userEvent: "select" });
    const element = elementOf(view, lines, cell);
    if (element) this.put(element, cell, anchor, head);
    this.isMoving = false;
  }

  private put(element: HTMLElement, cell: CellPlace, anchor: number, head: number): void {
    element.setAttribute(editing, "");
    element.replaceChildren();
    const editor = new CellEditor(this.view, element, cell.from, cell.to, {
      numberOf: id => this.numbers.named(this.view.state, id),
      composing: holdWhileComposing(this.held),
      keys: this.keys(),
      pasted: text => this.paste(text),
    });
    this.open = { editor, element, row: cell.row, column: cell.column };
    editor.view.dispatch({ selection: { anchor: anchor - cell.from, head: head - cell.from } });
    editor.view.focus();
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.view.dispatch({ effects: EditorView.announce.of(word("visual-cell-at", { row: cell.row + 1, column: cell.column + 1 })) });
    editor.view.contentDOM.addEventListener("blur", () => this.after(() => this.leaveIfIdle(editor)));
  }

  /** The focus went elsewhere in the page: the cell is drawn again, unless a window over the page will give it back. */
  private leaveIfIdle(editor: CellEditor): void {
    if (this.open?.editor === editor && !this.isMoving && !editor.view.hasFocus && this.view.hasFocus) this.close();
  }

  private shut(): void {
    const { open } = this;
    this.open = null;
    if (!open) return;
    open.editor.close();
    open.element.removeAttribute(editing);
    this.redraw(open.element);
  }

  private redraw(element: HTMLElement): void {
    element.replaceChildren();
    this.view.dispatch({ effects: redrawn.of(null) });
  }

  private close(): void {
    const had = this.open?.editor.view.hasFocus ?? false;
    this.shut();
    if (had) giveFocus(this.view);
  }

  /** The table has other rows or columns now: the cell's editor goes along with its cell, or ends with it. */
  private settle(): void {
    const { open, view } = this;
    if (!open) return;
    const lines = this.linesAt(open.editor.from),
      cell = lines && cellOf(gridOf(view.state, lines), open.editor.from);
    if (!lines || !cell || cell.from !== open.editor.from || cell.to < open.editor.to - blanksAtEnd(open.editor.view.state)) {
      this.close();
      view.dispatch({ effects: EditorView.announce.of(word("visual-cell-gone")) });
      return;
    }
    const element = elementOf(view, lines, cell);
    Object.assign(open, { row: cell.row, column: cell.column });
    if (!element || element === open.element) return;
    const had = open.editor.view.hasFocus;
    open.element.removeAttribute(editing);
    element.setAttribute(editing, "");
    element.replaceChildren(open.editor.view.dom);
    open.element = element;
    if (had) open.editor.view.focus();
    this.view.dispatch({ effects: redrawn.of(null) });
  }

  // ── keys ──

  private keys(): Extension {
    const edge = (at: "start" | "end", go: () => boolean) => (cell: EditorView) => {
      const { main } = cell.state.selection;
      return main.empty && main.head === (at === "start" ? 0 : cell.state.doc.length) && go();
    };
    return Prec.high(
      keymap.of([
        { key: "Tab", run: () => this.step(1), shift: () => this.step(-1), preventDefault: true },
        { key: "Enter", run: () => this.vertical(1, true), shift: cell => this.type(cell, "<br>"), preventDefault: true },
        { key: "Escape", run: () => this.leave(1) },
        { key: "ArrowDown", run: cell => isAtEdge(cell, true) && this.vertical(1, false) },
        { key: "ArrowUp", run: cell => isAtEdge(cell, false) && this.vertical(-1, false) },
        { key: "ArrowLeft", run: edge("start", () => this.step(-1)) },
        { key: "ArrowRight", run: edge("end", () => this.step(1, false)) },
        { key: "Backspace", run: edge("start", () => true) },
        { key: "Delete", run: edge("end", () => true) },
        { key: "Mod-Enter", run: () => this.leave(1) },
      ]),
    );
  }

  private type(cell: EditorView, text: string): boolean {
    cell.dispatch(cell.state.replaceSelection(text), { userEvent: "input" });
    return true;
  }

  private here(): { lines: TableLines; grid: Grid; row: number; column: number } | null {
    const { open } = this,
      lines = open && this.linesAt(open.editor.from);
    return open && lines ? { lines, grid: gridOf(this.view.state, lines), row: open.row, column: open.column } : null;
  }

  /** Tab: to the next cell; behind the last there is a new row. */
  private step(by: 1 | -1, grows = true): boolean {
    const at = this.here();
    if (!at) return false;
    const columns = at.grid.sides.length,
      next = at.row * columns + at.column + by,
      [row, column] = [Math.floor(next / columns), next % columns];
    if (next < 0) return this.leave(-1);
    if (row >= at.grid.rows.length) return grows ? this.addRow(at.lines, 0) : this.leave(1);
    return this.go(at.lines, row, column, grows ? "all" : by > 0 ? "start" : "end");
  }

  private vertical(by: 1 | -1, grows: boolean): boolean {
    const at = this.here();
    if (!at) return false;
    const row = at.row + by;
    if (row < 0) return this.leave(-1);
    if (row < at.grid.rows.length) return this.go(at.lines, row, at.column, "end");
    return grows ? this.addRow(at.lines, at.column) : this.leave(1);
  }

  private go(lines: TableLines, row: number, column: number, into: Into): boolean {
    const cell = this.cellFor(lines, row, column);
    if (cell) this.show(this.linesAt(cell.from) ?? lines, cell, into);
    return true;
  }

  private addRow(lines: TableLines, column: number): boolean {
    const last = this.view.state.doc.line(lines.last),
      columns = cellsOf(this.view.state.doc.line(lines.first + 1).text).length;
    this.view.dispatch({ changes: { from: last.to, insert: `\n${emptyRow(columns, barOf(last.text))}` }, userEvent: "input.table" });
    const grown = this.linesAt(last.from);
    return grown ? this.go(grown, grown.last - grown.first - 1, column, "end") : true;
  }

  /** Out of the table: above it is its caption, below it the next line of the text. */
  private leave(by: 1 | -1): boolean {
    const at = this.here();
    this.shut();
    if (at) leaveTable(this.view, at.lines, by);
    giveFocus(this.view);
    return true;
  }

  /** Tab-separated lines from a spreadsheet fill the cells from this one on; rows that are missing are added. */
  private paste(text: string): boolean {
    const at = this.here(),
      rows = text
        .replace(/\r\n?/g, "\n")
        .replace(/\n$/, "")
        .split("\n")
        .map(row => row.split("\t"));
    if (!at || (rows.length === 1 && rows[0]!.length === 1) || !text.includes("\t")) return false;
    for (let missing = at.row + rows.length - at.grid.rows.length; missing > 0; missing--) this.appendRow(at.lines.first);
    const lines = this.linesAt(this.view.state.doc.line(at.lines.first).from)!,
      grid = gridOf(this.view.state, lines);
    const changes = rows.flatMap((cells, r) =>
      cells.flatMap((words, c) => {
        const cell = cellAt(grid, at.row + r, at.column + c);
        return cell ? [{ from: cell.from, to: cell.to, insert: asCell(words.trim()) }] : [];
      }),
    );
    this.view.dispatch({ changes, userEvent: "input.paste" });
    const lost = rows.some(cells => at.column + cells.length > grid.sides.length);
    if (lost) this.view.dispatch({ effects: EditorView.announce.of(word("visual-paste-wider")) });
    return true;
  }

  private appendRow(first: number): void {
    const { doc } = this.view.state,
      lines = this.linesAt(doc.line(first).from)!,
      last = doc.line(lines.last);
    const insert = `\n${emptyRow(cellsOf(doc.line(lines.first + 1).text).length, barOf(last.text))}`;
    this.view.dispatch({ changes: { from: last.to, insert }, userEvent: "input.table" });
  }

  /** From the text into a table, by its arrow keys. */
  into(lines: TableLines, by: 1 | -1): boolean {
    if (this.view.state.readOnly) return false;
    return this.go(lines, by > 0 ? 0 : gridOf(this.view.state, lines).rows.length - 1, 0, by > 0 ? "start" : "end");
  }
}

const clamp = (at: number, { from, to }: CellPlace): number => Math.max(from, Math.min(to, at));
const blanksAtEnd = ({ doc }: EditorState): number => doc.length - doc.toString().trimEnd().length;

/** The caret is in the first or last of the lines that are seen. */
function isAtEdge(cell: EditorView, down: boolean): boolean {
  const { main } = cell.state.selection;
  if (!main.empty) return false;
  const next = cell.moveVertically(main, down);
  return next.head === main.head || next.head === (down ? cell.state.doc.length : 0);
}

function leaveTable(view: EditorView, { first, last, caption }: TableLines, by: 1 | -1): void {
  const { doc } = view.state;
  if (by < 0) {
    const at = caption !== null ? doc.line(caption).to : Math.max(0, doc.line(first).from - 1);
    return view.dispatch({ selection: EditorSelection.cursor(at), scrollIntoView: true, userEvent: "select" });
  }
  let number = (caption ?? last) + 1;
  while (number < doc.lines && isBlank(doc.line(number).text)) number++;
  if (number <= doc.lines) view.dispatch({ selection: { anchor: doc.line(number).from }, scrollIntoView: true, userEvent: "select" });
  else view.dispatch({ changes: { from: doc.length, insert: "\n\n" }, selection: { anchor: doc.length + 2 }, userEvent: "input.enter" });
}

/** The table that the caret would go into from here: from its caption, or from the line before or behind it. */
function tableBeyond(state: EditorState, by: 1 | -1): TableLines | null {
  const { tables } = structureIn(state),
    { number } = state.doc.lineAt(state.selection.main.head),
    next = nextLine(state, number, by);
  const fits = ({ first, last, caption }: TableLines) =>
    by > 0 ? caption === number || (caption === null && first === next) : (caption ?? last) === next;
  return tables.find(fits) ?? null;
}

/** A captioned table stands below its caption, though its source stands above: the line that is above, or below, for the eye. */
function lineBeyond(state: EditorState, by: 1 | -1): number | null {
  const { tables } = structureIn(state),
    { number } = state.doc.lineAt(state.selection.main.head);
  if (by > 0) return tables.find(({ first, caption }) => caption !== null && first === nextLine(state, number, 1))?.caption ?? null;
  const own = tables.find(({ caption }) => caption === number);
  return own && own.first > 1 ? nextLine(state, own.first, -1) : null;
}

function nextLine({ doc }: EditorState, number: number, by: 1 | -1): number {
  let at = number + by;
  while (at > 1 && at < doc.lines && isBlank(doc.line(at).text)) at += by;
  return at;
}

export function visualCells(numbers: Numbers, held: Held): Extension {
  const plugin = ViewPlugin.define(view => new Cells(view, numbers, held));
  const key = (by: 1 | -1) => (view: EditorView) => {
    if (!view.state.selection.main.empty || !isAtLineEdge(view, by)) return false;
    const lines = tableBeyond(view.state, by),
      beyond = lines ? null : lineBeyond(view.state, by);
    if (lines) return view.plugin(plugin)?.into(lines, by) ?? false;
    if (beyond === null) return false;
    const line = view.state.doc.line(beyond),
      shape = shapeAt(view.state, line.number, line.text);
    view.dispatch({ selection: { anchor: line.from + shape.from }, scrollIntoView: true, userEvent: "select" });
    return true;
  };
  return [
    plugin,
    Prec.high(
      keymap.of([
        { key: "ArrowDown", run: key(1) },
        { key: "ArrowUp", run: key(-1) },
      ]),
    ),
  ];
}

/** In the last, or first, of the rows that a line is broken into. */
function isAtLineEdge(view: EditorView, by: 1 | -1): boolean {
  const { main } = view.state.selection,
    line = view.state.doc.lineAt(main.head),
    shape = shapeAt(view.state, line.number, line.text),
    end = view.moveToLineBoundary(main, by > 0).head;
  return by > 0 ? end >= line.from + shape.to : end <= line.from + shape.from;
}
