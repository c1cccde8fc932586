// Own edits rebase exactly as @codemirror/collab rebases them, may be cut and taken up again, and undo is one's own.
import assert from "node:assert/strict";
import test from "node:test";
import { collab, receiveUpdates, sendableUpdates } from "@codemirror/collab";
import { history, redo, undo } from "@codemirror/commands";
import { ChangeSet, EditorState, type Extension, Text, type Transaction } from "@codemirror/state";
import { split, weight } from "../sync/parts";
import { rebased } from "../sync/rebase";
import { receive } from "../sync/receive";
import { adopt, flush } from "../sync/buffer";
import { ownUpdates, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import type { Update } from "../sync/update";
import { noMarks } from "../tracking/marks";
import { Chance, seeds } from "./random";

const seedText = "一二三四五六七八九十";
const mine = (text = seedText, more: Extension = [], canBeTakenOver = false) =>
  EditorState.create({ doc: text, extensions: [unconfirmedEdits("me", 0, "", noMarks, canBeTakenOver), more] });
const randomChange = (length: number, chance: Chance, emoji = "😀"): ChangeSet => {
  const from = chance.below(length + 1),
    to = chance.happens(0.5) ? from : Math.min(length, from + chance.below(4));
  return ChangeSet.of({ from, to, insert: chance.of(["", "校", emoji, "ab", "\n"]) }, length);
};

/** Runs a random check for many seeds and names the one that fails. */
function forSeeds(rounds: number, check: (chance: Chance) => void): void {
  for (const seed of seeds(rounds)) {
    try {
      check(new Chance(seed));
    } catch (error) {
      (error as Error).message = `SEED=${seed}: ${(error as Error).message}`;
      throw error;
    }
  }
}

test("it rebases as @codemirror/collab does", () =>
  forSeeds(500, chance => {
    let ours = mine();
    let theirs = EditorState.create({ doc: seedText, extensions: collab({ clientID: "me" }) });
    let logged = Text.of([seedText]);
    for (let step = 0; step < 25; step++) {
      if (chance.happens(0.5)) {
        const changes = randomChange(ours.doc.length, chance);
        if (changes.empty) continue;
        ours = ours.update({ changes }).state;
        ours = flush(ours, Infinity).state; // collab keeps each edit by itself
        theirs = theirs.update({ changes }).state;
      } else if (chance.happens(0.4) && unconfirmed(ours).inflight[0]) {
        const update = unconfirmed(ours).inflight[0]!;
        logged = update.changes.apply(logged);
        ours = receive(ours, update).state;
        theirs = receiveUpdates(theirs, [update]).state;
      } else {
        const update = { id: `x${step}`, clientID: "other", changes: randomChange(logged.length, chance) };
        logged = update.changes.apply(logged);
        ours = receive(ours, update).state;
        theirs = receiveUpdates(theirs, [update]).state;
      }
      assert.equal(ours.doc.toString(), theirs.doc.toString());
      assert.deepEqual(
        unconfirmed(ours).inflight.map(({ changes }) => changes.toJSON() as unknown),
        sendableUpdates(theirs).map(({ changes }) => changes.toJSON() as unknown),
      );
    }
  }));

test("the text is always what is logged and one’s own edits on top", () =>
  forSeeds(500, chance => {
    let state = mine(),
      logged = Text.of([seedText]);
    for (let step = 0; step < 25; step++) {
      const what = chance.next();
      if (what < 0.5) state = state.update({ changes: randomChange(state.doc.length, chance) }).state;
      else if (what < 0.6 && unconfirmed(state).buffer) state = flush(state, chance.of([20, 40, Infinity])).state;
      else {
        const [first] = unconfirmed(state).inflight;
        const update = what < 0.8 && first ? first : { id: `x${step}`, clientID: "other", changes: randomChange(logged.length, chance) };
        logged = update.changes.apply(logged);
        state = receive(state, update).state;
      }
      const shown = ownUpdates(unconfirmed(state)).reduce((text, { changes }) => changes.apply(text), logged);
      assert.equal(state.doc.toString(), shown.toString());
    }
  }));

test("what another page left is taken up under what is being typed", () =>
  forSeeds(300, chance => {
    let gone = mine(),
      here = mine();
    for (let i = 0; i < 1 + chance.below(3); i++) {
      gone = gone.update({ changes: randomChange(gone.doc.length, chance) }).state;
      if (unconfirmed(gone).buffer && chance.happens(0.5)) gone = flush(gone, Infinity).state;
    }
    const left = ownUpdates(unconfirmed(gone));
    if (chance.happens(0.7)) here = here.update({ changes: randomChange(here.doc.length, chance) }).state;
    const bufferId = unconfirmed(here).buffer?.id;
    here = adopt(here, left).state;
    assert.deepEqual(
      unconfirmed(here).inflight.map(({ id }) => id),
      left.map(({ id }) => id),
    );
    if (unconfirmed(here).buffer) assert.equal(unconfirmed(here).buffer!.id, bufferId);
    const shown = ownUpdates(unconfirmed(here)).reduce((text, { changes }) => changes.apply(text), Text.of([seedText]));
    assert.equal(here.doc.toString(), shown.toString());
  }));

test("stored edits meet what was logged since, and are done when the log has them", () => {
  const edit: Update = { id: "a", clientID: "me", changes: ChangeSet.of({ from: 2, insert: "X" }, 10) };
  const next: Update = { id: "b", clientID: "me", changes: ChangeSet.of({ from: 3, insert: "Y" }, 11) };
  const before = ChangeSet.of({ from: 0, insert: "新" }, 10);
  const moved = rebased([edit, next], "somebody", before);
  assert.deepEqual(
    moved.map(({ changes }) => changes.toJSON() as unknown),
    [
      [3, [0, "X"], 8],
      [4, [0, "Y"], 8],
    ],
  );
  assert.deepEqual(rebased(moved, "a", moved[0]!.changes), [moved[1]]);
});

test("a heavy edit is cut into light ones with the same result, never inside a surrogate pair", () =>
  forSeeds(300, chance => {
    const length = 200,
      doc = Text.of(["文".repeat(length)]);
    const specs = Array.from({ length: 1 + chance.below(20) }, () => {
      const from = chance.below(length);
      return { from, to: Math.min(length, from + chance.below(5)), insert: "😀".repeat(chance.below(60)) };
    })
      .sort((a, b) => a.from - b.from)
      .filter((spec, i, all) => i === 0 || spec.from > all[i - 1]!.to);
    const update = { id: "whole", clientID: "me", changes: ChangeSet.of(specs, length) };
    const limit = 40 + chance.below(60);
    const parts = split(update, limit);
    assert.equal(parts.reduce((text, { changes }) => changes.apply(text), doc).toString(), update.changes.apply(doc).toString());
    if (weight(update) <= limit) return assert.deepEqual(parts, [update]);
    assert.equal(new Set(parts.map(({ id }) => id)).size, parts.length);
    for (const part of parts) {
      const { id, changes } = part;
      assert.notEqual(id, "whole");
      assert.ok(weight(part) <= limit, `${weight(part)} > ${limit}`);
      assert.doesNotMatch(JSON.stringify(changes.toJSON()), /\\ud[89a-f]/i);
    }
  }));

test("an edit that came to nothing is not sent", () => {
  let state = mine();
  state = state.update({ changes: { from: 1, insert: "x" } }).state;
  const id = unconfirmed(state).buffer?.id;
  state = state.update({ changes: { from: 2, insert: "y" } }).state;
  assert.equal(unconfirmed(state).buffer?.id, id, "a buffer keeps its id");
  state = state.update({ changes: { from: 1, to: 3 } }).state;
  assert.equal(unconfirmed(state).buffer, null);
});

test("undo takes back one’s own edits and never another person’s", () => {
  let state = mine(seedText, history({ newGroupDelay: 0 }));
  const run = (command: typeof undo) =>
    command({
      state,
      dispatch: (tr: Transaction) => {
        state = tr.state;
      },
    });
  const theirs = (id: string, change: { from: number; to?: number; insert?: string }) => {
    const length = ownUpdates(unconfirmed(state)).reduceRight((_, { changes }) => changes.length, state.doc.length);
    state = receive(state, { id, clientID: "other", changes: ChangeSet.of(change, length) }).state;
  };
  state = state.update({ changes: { from: 10, insert: "我" }, userEvent: "input.type" }).state;
  theirs("x", { from: 0, insert: "他" });
  state = state.update({ changes: { from: 5, to: 6 }, userEvent: "delete" }).state;
  theirs("y", { from: 3, insert: "她" });
  assert.equal(state.doc.toString(), "他一二她三四六七八九十我");
  assert.ok(run(undo));
  assert.equal(state.doc.toString(), "他一二她三四五六七八九十我");
  assert.ok(run(undo));
  assert.equal(state.doc.toString(), "他一二她三四五六七八九十");
  assert.ok(!run(undo), "nothing of one’s own is left");
  assert.equal(state.doc.toString(), "他一二她三四五六七八九十");
  assert.ok(run(redo));
  assert.equal(state.doc.toString(), "他一二她三四五六七八九十我");
});

test("a buffer that another tab sent, as it was stored a moment ago, leaves a buffer of what was typed since", () =>
  forSeeds(500, chance => {
    let page = mine(seedText, [], true),
      others = 0;
    const types = () => {
      page = page.update({ changes: randomChange(page.doc.length, chance, "笑") }).state;
    };
    while (!unconfirmed(page).buffer) types();
    let tab = page; // what the other one found in the store, in the log's way since then
    for (let step = 0; step < 8; step++) {
      if (chance.happens(0.5)) {
        types();
        if (!unconfirmed(page).buffer) return; // taken back: its id is gone with it
      } else {
        const update: Update = {
          id: `other-${others++}`,
          clientID: "other",
          changes: randomChange(unconfirmed(page).base.length, chance, "笑"),
        };
        [page, tab] = [receive(page, update).state, receive(tab, update).state];
        if (!unconfirmed(page).buffer || !unconfirmed(tab).buffer) return;
      }
    }
    const sent = unconfirmed(tab).buffer!,
      after = receive(page, sent).state,
      { version, base, buffer } = unconfirmed(after);
    assert.equal(version, unconfirmed(page).version + 1);
    assert.equal(base.toString(), sent.changes.apply(unconfirmed(page).base).toString());
    assert.equal(after.doc.toString(), page.doc.toString(), "nothing of it is there twice");
    assert.notEqual(buffer?.id, sent.id, "under the old id the server would drop it");
    assert.equal((buffer ? buffer.changes.apply(base) : base).toString(), after.doc.toString());
  }));
