// The panel 审核 as its signer uses it: what he is shown before he may sign, and that there is always a way on.
import assert from "node:assert/strict";
import test from "node:test";
import type { Changed } from "../review/changes";
import { asked, differ, look, Signer } from "./signer";
import { settled } from "./virtual-clock";

test("he may sign when what has changed is on his screen, and signs that", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4), look("returned", 3, 5), asked(5, 5));
  assert.ok(!signer.maySign);
  await signer.press("review-approve");
  assert.deepEqual(signer.acts, []);
  await signer.press("review-see-changes");
  assert.match(signer.sees, /of 4 to 5/);
  assert.ok(signer.maySign);
  await signer.press("review-approve");
  assert.deepEqual(signer.acts, [["approve", "h5"]]);
});

test("each time that it moves on he is shown what is new, and nothing that is not in what he signs", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4));
  for (let version = 5; version < 9; version++) {
    await signer.is(asked(version * 2, version));
    assert.ok(!signer.maySign);
    await signer.press("review-see-changes");
    assert.match(signer.sees, new RegExp(`of ${version - 1} to ${version}`));
    assert.ok(signer.maySign);
  }
});

test("what changes while he looks is shown before he may sign", async () => {
  const answers: ((changed: Changed) => void)[] = [];
  const signer = new Signer((from, to) => new Promise(answer => answers.push(() => void differ(from, to).then(answer))));
  await signer.is(asked(2, 4), asked(5, 5));
  await signer.press("review-see-changes");
  assert.ok(!signer.maySign);
  await signer.is(asked(8, 6));
  answers.forEach(answer => answer({} as Changed));
  await settled();
  assert.match(signer.sees, /of 4 to 6/);
  assert.ok(signer.maySign);
});

test("a difference that cannot be fetched is asked for again with the same button", async () => {
  let isDown = true;
  const signer = new Signer((from, to) => (isDown ? Promise.reject(new Error("down")) : differ(from, to)));
  await signer.is(asked(2, 4), asked(5, 5));
  await signer.press("review-see-changes");
  assert.match(signer.sees, /review-changes-failed/);
  assert.ok(!signer.maySign);
  isDown = false;
  await signer.press("review-see-changes");
  assert.ok(signer.maySign);
});

test("a card or picture that has changed is mentioned exactly then", async () => {
  for (const [inserted, elsewhere, words] of [
    [0, true, "review-changes-elsewhere"],
    [1, true, "review-changes-elsewhere-too"],
    [0, false, "review-changes-none"],
    [1, false, "review-changes-size"],
  ] as const) {
    const signer = new Signer(async ({ version }, to) => ({ from: version, to, inserted, deleted: 0, html: "", elsewhere }));
    await signer.is(asked(2, 4), asked(5, 5));
    await signer.press("review-see-changes");
    assert.match(signer.sees, new RegExp(`${words}( |$)`));
    assert.equal(signer.sees.includes("elsewhere"), elsewhere);
  }
});

test("who signs the same text at the next stage, or again after taking his signature back, is shown no changes", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4));
  await signer.press("review-approve");
  await signer.is(asked(3, 4, { approved: { version: 4, hash: "h4" } }));
  assert.ok(signer.maySign);
  assert.doesNotMatch(signer.sees, /review-changes/);
  await signer.is(asked(6, 5, { approved: { version: 4, hash: "h4" } }));
  assert.match(signer.sees, /review-changes-since-signed/);
});

test("a returned text that comes back is his to sign, also when its changes could not be fetched before", async () => {
  const signer = new Signer(() => Promise.reject(new Error("down")));
  await signer.is(asked(2, 4), asked(5, 5));
  await signer.press("review-see-changes");
  signer.writes("请注明来源");
  await signer.press("review-return");
  await signer.is(look("returned", 6, 5), asked(8, 6));
  await signer.press("review-approve");
  assert.deepEqual(signer.acts.at(-1), ["approve", "h6"]);
});

test("a signature whose answer was lost leaves no text that cannot be signed", async () => {
  let isLost = true;
  const signer = new Signer(differ, async () => {
    if (isLost) throw new Error("The line broke.");
  });
  await signer.is(asked(2, 4));
  await signer.press("review-approve");
  isLost = false;
  await signer.is(look("city", 3, 4), look("returned", 4, 5), asked(6, 5));
  await signer.press("review-see-changes");
  await signer.press("review-approve");
  assert.deepEqual(signer.acts, [["approve", "h5"]]);
});

test("an answer that comes after the text has been changed and submitted again has read nothing for him", async () => {
  let answer = (): void => {};
  const signer = new Signer(
    differ,
    () =>
      new Promise(done => {
        answer = done;
      }),
  );
  await signer.is(asked(2, 4));
  await signer.press("review-approve");
  await signer.is(look("city", 3, 4), look("returned", 4, 5), asked(6, 5));
  answer();
  await settled();
  assert.ok(!signer.maySign);
});

test("a button that is being pressed stays while the panel is drawn anew", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4));
  const before = signer.button("review-approve");
  await signer.is(asked(2, 5));
  assert.equal(signer.button("review-approve"), before);
});
