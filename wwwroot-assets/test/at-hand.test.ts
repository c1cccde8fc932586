// The one act in the head of the page: whose turn it is, why not yet, and that it signs what is shown.
import assert from "node:assert/strict";
import test from "node:test";
import type { Block } from "../review/about";
import { asked, look, Signer, stage } from "./signer";

const { mainAct } = await import("../review/at-hand");
const still = { moved: null };
const errors: Block = { kind: "errors", count: 2, titles: [] };

test("it is the signer's signature, the writer's submission, and nothing for the others", () => {
  assert.deepEqual(mainAct(asked(1, 1, { stages: [stage] }), still), { verb: "approve", why: null });
  assert.deepEqual(mainAct(look("draft", 1, 1, ["submit"], { stages: [stage] }), still), { verb: "submit", why: null });
  assert.equal(mainAct(look("county", 1, 1, ["take-back"], { stages: [stage] }), still), null);
});

test("why it cannot be done stands beside it", () => {
  assert.equal(mainAct(look("draft", 1, 1, ["submit"], { stages: [stage], blocks: [errors] }), still)!.why, "review-block-errors");
  assert.equal(mainAct(look("draft", 1, 1, ["submit"]), still)!.why, "review-no-stages");
  const moved = { moved: { hash: "h1", version: 1 } };
  assert.equal(mainAct(asked(2, 2, { stages: [stage] }), moved)!.why, "review-moved");
  assert.equal(mainAct(look("draft", 1, 1, ["submit"], { stages: [stage] }), moved)!.why, null);
});

test("it signs what was on the screen, and never what has changed since", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4));
  assert.ok(await signer.pressesInTheHead());
  assert.deepEqual(signer.acts, [["approve", "h4"]]);
  const other = new Signer();
  await other.is(asked(2, 4), asked(5, 5));
  assert.ok(!(await other.pressesInTheHead()));
  assert.deepEqual(other.acts, []);
  assert.match(other.message, /review-refused-changed/);
});

test("what must be filled in first is asked for in the panel, and nothing is signed", async () => {
  for (const more of [{ asksMinutes: true }, { needsReason: true }]) {
    const signer = new Signer();
    await signer.is(asked(2, 4, more));
    assert.ok(!(await signer.pressesInTheHead()));
    assert.deepEqual(signer.acts, []);
  }
});
