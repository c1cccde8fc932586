// The lines of a paragraph, as they are laid out.

/**
 * Where something is cut: in front of a node, or in a text, counted from its end. Both stay true while what stands before is taken
 * away.
 */
export type Place = { readonly before: Node } | { readonly text: Text; readonly left: number };

export interface LineBox {
  /** Of the first line. */
  readonly top: number;
  readonly height: number;
  readonly count: number;
}

/** Null: what is in it is not as high as so many lines, or is but one. */
export function linesOf(element: Element, style: CSSStyleDeclaration, box: DOMRect): LineBox | null {
  const height = Number.parseFloat(style.lineHeight);
  const above = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.borderTopWidth);
  const below = Number.parseFloat(style.paddingBottom) + Number.parseFloat(style.borderBottomWidth);
  const inside = box.height - above - below;
  const count = Math.round(inside / height);
  if (!(count > 1) || Math.abs(inside - count * height) > height / 8 || element.querySelector("img")) return null;
  return { top: box.top + above, height, count };
}

/** The line, from 0, on which something stands. */
export const lineAt = (lines: LineBox, box: DOMRect): number =>
  Math.min(lines.count - 1, Math.max(0, Math.floor(((box.top + box.bottom) / 2 - lines.top) / lines.height)));

/** The first character of a line. The lines of a text stand in the order of its characters, so it is found by halving. */
export function startOfLine(element: Element, lines: LineBox, line: number): Place {
  const texts = textsOf(element);
  const range = document.createRange();
  const lineOf = (text: Text, offset: number) => {
    range.setStart(text, offset);
    range.setEnd(text, Math.min(text.length, offset + 1));
    // A collapsed blank at a line's end has no box, or one at the end of the line before.
    const box = range.getClientRects()[0];
    return box ? lineAt(lines, box) : -1;
  };
  let found = texts.findIndex(text => lineOf(text, lastSeen(text)) >= line);
  if (found < 0) found = texts.length - 1;
  const text = texts[found]!;
  let [from, to] = [0, text.length - 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (lineOf(text, middle) >= line) to = middle;
    else from = middle + 1;
  }
  if (isHighSurrogate(text.data.charCodeAt(from - 1))) from--;
  return from === 0 ? outOf(text, element) : { text, left: text.length - from };
}

/** Before a text that begins with the line, and before what holds it and nothing else. */
function outOf(text: Text, element: Element): Place {
  let node: Node = text;
  while (node.parentNode !== element && node.parentNode!.firstChild === node) node = node.parentNode!;
  return { before: node };
}

function textsOf(element: Element): Text[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) if ((walker.currentNode as Text).data.trim() !== "") texts.push(walker.currentNode as Text);
  return texts;
}

const lastSeen = (text: Text) => Math.max(0, text.data.trimEnd().length - 1);

const isHighSurrogate = (code: number) => code >= 0xd800 && code < 0xdc00;
