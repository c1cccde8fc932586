// A table on several pages: the same columns on each, and its head and number again.

export interface TableShape {
  readonly widths: readonly number[];
  /** Its head is low enough to stand on each of its pages. */
  readonly isRepeated: boolean;
}

export function columnWidths(table: HTMLTableElement): readonly number[] {
  const rows = [...table.rows];
  if (rows.length === 0) return [];
  const widest = rows.reduce((most, row) => (row.cells.length > most.cells.length ? row : most));
  return [...widest.cells].map(cell => cell.getBoundingClientRect().width);
}

export function fixColumns(table: HTMLTableElement, { widths }: TableShape): void {
  table.querySelector(":scope > colgroup")?.remove();
  const group = document.createElement("colgroup");
  for (const width of widths) {
    const column = document.createElement("col");
    column.style.width = `${width}px`;
    group.append(column);
  }
  if (table.caption) table.caption.after(group);
  else table.prepend(group);
  table.style.tableLayout = "fixed";
}

export function goOnWithTable(left: HTMLTableElement, right: HTMLTableElement, { isRepeated }: TableShape): void {
  if (right.tHead || right.caption) return; // it was cut above its first row
  if (left.tHead && isRepeated) {
    const head = left.tHead.cloneNode(true) as HTMLElement;
    head.classList.add("again");
    right.querySelector("colgroup")?.after(head);
  }
  if (!left.caption) return;
  const number = left.dataset["number"] ?? left.caption.querySelector(".number")?.textContent;
  if (number) right.dataset["number"] = number;
  const continued = right.createCaption();
  const { continued: pattern = "", continuedPlain = "" } = right.closest<HTMLElement>(".book")?.dataset ?? {};
  continued.textContent = number ? pattern.replace("{number}", () => number) : continuedPlain;
  continued.className = "goes-on";
}

/** More columns, smaller letters: classes that the style knows. */
const crowds: readonly [columns: number, name: string][] = [
  [25, "columns-25"],
  [15, "columns-15"],
  [9, "columns-9"],
];

/** Before anything is measured: letters as small as so many columns need. */
export function nameCrowds(root: Element): void {
  for (const table of root.querySelectorAll("table")) {
    const columns = Math.max(0, ...[...table.rows].map(row => row.cells.length));
    const crowd = crowds.find(([least]) => columns >= least);
    if (crowd) table.classList.add(crowd[1]);
  }
}

/** Once it is laid out: what is wider than the text breaks its words. */
export function squeeze(root: Element): void {
  const wide = [...root.querySelectorAll("table")].filter(
    table => table.getBoundingClientRect().width > table.parentElement!.getBoundingClientRect().width + 1,
  );
  for (const table of wide) table.classList.add("squeezed");
}
