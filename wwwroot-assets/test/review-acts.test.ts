// The panel 审核: what stands in the way of an act and how it is put right, what is asked before it, and how long what was said of it stands
// there.
import assert from "node:assert/strict";
import test from "node:test";
import { Refusal } from "../sync/protocol";
import type { Block, Review } from "../review/about";
import { asked, differ, look, Signer, stage } from "./signer";
import { settled } from "./virtual-clock";

/** What stands in the way of an act, and where it is put right. */
const reasons: Record<Block["kind"], { go: string } | { href: string }> = {
  suggestions: { go: "suggestions" },
  errors: { go: "errors" },
  cards: { href: "/reports/r/cases" },
  "suggestions-elsewhere": { href: "/reports/r" },
};

test("whatever blocks an act is said in a sentence, with a way to where it is put right", async () => {
  for (const kind of Object.keys(reasons) as Block["kind"][]) {
    for (const acts of [["submit"], ["approve", "return"]] as const) {
      const signer = new Signer();
      await signer.is(
        look(acts[0] === "submit" ? "draft" : "county", 2, 4, [...acts], { blocks: [{ kind, count: 2, titles: ["案例甲", "案例乙"] }] }),
      );
      assert.match(signer.sees, new RegExp(`review-block-${kind}( |$)`));
      assert.equal(signer.button(`review-${acts[0]}`)!.attributes.get("aria-disabled"), "true");
      const way = reasons[kind];
      if ("go" in way) await signer.press(`review-go-${kind}`);
      else assert.equal(signer.link(`review-go-${kind}`)!.href, way.href);
      assert.deepEqual(signer.went, "go" in way ? [way.go] : []);
    }
  }
});

test("no button is grey without a sentence beside it", async () => {
  const states: Review[] = [
    ...(["suggestions", "suggestions-elsewhere", "errors", "cards"] as const).map(kind =>
      look("draft", 1, 4, ["submit"], { blocks: [{ kind, count: 1, titles: [] }] }),
    ),
    asked(2, 4),
    asked(2, 5),
    asked(2, 4, { needsReason: true, asksMinutes: true }),
    look("final", 9, 4, ["take-back", "reopen"]),
  ];
  const signer = new Signer();
  await signer.is(asked(1, 3));
  for (const state of states) {
    await signer.is(state);
    const grey = signer.buttons.filter(button => button.attributes.get("aria-disabled") === "true");
    if (grey.length > 0) assert.match(signer.sees, /review-block-|review-moved|review-doing/);
  }
});

test("where nobody signs at any stage it is said, and not that something stands above", async () => {
  const signer = new Signer(differ, () => Promise.reject(new Refusal("blocked", "nobody signs")));
  await signer.is(look("draft", 0, 4, ["submit"]));
  assert.match(signer.sees, /review-no-stages/);
  await signer.press("review-submit");
  assert.equal(signer.message, "review-no-stages");
});

test("the day of the meeting is asked for before anything is signed", async () => {
  const signer = new Signer();
  await signer.is(asked(2, 4, { asksMinutes: true }));
  assert.match(signer.sees, /review-minutes/);
  signer.meets("");
  await signer.press("review-approve");
  assert.deepEqual([signer.acts, signer.message], [[], "review-refused-no-minutes"]);
  signer.meets("2026-11-28");
  await signer.press("review-approve");
  assert.deepEqual(signer.acts, [["approve", "h4"]]);
  await signer.is(asked(5, 4));
  assert.doesNotMatch(signer.sees, /review-minutes/);
});

test("open comments are told of before a text is submitted; who goes to them has submitted nothing", async () => {
  const signer = new Signer();
  signer.submitsAll = false;
  await signer.is(look("draft", 0, 4, ["submit"], { stages: [stage], openComments: 3 }));
  await signer.press("review-submit");
  assert.deepEqual([signer.acts, signer.went], [[], ["comments"]]);
  signer.submitsAll = true;
  await signer.press("review-submit");
  assert.deepEqual([signer.acts, signer.askedAbout], [[["submit", null]], [3, 3]]);
});

test("a comment that was made since the page looked last is told of when the server says so", async () => {
  let isTold = false;
  const signer = new Signer(differ, async () => {
    if (!isTold) {
      isTold = true;
      throw new Refusal("open-comments", "");
    }
  });
  await signer.is(look("draft", 0, 4, ["submit"], { stages: [stage] }));
  await signer.press("review-submit");
  assert.deepEqual([signer.acts, signer.askedAbout], [[["submit", null]], [1]]);
  isTold = signer.submitsAll = false;
  await signer.press("review-submit");
  assert.deepEqual([signer.acts.length, signer.went], [1, ["comments"]]);
});

test("a message goes with the state that it was said in", async () => {
  const signer = new Signer();
  await signer.is(look("draft", 0, 4, ["submit"], { stages: [stage] }));
  await signer.press("review-submit");
  assert.equal(signer.message, "review-did-submit");
  await signer.is(look("school", 1, 4));
  assert.equal(signer.message, "review-did-submit"); // that is the state that it speaks of
  await signer.is(look("edited", 1, 5, ["submit"])); // void, and nobody has written it down yet
  assert.equal(signer.message, "");
  await signer.is(look("edited", 2, 5, ["submit"], { stages: [stage] }));
  await signer.press("review-submit");
  await signer.is(look("school", 3, 5), look("returned", 4, 5, ["submit"]));
  assert.equal(signer.message, "");
});

test("a message about a state that has passed already is not said, and a refusal stays until there is another state", async () => {
  let answer = (): void => {};
  const late = new Signer(
    differ,
    () =>
      new Promise(done => {
        answer = done;
      }),
  );
  await late.is(look("draft", 0, 4, ["submit"], { stages: [stage] }));
  await late.press("review-submit");
  await late.is(look("school", 1, 4), look("returned", 2, 4, ["submit"]));
  answer();
  await settled();
  assert.equal(late.message, "");
  const refused = new Signer(differ, () => Promise.reject(new Refusal("too-fast", "")));
  await refused.is(asked(2, 4));
  await refused.press("review-approve");
  await refused.is(asked(2, 4), asked(2, 4, { openComments: 1 }));
  assert.equal(refused.message, "review-refused-too-fast");
  await refused.is(look("returned", 3, 4));
  assert.equal(refused.message, "");
});

test("a code for which there is no sentence is told in general words", async () => {
  const signer = new Signer(differ, () => Promise.reject(new Refusal("unheard-of" as "blocked", "")));
  await signer.is(asked(2, 4));
  await signer.press("review-approve");
  assert.equal(signer.message, "review-refused");
});

test("a draft says who made it one, and how", async () => {
  for (const [state, verb] of [
    ["returned", "return"],
    ["edited", "edited"],
    ["reopened", "reopen"],
    ["taken-back", "take-back"],
  ] as const) {
    const signer = new Signer();
    await signer.is(look(state, 3, 4, [], { sentBack: { verb, by: "张三", at: "2026-11-30T00:00:00Z", words: "原因", voided: 2 } }));
    assert.match(signer.sees, new RegExp(`review-back-${verb} .*原因`));
    assert.doesNotMatch(signer.sees, /review-state-returned/);
  }
});

test("whoever has signed before is offered what has changed since his own signature, at his turn and before it", async () => {
  const signer = new Signer();
  const approved = { approved: { version: 4, hash: "h4" } };
  await signer.is(look("edited", 4, 5, [], approved));
  await signer.press("review-see-signed-changes");
  assert.match(signer.sees, /review-changes-since-signed of 4 to 5|review-changes-since-signed[^]*of 4 to 5/);
  await signer.is(look("school", 6, 6, [], { ...approved, round: 2 }));
  assert.match(signer.sees, /review-see-signed-changes/);
  await signer.is(asked(7, 6, { ...approved, round: 2 }));
  assert.match(signer.sees, /review-changes-since-signed[^]*of 4 to 6/);
  assert.doesNotMatch(signer.sees, /review-see-signed-changes/);
});

test("a signer of round two who had looked at other changes in round one is shown those since his signature", async () => {
  const signer = new Signer();
  const approved = { approved: { version: 4, hash: "h4" } };
  await signer.is(asked(2, 4));
  await signer.press("review-approve");
  await signer.is(asked(4, 5, approved), look("edited", 5, 6, [], approved));
  await signer.press("review-see-changes");
  assert.match(signer.sees, /review-changes-since-read/);
  await signer.is(asked(8, 6, { ...approved, round: 2 }));
  assert.match(signer.sees, /review-changes-since-signed[^]*of 4 to 6/);
});
