// The caret is never in what is hidden at the edges of a line, and no key of a person's takes half of it away: what makes a heading, a
// figure or a caption goes as a whole or stays.
import {
  EditorSelection,
  EditorState,
  type Extension,
  type Line,
  type SelectionRange,
  type Transaction,
  type TransactionSpec,
} from "@codemirror/state";
import { isGap } from "./lines";
import type { Shape } from "./shape";
import { shapeAt, structureIn } from "./structure";

const isShown = (state: EditorState, line: Line): boolean => structureIn(state).tableOf(line.number) === null;

function shapeOfLine(state: EditorState, line: Line): Shape | null {
  if (!isShown(state, line)) return null;
  const shape = shapeAt(state, line.number, line.text);
  return shape.kind === "case" ? null : shape;
}

const mostHops = 8; // over empty lines and edges, one after another

/** Where a caret goes that was set to `head`, coming from `before`, if from anywhere: over what is hidden, not into it. */
export function placeOfCaret(state: EditorState, head: number, before: number | null): number {
  const by = before !== null && head < before ? -1 : 1;
  let at = head,
    from = before;
  for (let hop = 0; hop < mostHops; hop++) {
    const next = over(state, at, from, before !== null, by);
    if (next === at || next < 0 || next > state.doc.length) break;
    [at, from] = [next, null];
  }
  return at;
}

function over(state: EditorState, at: number, before: number | null, skipsGaps: boolean, by: 1 | -1): number {
  const line = state.doc.lineAt(at);
  if (skipsGaps && isShown(state, line) && isGap(state, line)) return by > 0 ? line.to + 1 : line.from - 1;
  const shape = shapeOfLine(state, line);
  if (!shape) return at;
  const first = line.from + shape.from,
    last = line.from + shape.to;
  if (at < first) return before === first && line.from > 0 ? line.from - 1 : first;
  if (at > last) return before === last && line.to < state.doc.length ? line.to + 1 : last;
  return at;
}

function placed(tr: Transaction): EditorSelection | null {
  const { state, startState, newSelection } = tr;
  const place = (range: SelectionRange, i: number): SelectionRange => {
    if (!range.empty) return range;
    const before = startState.selection.ranges[i]?.head ?? null,
      head = placeOfCaret(state, range.head, before);
    return head === range.head ? range : EditorSelection.cursor(head, head < range.head ? -1 : 1);
  };
  const ranges = newSelection.ranges.map(place);
  return ranges.every((range, i) => range === newSelection.ranges[i]) ? null : EditorSelection.create(ranges, newSelection.mainIndex);
}

/** A deletion that begins or ends within what makes a figure or a caption, and leaves its line standing. */
function tearsApart(tr: Transaction): boolean {
  let torn = false;
  tr.changes.iterChanges((from, to) => {
    for (let at = from; !torn && at <= to; ) {
      const line = tr.startState.doc.lineAt(at),
        shape = shapeOfLine(tr.startState, line);
      if (shape && (shape.kind === "figure" || shape.kind === "caption")) torn = touchesEdge(line, shape, from, to);
      at = line.to + 1;
    }
  });
  return torn;
}

function touchesEdge(line: Line, shape: Shape, from: number, to: number): boolean {
  const isWhole = from <= line.from && to >= line.to;
  if (isWhole || from === to) return false;
  return from < line.from + shape.from || to > line.from + shape.to;
}

/** One key takes a sign or a line end; what was selected or pasted over is a deed of its own. */
const byOneKey = (tr: Transaction): boolean =>
  (tr.isUserEvent("delete.backward") || tr.isUserEvent("delete.forward")) && tr.startState.selection.ranges.every(range => range.empty);

export const guards: Extension = [
  EditorState.transactionFilter.of(tr => {
    if (tr.docChanged && byOneKey(tr) && tearsApart(tr)) return [];
    if (!tr.selection || tr.docChanged) return tr; // behind what is being typed the caret stays
    const selection = placed(tr);
    return selection ? ([tr, { selection, sequential: true }] as TransactionSpec[]) : tr;
  }),
];
