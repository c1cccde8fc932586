// Takes the beginning of a file off, up to a place. What is cut through is on both pages: marked, so that it looks like one thing.
import type { Place } from "./lines";
import { fixColumns, goOnWithTable, type TableShape } from "./tables";

/** Everything in an element before a place in it. What holds the place stays, and goes on. */
export function takeBefore(element: Element, place: Place, tables: ReadonlyMap<Element, TableShape>): DocumentFragment {
  const range = document.createRange();
  range.setStart(element, 0);
  if ("before" in place) range.setEndBefore(place.before);
  else range.setEnd(place.text, place.text.length - place.left);
  const cut = ancestors(range.endContainer, element);
  const taken = range.extractContents();
  let left: Element | null = taken.lastElementChild;
  for (const right of cut) {
    if (!left) break;
    join(left, right, tables.get(right));
    left = left.lastElementChild;
  }
  return taken;
}

/** From the outermost one inside the element. */
function ancestors(node: Node, element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Node | null = node; at && at !== element; at = at.parentNode) if (at instanceof Element) found.unshift(at);
  return found;
}

function join(left: Element, right: Element, shape: TableShape | undefined): void {
  const endsWithBreak = left.lastChild instanceof HTMLBRElement || left.lastChild?.previousSibling instanceof HTMLBRElement;
  left.classList.add(endsWithBreak ? "ends" : "broken");
  right.classList.add("continued");
  right.removeAttribute("id");
  if (right instanceof HTMLOListElement) goOnCounting(left as HTMLOListElement, right);
  if (right.tagName === "NAV") {
    right.removeAttribute("aria-label");
    right.setAttribute("role", "none");
  }
  if (right instanceof HTMLTableElement && shape) {
    fixColumns(left as HTMLTableElement, shape);
    fixColumns(right, shape);
    goOnWithTable(left as HTMLTableElement, right, shape);
  }
}

function goOnCounting(left: HTMLOListElement, right: HTMLOListElement): void {
  const isInItem = right.firstElementChild?.classList.contains("continued") || left.lastElementChild?.classList.contains("broken");
  right.start = left.start + left.children.length - (isInItem ? 1 : 0);
}
