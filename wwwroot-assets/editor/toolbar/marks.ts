// Bold and italic. A mark stands inside one line of text: a selection over several lines, or over the cells of a table, is marked piece
// by piece.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { type ChangeSpec, type EditorState, EditorSelection, type Line, type SelectionRange, type StateCommand } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import { captionOf, caseOf, endOfWords, figureOf, headingOf, isBlank } from "../reading/lines";
import { cellsOf, isRule } from "./table-text";

export interface Mark {
  node: "StrongEmphasis" | "Emphasis";
  sign: "**" | "*";
}
export const bold: Mark = { node: "StrongEmphasis", sign: "**" };
export const italic: Mark = { node: "Emphasis", sign: "*" };

interface Piece {
  from: number;
  to: number;
}

const parsing = 100; // milliseconds at most
const longestShown = 20_000; // of a selection whose state the buttons show
const prefix = /^\s*(?:>\s?)*(?:(?:[-*+]|\d{1,9}[.)])\s+)?/;

export const isMarked = (state: EditorState, mark: Mark): boolean => {
  const { from, to, empty } = state.selection.main;
  const tree = syntaxTree(state); // as far as it has been read: this is asked at each key
  if (empty) return around(tree, from, to, mark) !== null;
  const pieces = to - from < longestShown ? piecesOf(state, from, to) : [];
  return pieces.length > 0 && pieces.every(piece => around(tree, piece.from, piece.to, mark));
};

export const toggleMark =
  (mark: Mark): StateCommand =>
  ({ state, dispatch }) => {
    if (state.readOnly) return false;
    const spec = state.changeByRange(range => (range.empty ? atCaret(state, range, mark) : over(state, range, mark)));
    dispatch(state.update(spec, { userEvent: "input.format", scrollIntoView: true }));
    return true;
  };

/**
 * As in a word processor: at the end of marked words the key leaves them, behind them it goes on with them; within them they lose
 * their marks.
 */
function atCaret(state: EditorState, range: SelectionRange, mark: Mark): { changes: ChangeSpec; range: SelectionRange } {
  const { sign } = mark,
    at = range.head,
    length = sign.length;
  if (state.sliceDoc(at - length, at + length) === sign + sign)
    return { changes: { from: at - length, to: at + length }, range: EditorSelection.cursor(at - length) };
  const node = around(parsed(state, at), at, at, mark);
  if (!node) return { changes: { from: at, insert: sign + sign }, range: EditorSelection.cursor(at + length) };
  const end = signsOf(node)[1]!;
  if (at === end.from) return { changes: [], range: EditorSelection.cursor(end.to) };
  if (at === end.to) return { changes: [], range: EditorSelection.cursor(end.from) };
  return moved(state, range, signsOf(node));
}

interface Change {
  from: number;
  to?: number;
  insert?: string;
}

function over(state: EditorState, range: SelectionRange, mark: Mark): { changes: ChangeSpec; range: SelectionRange } {
  const pieces = piecesOf(state, range.from, range.to),
    tree = parsed(state, range.to);
  const nodes = pieces.map(piece => around(tree, piece.from, piece.to, mark));
  const changes: Change[] =
    pieces.length > 0 && nodes.every(node => node !== null)
      ? pieces.flatMap((piece, i) => {
          const same = nodes.filter(node => node!.from === nodes[i]!.from);
          return same[0] === nodes[i] ? off(state, piece, nodes[i]!, mark, same.length > 1) : [];
        })
      : pieces.flatMap((piece, i) => (nodes[i] ? [] : on(tree, piece, mark)));
  // What was selected stays selected, without the signs.
  const set = state.changes(changes),
    first = pieces[0],
    last = pieces[pieces.length - 1];
  if (!first || !last) return { changes: [], range };
  return { changes, range: EditorSelection.range(set.mapPos(first.from, 1), set.mapPos(last.to, -1)) };
}

/** Words beside others that have the mark already go on with theirs. */
function on(tree: Tree, piece: Piece, mark: Mark): Change[] {
  const before = around(tree, piece.from, piece.from, mark),
    after = around(tree, piece.to, piece.to, mark);
  return [
    before?.to === piece.from ? signsOf(before)[1]! : { from: piece.from, insert: mark.sign },
    ...inside(tree, piece, mark).flatMap(signsOf),
    after?.from === piece.to ? signsOf(after)[0]! : { from: piece.to, insert: mark.sign },
  ];
}

/** What is left of the marked words on either side keeps its mark. */
function off(state: EditorState, piece: Piece, node: SyntaxNode, { sign }: Mark, isAll: boolean): Change[] {
  const [open, close] = signsOf(node) as [Required<Piece>, Required<Piece>];
  const isMarksAlone = (from: number, to: number) => from >= to || /^[*_~＊\s]*$/.test(state.sliceDoc(from, to));
  const isFirst = isMarksAlone(open.to, piece.from),
    isLast = isMarksAlone(piece.to, close.from);
  let left = piece.from,
    right = piece.to;
  while (left > open.to && isBlank(state.sliceDoc(left - 1, left))) left--;
  while (right < close.from && isBlank(state.sliceDoc(right, right + 1))) right++;
  return [isFirst || isAll ? open : { from: left, insert: sign }, isLast || isAll ? close : { from: right, insert: sign }];
}

function moved(
  state: EditorState,
  range: SelectionRange,
  changes: { from: number; to: number }[],
): { changes: ChangeSpec; range: SelectionRange } {
  const set = state.changes(changes);
  return { changes, range: EditorSelection.range(set.mapPos(range.anchor), set.mapPos(range.head)) };
}

/** What of a selection can carry a mark of its own. */
function piecesOf(state: EditorState, from: number, to: number): Piece[] {
  const pieces: Piece[] = [];
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    for (const part of partsOf(line)) {
      const piece = trimmed(state, Math.max(from, part.from), Math.min(to, part.to));
      if (piece) pieces.push(piece);
    }
    if (line.to >= to) return pieces;
  }
}

/** Signs, ids and addresses carry none. */
function partsOf(line: Line): Piece[] {
  const { text, from } = line,
    at = (start: number, end: number) => [{ from: from + start, to: from + end }];
  if (/^\s*[|｜]/.test(text)) return isRule(text) ? [] : cellsOf(text).map(cell => ({ from: from + cell.from, to: from + cell.to }));
  if (caseOf(text) !== null) return [];
  const figure = figureOf(text),
    caption = captionOf(text);
  if (figure) return at(text.search(/[[［]/) + 1, text.search(/[[［]/) + 1 + figure.caption.length);
  if (caption !== null) return at(text.length - caption.length, endOfWords(text));
  const sign = prefix.exec(text)![0].length,
    heading = headingOf(text.slice(sign));
  return heading ? at(sign + heading.length, Math.min(sign + heading.end, endOfWords(text))) : at(sign, text.length);
}

/** Without white space at its edges, where a mark neither opens nor closes. */
function trimmed(state: EditorState, from: number, to: number): Piece | null {
  while (from < to && isBlank(state.sliceDoc(from, from + 1))) from++;
  while (from < to && isBlank(state.sliceDoc(to - 1, to))) to--;
  return from < to ? { from, to } : null;
}

const parsed = (state: EditorState, to: number): Tree =>
  ensureSyntaxTree(state, Math.min(state.doc.length, to + 1), parsing) ?? syntaxTree(state);

/** The marked text that a range lies in. */
function around(tree: Tree, from: number, to: number, { node: name }: Mark): SyntaxNode | null {
  for (const side of [1, -1] as const) {
    for (let node: SyntaxNode | null = tree.resolveInner(side > 0 ? from : to, side); node; node = node.parent) {
      if (node.name === name && node.from <= from && node.to >= to) return node;
    }
  }
  return null;
}

function inside(tree: Tree, { from, to }: Piece, { node: name }: Mark): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    from,
    to,
    enter: ({ node }) => {
      if (node.name === name && node.from >= from && node.to <= to) found.push(node);
    },
  });
  return found;
}

const signsOf = (node: SyntaxNode): { from: number; to: number }[] =>
  node.getChildren("EmphasisMark").map(({ from, to }) => ({ from, to }));
