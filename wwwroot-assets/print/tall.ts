// What is higher than a page and has no lines of its own to be broken at: it is shown through windows, one below the other, that are cut
// between lines of text. Nothing of it is lost.

/** Where an element is cut, from its top on: between the boxes of its lines, as far down as each window reaches. */
function cutsOf(element: Element, highest: number): readonly number[] {
  const range = document.createRange();
  range.selectNodeContents(element);
  const frame = element.getBoundingClientRect();
  const boxes = [...range.getClientRects()].filter(box => box.height > 0 && box.height < highest);
  const cuts: number[] = [];
  for (let from = 0; frame.height - from > highest; from = cuts.at(-1)!) cuts.push(cutAbove(boxes, frame.top + from, highest) - frame.top);
  return cuts;
}

function cutAbove(boxes: readonly DOMRect[], from: number, highest: number): number {
  let cut = from + highest;
  for (;;) {
    const torn = boxes.filter(box => box.top < cut - 0.5 && box.bottom > cut + 0.5);
    if (torn.length === 0) return cut;
    const above = Math.min(...torn.map(box => box.top));
    if (above <= from + highest / 4) return from + highest;
    cut = above;
  }
}

interface Window {
  readonly above: number;
  readonly height: number;
}

function windowsOf(element: Element, highest: number): readonly Window[] {
  const height = element.getBoundingClientRect().height;
  const edges = [0, ...cutsOf(element, highest), height];
  return edges.slice(1).map((edge, at) => ({ above: edges[at]!, height: edge - edges[at]! }));
}

function framed(content: Node, { above, height }: Window, isFirst: boolean): HTMLElement {
  const frame = document.createElement("div");
  frame.className = "window";
  frame.style.height = `${height}px`;
  const moved = document.createElement("div");
  moved.style.marginTop = `${-above}px`;
  moved.append(content);
  if (!isFirst) for (const named of moved.querySelectorAll("[id]")) named.removeAttribute("id");
  frame.append(moved);
  return frame;
}

function rowThrough(row: HTMLTableRowElement, window: Window, isFirst: boolean): HTMLTableRowElement {
  const shown = row.cloneNode(false) as HTMLTableRowElement;
  for (const cell of row.cells) {
    const part = cell.cloneNode(false) as HTMLElement;
    const content = document.createDocumentFragment();
    content.append(...[...cell.cloneNode(true).childNodes]);
    part.append(framed(content, window, isFirst));
    part.classList.add("tall");
    shown.append(part);
  }
  return shown;
}

/** Replaces what is too high. Reads everything first, then writes: the page is laid out once more, not once for each. */
export function throughWindows(root: Element, highest: number): boolean {
  const isTall = (element: Element) => element.getBoundingClientRect().height > highest;
  const rows = [...root.querySelectorAll("tr")].filter(isTall).map(row => ({ row, windows: windowsOf(row, highest) }));
  const blocks = [...root.querySelectorAll("p, li")]
    .filter(element => element.querySelector(":scope img") && !element.closest("td, th") && isTall(element))
    .map(block => ({ block, windows: windowsOf(block, highest) }));
  for (const { row, windows } of rows) row.replaceWith(...windows.map((window, at) => rowThrough(row, window, at === 0)));
  for (const { block, windows } of blocks) {
    const copies = windows.map((window, at) => framed(block.cloneNode(true), window, at === 0));
    block.replaceWith(...copies);
  }
  return rows.length + blocks.length > 0;
}
