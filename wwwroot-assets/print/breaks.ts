// Where pages end. Pure: what stands on a page is known by its place in one long column, and nothing here touches the page itself.

/** Something around pieces that is drawn again on each page: a card's border, a table's head. */
export interface Frame {
  /** What it takes above the first piece of a page that goes on with it. */
  readonly head: number;
  /** What it takes below the last piece of a page that it is not over on. */
  readonly foot: number;
}

/** What is never torn: a line of a paragraph, a row, a picture with its caption. Lengths are in pixels of the column. */
export interface Piece {
  readonly top: number;
  readonly bottom: number;
  /** The outermost first. */
  readonly frames: readonly Frame[];
  /** The page does not end behind it, if that can be helped. */
  readonly keeps: boolean;
  /** Of the footnotes that stand on its page because of it. */
  readonly notes: number;
  /** By so much it can be made lower, if it is the last of its page. */
  readonly slack: number;
}

/** The pieces of a page: from the first up to, not including, the last. */
export interface Run {
  readonly from: number;
  readonly to: number;
  /** By so much the last piece is made lower. */
  readonly lowered: number;
}

export interface PageMeasure {
  readonly height: number;
  /** Between the text and the footnotes, if there are any. */
  readonly noteGap: number;
}

const sum = (frames: readonly Frame[], part: "head" | "foot") => frames.reduce((total, frame) => total + frame[part], 0);

function common(one: Piece, other: Piece | undefined): readonly Frame[] {
  if (!other) return [];
  let count = 0;
  while (count < one.frames.length && one.frames[count] === other.frames[count]) count++;
  return one.frames.slice(0, count);
}

/**
 * Law: every piece stands on exactly one page, in order, and no page holds more than its height, but for one whose first piece alone
 * does.
 */
export function findPages(pieces: readonly Piece[], measure: PageMeasure): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < pieces.length; from = runs.at(-1)!.to) runs.push(onePage(pieces, from, measure));
  return runs;
}

function onePage(pieces: readonly Piece[], from: number, measure: PageMeasure): Run {
  const first = pieces[from]!;
  const above = from > 0 ? sum(common(first, pieces[from - 1]), "head") : 0;
  let notes = 0;
  let good: Run | undefined;
  let forced: Run | undefined;
  for (let at = from; at < pieces.length; at++) {
    const piece = pieces[at]!;
    notes += piece.notes;
    const below = sum(common(piece, pieces[at + 1]), "foot");
    const height = above + piece.bottom - first.top + below + notes + (notes > 0 ? measure.noteGap : 0);
    const over = height - measure.height;
    if (over > Math.max(piece.slack, 0.5)) break;
    const run = { from, to: at + 1, lowered: Math.max(0, over > 0.5 ? over : 0) };
    forced = run;
    if (!piece.keeps || at + 1 === pieces.length) good = run;
    if (run.lowered > 0) break;
  }
  return good ?? forced ?? { from, to: from + 1, lowered: 0 };
}
