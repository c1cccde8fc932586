// Where pages end: laws with random pieces, and the rules by example.
import assert from "node:assert/strict";
import { test } from "node:test";
import { findPages, type Frame, type Piece, type Run } from "../print/breaks";
import { Chance, seeds } from "./random";

const measure = { height: 100, noteGap: 5 };

/** `10` is a piece of that height, `10+` one that keeps to the next, `10/3` one that can be made 3 lower, `10~4` one with notes of 4. */
function column(notation: string, frames: (at: number) => Frame[] = () => []): Piece[] {
  let top = 0;
  return notation.split(" ").map((word, at) => {
    const [, height, keeps, slack, notes] = /^(\d+)(\+)?(?:\/(\d+))?(?:~(\d+))?$/.exec(word)!;
    const piece = { top, bottom: top + Number(height), frames: frames(at), keeps: keeps !== undefined };
    top = piece.bottom;
    return { ...piece, slack: Number(slack ?? 0), notes: Number(notes ?? 0) };
  });
}

const pages = (pieces: Piece[]) => findPages(pieces, measure).map(run => `${run.from}-${run.to}${run.lowered ? `/${run.lowered}` : ""}`);

test("a page takes what it has room for", () => {
  assert.deepEqual(pages(column("40 40 40 60 30")), ["0-2", "2-4", "4-5"]);
});

test("what keeps to the next goes with it", () => {
  assert.deepEqual(pages(column("60 30+ 20 10")), ["0-1", "1-4"]);
  assert.deepEqual(pages(column("50 20+ 20+ 20")), ["0-1", "1-4"]);
});

test("what keeps to more than a page has room for is cut all the same", () => {
  assert.deepEqual(pages(column("60+ 60+ 60")), ["0-1", "1-2", "2-3"]);
});

test("a piece that is higher than a page has one of its own", () => {
  assert.deepEqual(pages(column("30 150 30")), ["0-1", "1-2", "2-3"]);
});

test("a picture gives way by what it can", () => {
  assert.deepEqual(pages(column("40 70/20 40")), ["0-2/10", "2-3"]);
  assert.deepEqual(pages(column("40 90/20 40")), ["0-1", "1-2", "2-3"]);
});

test("notes stand on the page of what names them", () => {
  assert.deepEqual(pages(column("40 40~10 10")), ["0-2", "2-3"]);
  assert.deepEqual(pages(column("40 40~20 10")), ["0-1", "1-3"]);
});

test("a frame is drawn again, and closed, on each page", () => {
  const frame = { head: 10, foot: 5 };
  assert.deepEqual(pages(column("45 45 45 45", () => [frame])), ["0-2", "2-4"]);
  assert.deepEqual(pages(column("48 48 48 48", () => [frame])), ["0-1", "1-2", "2-3", "3-4"]);
  // Over with its last piece: nothing more is needed below it.
  assert.deepEqual(pages(column("50 50 50", at => (at < 2 ? [frame] : []))), ["0-2", "2-3"]);
});

function randomColumn(chance: Chance): Piece[] {
  const frames = [0, 1, 2].map(() => ({ head: chance.below(12), foot: chance.below(6) }));
  let [top, within] = [0, [] as Frame[]];
  return Array.from({ length: 1 + chance.below(60) }, () => {
    if (chance.happens(0.2)) within = frames.slice(0, chance.below(4));
    top += chance.below(4);
    const bottom = top + 1 + chance.below(chance.happens(0.05) ? 160 : 30);
    const piece = { top, bottom, frames: within, keeps: chance.happens(0.3), slack: chance.happens(0.1) ? chance.below(10) : 0 };
    top = bottom;
    return { ...piece, notes: chance.happens(0.1) ? 1 + chance.below(20) : 0 };
  });
}

function heightOf(pieces: readonly Piece[], run: Run): number {
  const shared = (at: number, part: "head" | "foot") => {
    const [one, other] = [pieces[at - 1]?.frames ?? [], pieces[at]?.frames ?? []];
    let [total, same] = [0, true];
    one.forEach((frame, depth) => {
      same &&= frame === other[depth];
      if (same) total += frame[part];
    });
    return total;
  };
  const notes = pieces.slice(run.from, run.to).reduce((total, piece) => total + piece.notes, 0);
  const text = pieces[run.to - 1]!.bottom - pieces[run.from]!.top - run.lowered;
  return shared(run.from, "head") + text + shared(run.to, "foot") + notes + (notes > 0 ? measure.noteGap : 0);
}

test("law: every piece is on one page, in order, and no page is too full but for a first piece that alone is", () => {
  for (const seed of seeds(400)) {
    const pieces = randomColumn(new Chance(seed));
    const runs = findPages(pieces, measure);
    let next = 0;
    for (const run of runs) {
      assert.equal(run.from, next, `seed ${seed}`);
      assert.ok(run.to > run.from, `seed ${seed}`);
      const isAlone = run.to === run.from + 1;
      assert.ok(isAlone || heightOf(pieces, run) <= measure.height + 0.51, `seed ${seed}: ${heightOf(pieces, run)}`);
      next = run.to;
    }
    assert.equal(next, pieces.length, `seed ${seed}`);
  }
});

test("law: a page ends behind what keeps to the next only where nothing else on it could end it", () => {
  for (const seed of seeds(400)) {
    const pieces = randomColumn(new Chance(seed));
    for (const run of findPages(pieces, measure)) {
      if (run.to === pieces.length || !pieces[run.to - 1]!.keeps) continue;
      const could = Array.from({ length: run.to - run.from }, (_, i) => ({ from: run.from, to: run.from + i + 1, lowered: 0 }));
      const better = could.filter(other => !pieces[other.to - 1]!.keeps && heightOf(pieces, other) <= measure.height);
      assert.deepEqual(better, [], `seed ${seed}`);
    }
  }
});
