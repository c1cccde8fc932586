// How many rows and columns a new table has: a grid for the mouse, two fields for the keyboard and for larger ones.
import type { EditorView } from "@codemirror/view";
import { type Word, word } from "../../kernel/words";
import { openPopover, type Popover } from "./popover";
import { insertTable, mostColumns, mostRows } from "./tables";
import { giveFocus } from "../../kernel/focus";

const gridRows = 6,
  gridColumns = 8;
const usual = { rows: 4, columns: 3 };

export function openTableForm(view: EditorView, button: HTMLElement, freeTableId: () => string): Popover {
  return openPopover(button, word("tool-table"), (element, close) => {
    const insert = (rows: number, columns: number) => {
      close();
      view.dispatch(insertTable(view.state, rows, columns, word("table-caption"), freeTableId()));
      giveFocus(view);
    };
    const rows = field("table-rows", usual.rows, 2, mostRows),
      columns = field("table-columns", usual.columns, 1, mostColumns);
    const form = document.createElement("form"),
      submit = document.createElement("button"),
      wrong = document.createElement("p");
    submit.className = "button button-primary button-small";
    submit.textContent = word("table-insert");
    form.noValidate = true; // in our own words
    wrong.className = "error";
    wrong.setAttribute("role", "alert");
    form.append(rows.label, columns.label, wrong, submit);
    form.onsubmit = event => {
      event.preventDefault();
      const bad = [rows.input, columns.input].find(input => !input.validity.valid);
      wrong.textContent = bad ? word("table-size-bad", { rows: mostRows, columns: mostColumns }) : "";
      if (bad) return bad.focus();
      insert(rows.input.valueAsNumber, columns.input.valueAsNumber);
    };
    rows.input.autofocus = true;
    rows.input.setAttribute("autofocus", "");
    element.append(
      grid((r, c) => {
        rows.input.valueAsNumber = Math.max(2, r);
        columns.input.valueAsNumber = c;
      }, insert),
      form,
    );
  });
}

function field(name: Word, value: number, min: number, max: number): { label: HTMLElement; input: HTMLInputElement } {
  const label = document.createElement("label"),
    input = document.createElement("input");
  Object.assign(input, { type: "number", min: String(min), max: String(max), required: true, value: String(value), name });
  label.append(word(name), input);
  return { label, input };
}

/** For pointers alone: the fields below say the same. */
function grid(point: (rows: number, columns: number) => void, choose: (rows: number, columns: number) => void): HTMLElement {
  const element = document.createElement("div");
  element.className = "table-grid";
  element.setAttribute("aria-hidden", "true");
  const cells = Array.from({ length: gridRows * gridColumns }, (_, i) => {
    const cell = document.createElement("span"),
      row = Math.floor(i / gridColumns) + 1,
      column = (i % gridColumns) + 1;
    cell.onpointerenter = () => {
      cells.forEach((other, j) => other.classList.toggle("in", Math.floor(j / gridColumns) < row && j % gridColumns < column));
      point(row, column);
    };
    cell.onclick = () => choose(Math.max(2, row), column);
    return cell;
  });
  element.append(...cells);
  return element;
}
