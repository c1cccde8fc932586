// What is selected where texts are printed, from the places that the printed words carry: `data-at` where words stand in their text,
// `data-block` the line at which a block begins, `data-path` and `data-version` the text. Positions are UTF-16 code units, and the server
// knows which of the text that people write in they are.

/** As `POST /reports/{slug}/comments/printed` and the page 审核 take it. */
export interface PrintedWords {
  path: string;
  version: number;
  /** Null: what is selected begins or ends in what is written nowhere; its block is meant. */
  from: number | null;
  to: number | null;
  line: number;
  until: number | null;
  isItem: boolean;
  quote: string;
}
interface Piece {
  node: Text;
  from: number;
  to: number;
}

/** Removed words are in the text no more; numbers and what leads elsewhere are written nowhere. */
const notWritten = "del, .deleted, .number, .closes, .read-open, .footnote, .footnote-back";
const longestQuote = 1_000; // UTF-16 code units

/** Null: nothing is selected, or nothing of a text. */
export function printedWords(root: Element, range: Range): PrintedWords | null {
  const pieces = piecesOf(root, range),
    first = pieces[0],
    block = first?.node.parentElement?.closest<HTMLElement>("[data-block]");
  if (!first || !block) return null;
  const text = textOf(first.node)!,
    same = pieces.filter(({ node }) => textOf(node)?.dataset.path === text.dataset.path),
    last = same[same.length - 1]!,
    [from, to] = [placeOf(first.node, first.from), placeOf(last.node, last.to)],
    isExact = from !== null && to !== null && from < to;
  return {
    path: text.dataset.path ?? "",
    version: Number(text.dataset.version),
    from: isExact ? from : null,
    to: isExact ? to : null,
    line: Number(block.dataset.block),
    until: lineBehind(root, block, text.dataset.path ?? ""),
    isItem: block.matches("figure, table, .wide"),
    quote: quoteOf(isExact ? same : same.filter(({ node }) => block.contains(node))),
  };
}

const textOf = (node: Node): HTMLElement | null => node.parentElement?.closest<HTMLElement>("[data-path]") ?? null;

/** The words in the range, blanks at its ends left out. */
function piecesOf(root: Element, range: Range): Piece[] {
  const pieces: Piece[] = [],
    walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = range.startContainer;
  for (let node: Node | null = beginning(walker, range); node; node = walker.nextNode()) {
    if (!range.intersectsNode(node)) break;
    const piece = pieceOf(node as Text, range);
    if (piece && root.contains(node) && textOf(node) && !node.parentElement!.closest(notWritten)) pieces.push(piece);
  }
  return pieces;
}

function beginning(walker: TreeWalker, range: Range): Node | null {
  const { startContainer: start, startOffset: offset } = range;
  if (start instanceof Text) return start;
  const child = start.childNodes[offset];
  if (!child) return walker.nextNode();
  walker.currentNode = child;
  return child instanceof Text ? child : walker.nextNode();
}

function pieceOf(node: Text, range: Range): Piece | null {
  let from = node === range.startContainer ? range.startOffset : 0,
    to = node === range.endContainer ? range.endOffset : node.data.length;
  while (from < to && /\s/.test(node.data[from]!)) from++;
  while (to > from && /\s/.test(node.data[to - 1]!)) to--;
  return from < to ? { node, from, to } : null;
}

function placeOf(node: Text, offset: number): number | null {
  const words = node.parentElement!.closest<HTMLElement>("[data-at]");
  return words ? Number(words.dataset.at) + offset : null;
}

function lineBehind(root: Element, block: HTMLElement, path: string): number | null {
  const own = Number(block.dataset.block);
  for (const other of root.querySelectorAll<HTMLElement>("[data-block]")) {
    const isBehind = block.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    if (isBehind && !block.contains(other) && Number(other.dataset.block) > own && textOf(other.firstChild ?? other)?.dataset.path === path)
      return Number(other.dataset.block);
  }
  return null;
}

function quoteOf(pieces: readonly Piece[]): string {
  const words = pieces.map(({ node, from, to }) => node.data.slice(from, to)).join("");
  return words.length > longestQuote ? `${words.slice(0, longestQuote).replace(/[\ud800-\udbff]$/, "")}…` : words;
}
