// Rows of a list that is put in order by dragging: where the row would go is shown while it is held. What is done with it is the server's.
let held: HTMLElement | null = null;
let over: HTMLElement | null = null;

export function mountDragging(): void {
  document.addEventListener("dragstart", event => {
    held = (event.target as Element | null)?.closest?.<HTMLElement>(".board > [draggable=true]") ?? null;
    if (!held || !event.dataTransfer) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", ""); // Firefox drags only what carries something
  });
  document.addEventListener("dragover", event => {
    const board = held && (event.target as Element | null)?.closest?.<HTMLElement>(".board");
    if (!board) return mark(null);
    event.preventDefault();
    mark((event.target as Element).closest<HTMLElement>(".board > [draggable=true]"));
  });
  for (const end of ["dragend", "drop"])
    document.addEventListener(end, () => {
      mark(null);
      held = null;
    });
}

/** A row that comes from above takes the place below the one it is dropped on, any other the place above. */
function mark(row: HTMLElement | null): void {
  if (over !== row) delete over?.dataset.drop;
  over = row;
  if (!row || !held || row === held) return;
  const comesFromAbove =
    row.parentElement === held.parentElement && (held.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  row.dataset.drop = comesFromAbove ? "below" : "above";
}
