// The first change of a text that others have signed: it waits for an answer, is made once or never, and is nowhere meanwhile.
import { history, redo, undo } from "@codemirror/commands";
import { ChangeSet, EditorState } from "@codemirror/state";
import assert from "node:assert/strict";
import test from "node:test";
import { receive } from "../sync/receive";
import { adopt, flush } from "../sync/buffer";
import { unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { decideOn, withdraw } from "../suggestions/deciding";
import { setMode } from "../tracking/mode";
import type { EditorView } from "@codemirror/view";
import { Chance, seeds } from "./random";
import { settled } from "./virtual-clock";
import { Page } from "./gate-page";

test("a key waits for the answer, is put in with its caret, and the next one is not asked about", async () => {
  const page = new Page("已签的文字。");
  page.select(3);
  page.type("好");
  assert.deepEqual([page.text, page.caret, page.isUnsent], ["已签的文字。", 3, false]);
  await page.answer(true);
  assert.deepEqual([page.text, page.caret], ["已签的好文字。", 4]);
  page.type("的");
  await settled();
  assert.deepEqual([page.text, page.asked], ["已签的好的文字。", 1]);
});

test("who leaves it as it is has typed nothing, and is asked again at the next key", async () => {
  const page = new Page("已签。");
  page.type("甲");
  await page.answer(false);
  assert.deepEqual([page.text, page.isUnsent], ["已签。", false]);
  assert.ok(!page.run(undo));
  page.type("乙");
  await page.answer(true);
  assert.deepEqual([page.text, page.asked], ["乙已签。", 2]);
});

test("a composition is shown as ever, is in no edit while he is asked, and is put in as one step", async () => {
  const page = new Page("已签。");
  page.select(2);
  page.compose("x", "xu", "续");
  assert.equal(page.text, "已签续。");
  await settled();
  assert.equal(page.asked, 0); // never in the middle of it
  page.composed();
  assert.deepEqual([page.text, page.caret, page.isUnsent], ["已签。", 2, false]);
  await page.answer(true);
  assert.deepEqual([page.text, page.caret], ["已签续。", 3]);
  assert.ok(page.run(undo));
  assert.deepEqual([page.text, page.run(undo)], ["已签。", false]);
  assert.ok(page.run(redo));
  assert.equal(page.text, "已签续。");
});

test("a composition over what is selected brings it back if he leaves it, and undo brings nothing twice", async () => {
  const page = new Page("一二三四");
  page.asks = false;
  page.type("零", 0);
  page.asks = true;
  page.select(2, 4);
  page.compose("x", "新");
  assert.equal(page.text, "零一新四");
  page.composed();
  assert.equal(page.text, "零一二三四");
  await page.answer(false);
  assert.equal(page.text, "零一二三四");
  assert.ok(page.run(undo)); // what is not sent yet is in nothing that was signed
  assert.deepEqual([page.text, page.isUnsent], ["一二三四", false]);
});

test("a composition that came to nothing asks nothing", async () => {
  const page = new Page("已签。");
  page.compose("x", "xu", "");
  page.composed();
  await settled();
  assert.deepEqual([page.asked, page.text, page.isUnsent], [0, "已签。", false]);
});

test("whoever may not ask any more when a composition is over has it in the text at once", async () => {
  const page = new Page("已签。");
  page.compose("x", "续");
  page.asks = false;
  page.composed();
  await settled();
  assert.deepEqual([page.asked, page.text], [0, "续已签。"]);
  assert.ok(page.run(undo));
});

test("every way to change the text asks: paste, drop, cut, tools, replacing, undo and redo", async () => {
  for (const userEvent of [
    "input.paste",
    "input.drop",
    "delete.cut",
    "delete.backward",
    "input",
    "input.replace",
    "move.drop",
    "input.complete",
  ]) {
    const page = new Page("已签的文字");
    page.dispatch({ changes: { from: 1, to: 3, insert: userEvent.startsWith("delete") ? "" : "新" }, userEvent });
    assert.equal(page.text, "已签的文字", userEvent);
    await page.answer(true);
    assert.notEqual(page.text, "已签的文字", userEvent);
  }
  const page = new Page("已签");
  page.asks = false;
  page.type("甲", 2);
  page.dispatch(flush(page.state, 1_000));
  page.dispatch(receive(page.state, unconfirmed(page.state).inflight[0]!));
  for (const [command, before, after] of [
    [undo, "已签甲", "已签"],
    [redo, "已签", "已签甲"],
  ] as const) {
    page.asks = true; // somebody has signed that
    page.run(command);
    assert.equal(page.text, before);
    await page.answer(true);
    assert.equal(page.text, after);
    page.dispatch(flush(page.state, 1_000));
    page.dispatch(receive(page.state, unconfirmed(page.state).inflight[0]!));
  }
});

test("keys that come before the question is to be seen are kept in their order", async () => {
  const page = new Page("文");
  page.select(1);
  page.type("甲");
  page.type("乙");
  page.type("丙", 0);
  await page.answer(true);
  assert.deepEqual([page.text, page.asked], ["丙文甲乙", 1]);
});

test("suggesting asks nothing, nor taking one’s own suggestion back; deciding on suggestions does", async () => {
  const suggested = [
    { id: "s1", by: "you", at: "2026-01-01T00:00:00Z", insert: [[0, 1]], delete: [] },
    { id: "s2", by: "me", at: "2026-01-01T00:00:00Z", insert: [[1, 2]], delete: [] },
  ] as const;
  const page = new Page("甲乙已签", suggested),
    view = page as unknown as EditorView;
  page.dispatch({ effects: setMode.of({ on: true }) });
  page.type("提", 4);
  page.compose("j", "建");
  page.composed();
  await settled();
  assert.deepEqual([page.asked, page.text], [0, "甲乙已签提建"]);
  page.dispatch({ effects: setMode.of({ on: false }) });
  withdraw(view, "s2");
  await settled();
  assert.deepEqual([page.asked, page.text], [0, "甲已签提建"]);
  for (const outcome of ["accepted", "rejected"] as const) {
    const other = new Page("甲已签", [suggested[0]]);
    decideOn(other as unknown as EditorView, ["s1"], outcome);
    assert.equal(unconfirmed(other.state).shown.length, 1);
    await other.answer(true);
    assert.deepEqual([other.text, unconfirmed(other.state).shown.length], [outcome === "accepted" ? "甲已签" : "已签", 0]);
  }
});

test("what a gone page left is taken up unasked, and selecting asks nothing", async () => {
  const page = new Page("已签");
  page.select(1);
  page.dispatch(adopt(page.state, [{ id: "left", clientID: "gone", changes: ChangeSet.of({ from: 2, insert: "的" }, 2) }]));
  await settled();
  assert.deepEqual([page.asked, page.text], [0, "已签的"]);
});

test("who may not write any more when he has answered changes nothing", async () => {
  const page = new Page("已签");
  page.type("甲");
  await settled();
  page.state = EditorState.create({
    doc: page.state.doc,
    extensions: [unconfirmedEdits("here", 0, "me"), history(), EditorState.readOnly.of(true)],
  });
  await page.answer(true);
  assert.equal(page.text, "已签");
});

test("what opens first asks first, and opens only for who goes on", async () => {
  const page = new Page("已签");
  let opened = 0;
  void page.gate.first(page, () => opened++);
  await page.answer(false);
  assert.equal(opened, 0);
  void page.gate.first(page, () => opened++);
  await page.answer(true);
  void page.gate.first(page, () => opened++);
  assert.deepEqual([opened, page.asked], [2, 2]);
});

test("at random: what others write passes at once, and what waits is put in once, where it was meant", async () => {
  for (const seed of seeds(300)) {
    const chance = new Chance(seed),
      page = new Page("0123456789".repeat(4));
    const typed: string[] = [];
    for (let step = 0; step < 12; step++) {
      const at = chance.below(page.text.length + 1),
        insert = String.fromCharCode(0x4e00 + step);
      if (chance.below(3) === 0) {
        typed.push(insert);
        if (chance.below(2)) page.type(insert, at);
        else {
          page.select(at);
          page.compose("x", insert);
          page.composed();
        }
        assert.ok(!page.isUnsent, `SEED=${seed}`);
      } else if (chance.below(3)) page.insertComes(at, insert.toLowerCase() + "。");
      else if (at < page.text.length)
        page.comes(ChangeSet.of({ from: at, to: Math.min(page.text.length, at + chance.below(5)) }, page.text.length));
    }
    const before = page.text;
    assert.equal(before, unconfirmed(page.state).base.toString(), `SEED=${seed}`);
    if (typed.length === 0) continue;
    const goesOn = chance.below(2) === 0;
    await page.answer(goesOn);
    assert.deepEqual([...page.text].filter(one => typed.includes(one)).sort(), goesOn ? [...typed].sort() : [], `SEED=${seed}`);
    assert.equal([...page.text].filter(one => !typed.includes(one)).join(""), before, `SEED=${seed}`);
  }
});
