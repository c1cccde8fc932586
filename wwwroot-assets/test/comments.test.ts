// What is told of a thread is what is new in it; what was missed is asked for.
import assert from "node:assert/strict";
import test from "node:test";
import { type Entry, isMissingSome, type Thread, withKnown } from "../comments/thread";
import { Chance, seeds } from "./random";

const by = { id: "1", name: "甲", organisation: "" };
const entry = (id: number, text = `${id}`): Entry => ({ id, by, at: "", editedAt: null, text });
const told = (entries: Entry[], count: number, more: Partial<Thread> = {}): Thread => ({
  id: 1,
  by,
  at: "",
  subject: "words",
  version: 0,
  from: 0,
  to: 1,
  collapsed: false,
  quote: "",
  round: 0,
  assignee: null,
  isResolved: false,
  adoption: "open",
  reason: null,
  handledBy: null,
  entries,
  count,
  ...more,
});
const texts = ({ entries }: Thread) => entries.map(({ text }) => text);

test("an answer joins what is known, and words that were put right take the place of the old ones", () => {
  const known = told([entry(1), entry(3)], 2);
  assert.deepEqual(texts(withKnown(told([entry(4)], 3), known)), ["1", "3", "4"]);
  assert.deepEqual(texts(withKnown(told([entry(3, "改")], 2), known)), ["1", "改"]);
  const settled = withKnown(told([], 2, { isResolved: true }), known);
  assert.deepEqual([texts(settled), settled.isResolved, isMissingSome(settled)], [["1", "3"], true, false]);
});

test("what was missed is known to be missing", () => {
  assert.ok(isMissingSome(withKnown(told([entry(5)], 4), told([entry(1)], 1))));
  assert.ok(isMissingSome(withKnown(told([entry(5)], 4), undefined)));
  assert.ok(!isMissingSome(withKnown(told([entry(1)], 1), undefined)));
});

test("in whatever order entries are told, all are there in the end", () => {
  for (const seed of seeds(300)) {
    const chance = new Chance(seed),
      many = 1 + chance.below(8),
      events = Array.from({ length: many }, (_, i) => told([entry(i)], i + 1)).sort(() => chance.below(3) - 1);
    const all = events.reduce<Thread | undefined>((known, next) => withKnown(next, known), undefined)!;
    assert.deepEqual(
      [texts(all), all.count, isMissingSome(all)],
      [Array.from({ length: many }, (_, i) => `${i}`), many, false],
      `seed ${seed}`,
    );
  }
});
