// From cell to cell: which one is being written in, and the keys and presses that open, change and leave it. A table's source is never
// written anew: a row is one line put in, a cell its own words.
import { type EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";
import { word } from "../kernel/words";
import { holdWhileComposing, type Held } from "../editor/ime";
import type { Numbers } from "../outline/numbers";
import { isAtEdge, isAtLineEdge, leaveTable, lineBeyond, tableBeyond } from "./beyond";
import { appendRow, cellFor, linesAt, pasteCells } from "./cell-edits";
import { CellEditor } from "./cell-editor";
import { type CellPlace, cellOf, type Grid, gridOf } from "./cell-text";
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
      cell = cellFor(this.view, lines, Number(row), Number(column));
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
      pasted: text => {
        const at = this.here();
        return at !== null && pasteCells(this.view, at, text);
      },
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
    open.element.replaceChildren();
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
    const lines = linesAt(this.view, open.editor.from),
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

  private keys(): Extension {
    const edge = (at: "start" | "end", go: () => boolean) => (cell: EditorView) => {
      const { main } = cell.state.selection;
      return main.empty && main.head === (at === "start" ? 0 : cell.state.doc.length) && go();
    };
    return Prec.high(
      keymap.of([
        { key: "Tab", run: () => this.step(1), shift: () => this.step(-1), preventDefault: true },
        { key: "Enter", run: () => this.vertical(1, true), shift: breakLine, preventDefault: true },
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

  private here(): { lines: TableLines; grid: Grid; row: number; column: number } | null {
    const { open } = this,
      lines = open && linesAt(this.view, open.editor.from);
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
    const cell = cellFor(this.view, lines, row, column);
    if (cell) this.show(linesAt(this.view, cell.from) ?? lines, cell, into);
    return true;
  }

  private addRow({ first }: TableLines, column: number): boolean {
    const grown = appendRow(this.view, first);
    return this.go(grown, grown.last - grown.first - 1, column, "end");
  }

  /** Out of the table: above it is its caption, below it the next line of the text. */
  private leave(by: 1 | -1): boolean {
    const at = this.here();
    this.shut();
    if (at) leaveTable(this.view, at.lines, by);
    giveFocus(this.view);
    return true;
  }

  /** From the text into a table, by its arrow keys. */
  into(lines: TableLines, by: 1 | -1): boolean {
    if (this.view.state.readOnly) return false;
    return this.go(lines, by > 0 ? 0 : gridOf(this.view.state, lines).rows.length - 1, 0, by > 0 ? "start" : "end");
  }
}

const clamp = (at: number, { from, to }: CellPlace): number => Math.max(from, Math.min(to, at));
const blanksAtEnd = ({ doc }: EditorState): number => doc.length - doc.toString().trimEnd().length;

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

function breakLine(cell: EditorView): boolean {
  cell.dispatch(cell.state.replaceSelection("<br>"), { userEvent: "input" });
  return true;
}
