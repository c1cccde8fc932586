// What a signer has read: whatever way the text takes back to him, what he was not shown he is not taken to have read.
import assert from "node:assert/strict";
import test from "node:test";
import type { Review } from "../review/about";
import { Reading } from "../review/reading";
import { Chance, seeds } from "./random";

/** A look at a text whose content is its version. */
const look = (state: string, turn: number, version: number, acts: Review["acts"] = [], hash = `h${version}`): Review => ({
  state,
  name: null,
  round: 1,
  turn,
  hash,
  version,
  stages: [],
  acts,
  blocks: [],
  needsReason: false,
  asksMinutes: false,
  sentBack: null,
  approved: null,
  protection: null,
  openComments: 0,
});
const isStopped = (reading: Reading): boolean => reading.stopped !== null;
const asked = (turn: number, version: number, hash?: string): Review => look("county", turn, version, ["approve", "return"], hash);

test("a text that comes back changed is one that he has not read, whatever was seen of its way", () => {
  const ways: Record<string, Review[]> = {
    "nothing was seen of it": [],
    "void, as a draft": [look("draft", 2, 5)],
    "void, with who did it": [look("returned", 2, 5), look("returned", 3, 5)],
    "submitted and signed by others already": [look("school", 4, 5)],
    "taken back, then changed": [look("draft", 3, 4), look("draft", 3, 5), look("school", 4, 5)],
    "back, and later forward": [look("returned", 3, 5), look("school", 4, 5), look("school", 4, 5)],
  };
  for (const [name, way] of Object.entries(ways)) {
    const reading = new Reading();
    for (const review of [asked(2, 4), ...way, asked(6, 5)]) reading.shown(review);
    assert.equal(reading.moved?.version, 4, name);
    assert.equal(reading.hash, "h4", `${name}: what he would sign is what he read, and the server refuses it`);
  }
});

test("he is told that his reading was stopped while the text is with its writers, and only then", () => {
  const reading = new Reading();
  reading.shown(asked(2, 4));
  assert.ok(!isStopped(reading));
  reading.shown(look("draft", 2, 5));
  assert.ok(isStopped(reading));
  for (const state of ["school", "final"]) {
    reading.shown(look(state, 4, 5));
    assert.ok(!isStopped(reading));
  }
  reading.shown(asked(5, 5));
  assert.ok(!isStopped(reading));
});

test("a text that was changed and changed back is the one that he read", () => {
  const reading = new Reading();
  for (const review of [asked(2, 4), look("returned", 3, 5), asked(6, 6, "h4")]) reading.shown(review);
  assert.equal(reading.moved, null);
});

test("having seen what changed, he may sign that, and nothing newer", () => {
  const reading = new Reading();
  for (const review of [asked(2, 4), look("returned", 3, 5)]) reading.shown(review);
  reading.followed("h5"); // he looked while it was with its writers; who knows what they do next
  reading.shown(asked(5, 6));
  reading.followed("h5"); // the difference that he sees is older than what is asked of him
  assert.equal(reading.hash, "h4");
  reading.followed("h6");
  assert.equal(reading.moved, null);
  assert.equal(reading.hash, "h6");
});

test("his own signature or return ends his reading, and a look from before it begins none", () => {
  const reading = new Reading();
  reading.shown(asked(2, 4));
  reading.end(2);
  assert.equal(reading.hash, null);
  reading.shown(asked(2, 4));
  assert.equal(reading.hash, null);
  for (const review of [look("city", 3, 4), look("returned", 4, 5)]) reading.shown(review);
  assert.ok(!isStopped(reading));
  reading.shown(asked(7, 5));
  assert.equal(reading.moved, null);
  assert.equal(reading.hash, "h5");
});

test("who signs at two stages in a row begins to read at the second when he has signed at the first", () => {
  const reading = new Reading();
  reading.shown(asked(2, 4));
  reading.shown(asked(3, 4)); // the look that his signature led to is here before its answer
  reading.end(2);
  assert.equal(reading.hash, "h4");
});

test("at random: what would be signed was on the screen when he began to read, or in a difference that he was shown", () => {
  for (const seed of seeds(2_000)) {
    const chance = new Chance(seed),
      reading = new Reading();
    let [turn, version, isAsked] = [1, 1, false];
    let known: string | null = null; // what he has read, or been shown as a difference
    for (let step = 0; step < 30; step++) {
      switch (chance.below(5)) {
        case 0:
          version++;
          break;
        case 1:
          [turn, isAsked] = [turn + 1, !isAsked];
          break;
        case 2:
          if (isAsked) {
            reading.followed(`h${version}`);
            if (reading.hash === `h${version}`) known = `h${version}`;
          }
          break;
        case 3:
          if (isAsked && reading.hash && !reading.moved) {
            assert.equal(reading.hash, known, `SEED=${seed}`);
            reading.end(turn);
            [turn, isAsked, known] = [turn + 1, false, null];
          }
          break;
        default: {
          const review = isAsked ? asked(turn, version) : look(chance.below(2) ? "returned" : "school", turn, version);
          if (isAsked) known ??= review.hash;
          reading.shown(review);
        }
      }
      if (reading.hash !== null) assert.equal(reading.hash, known, `SEED=${seed}`);
    }
  }
});
