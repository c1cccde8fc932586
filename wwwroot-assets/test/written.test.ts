// Who wrote what, carried through edits, held against a list that has one entry for each character.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet } from "@codemirror/state";
import { afterEdit, lastIn, sharesIn, type Written } from "../history/written";
import { Chance, seeds } from "./random";

const each = (ranges: readonly Written[]): (string | null)[] =>
  ranges.flatMap(({ from, to, by }) => Array<string | null>(to - from).fill(by));

test("ranges carried through edits are those of each character", () => {
  for (const seed of seeds(300)) {
    const chance = new Chance(seed),
      random = (limit: number) => chance.below(limit);
    let length = random(20),
      ranges: Written[] = length ? [{ from: 0, to: length, by: null, at: 0 }] : [],
      naive: (string | null)[] = Array(length).fill(null);
    for (let i = 0; i < 20; i++) {
      const by = ["1", "2", "3"][random(3)]!,
        edits: { from: number; to: number; insert: string }[] = [];
      for (let at = 0, n = random(4); n > 0 && at <= length; n--) {
        const from = at + random(length - at + 1),
          to = Math.min(length, from + random(5));
        edits.push({ from, to, insert: "x".repeat(random(4)) });
        at = to + 1;
      }
      const changes = ChangeSet.of(edits, length);
      ranges = afterEdit(ranges, changes, by, 1_000 * i);
      for (const { from, to, insert } of [...edits].reverse()) naive.splice(from, to - from, ...Array<string>(insert.length).fill(by));
      length = changes.newLength;
      assert.deepEqual(each(ranges), naive, `SEED=${seed}`);
      ranges.forEach((range, at) => assert.equal(range.from, at ? ranges[at - 1]!.to : 0, `SEED=${seed}`));
    }
  }
});

test("neighbours of one sitting are one range; an hour later it is another", () => {
  const hour = 3_600_000,
    once = afterEdit([], ChangeSet.of({ from: 0, insert: "ab" }, 0), "1", hour);
  assert.deepEqual(afterEdit(once, ChangeSet.of({ from: 2, insert: "c" }, 2), "1", hour + 1_000), [
    { from: 0, to: 3, by: "1", at: hour + 1_000 },
  ]);
  assert.equal(afterEdit(once, ChangeSet.of({ from: 2, insert: "c" }, 2), "1", 2 * hour).length, 2);
});

test("a line is whose it was last, and a selection everybody’s by their share", () => {
  const ranges: Written[] = [
    { from: 0, to: 4, by: null, at: 0 },
    { from: 4, to: 6, by: "1", at: 20 },
    { from: 6, to: 10, by: "2", at: 10 },
  ];
  assert.equal(lastIn(ranges, 0, 10)?.by, "1");
  assert.equal(lastIn(ranges, 0, 4)?.by, null);
  assert.equal(lastIn(ranges, 3, 3), null);
  assert.deepEqual(sharesIn(ranges, 2, 10), [
    { by: "2", at: 10, share: 0.5 },
    { by: null, at: 0, share: 0.25 },
    { by: "1", at: 20, share: 0.25 },
  ]);
});
