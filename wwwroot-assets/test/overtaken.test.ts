// Over plain http a browser has no locks: another tab of the same person may take a page that lives for gone, and send what the store had
// of its edits (tabs.ts). Nothing is lost or there twice, nobody else's words are touched, and what nobody can tell is said and kept.
import assert from "node:assert/strict";
import test from "node:test";
import { isWhole, unconfirmed } from "../sync/unconfirmed";
import { deletions } from "../tracking/marks";
import { mark, setMode } from "../tracking/mode";
import { decide } from "../tracking/suggesting";
import { calm } from "./network";
import { office, marked, told } from "./overtaken";

test("a suggested deletion that came after what was sent is sent, too", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  types("甲");
  const seen = snapshot();
  writer.type({ changes: { from: 2, to: 4 } }); // 基本 is to go
  writer.connection.settle(); // the page was hidden; or its push is under way
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.ok(told(writer) > 0 || deletions(authority.marks).length === 1, `suggested deletion gone: ${JSON.stringify(authority.marks)}`);
});

test("a gone page’s suggestion of which the log has an earlier state is handed over", async () => {
  const { authority, clock, network, writer, types, snapshot } = await office();
  network.weather = { ...calm, cut: 1, unreachable: 1 };
  writer.type({ effects: setMode.of({ on: true }) });
  types("甲");
  const seen = snapshot();
  writer.type({ changes: { from: 2, to: 4 } });
  authority.push("author1", seen.version, seen.updates);
  network.weather = calm;
  const next = writer.reload();
  await clock.pass(60_000);
  assert.ok(
    told(next) > 0 || deletions(authority.marks).length === 1,
    `lost: refused ${next.refused.length}, stored ${next.browser.size}, marks ${JSON.stringify(authority.marks)}`,
  );
});

test("words of a suggestion that were moved since stand where they were moved to", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  types("甲乙");
  const seen = snapshot(),
    { length } = writer.editor!.state.doc;
  writer.type({
    changes: [
      { from: 2, insert: "甲乙" },
      { from: length - 2, to: length },
    ],
  }); // cut and pasted further up
  writer.connection.settle();
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(100);
  assert.ok(
    isWhole(writer.editor!.state),
    `shows ${JSON.stringify(writer.text)}, the log has ${JSON.stringify(authority.text.toString())}`,
  );
});

test("… and the next keystroke goes where it was typed", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  types("甲乙");
  const seen = snapshot(),
    { length } = writer.editor!.state.doc;
  writer.type({
    changes: [
      { from: 2, insert: "甲乙" },
      { from: length - 2, to: length },
    ],
  });
  writer.connection.settle();
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(100);
  writer.type({ effects: setMode.of({ on: false }) });
  writer.type({ changes: { from: 2, to: 4 } }); // takes out 甲乙, as shown
  await clock.pass(100);
  assert.match(
    authority.text.toString(),
    /基本情况/,
    `author1 took out his own 甲乙; the log has ${JSON.stringify(authority.text.toString())}, he sees ${JSON.stringify(writer.text)}`,
  );
});

test("the same with two pages: one is offline, the other takes it for gone, the first is hidden and comes back", async () => {
  const { authority, clock, writer, types } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  writer.transport.stop();
  types("甲乙");
  const tab = writer.overtaken();
  const { length } = writer.editor!.state.doc;
  writer.type({
    changes: [
      { from: 2, insert: "甲乙" },
      { from: length - 2, to: length },
    ],
  });
  writer.connection.settle(); // the browser freezes the hidden page
  await clock.pass(5000);
  assert.ok(tab.isSynced);
  writer.transport.start();
  await clock.pass(1000);
  writer.type({ effects: setMode.of({ on: false }) });
  writer.type({ changes: { from: 2, to: 4 } }); // takes out 甲乙, as shown
  await clock.pass(3000);
  assert.match(
    authority.text.toString(),
    /基本情况/,
    `the log has ${JSON.stringify(authority.text.toString())}, he sees ${JSON.stringify(writer.text)}, ${JSON.stringify(writer.says)}`,
  );
});

test("decisions on suggestions that came after what was sent stay", async () => {
  const { authority, clock, writer, other, types, snapshot } = await office();
  other.type({ effects: setMode.of({ on: true }) });
  types("建议", other);
  await clock.pass(2000);
  assert.equal(marked(authority), 1);
  types("甲");
  const seen = snapshot();
  const { shown } = unconfirmed(writer.editor!.state),
    { changes, marking } = decide(
      shown,
      writer.editor!.state.doc.length,
      shown.map(({ id }) => id),
      "accepted",
    );
  writer.type({ changes, effects: mark.of({ marking, suggests: false }) }); // accepts 建议
  assert.equal(unconfirmed(writer.editor!.state).shown.length, 0);
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.ok(told(writer) > 0 || marked(authority) === 0, "the acceptance is gone and nothing was said");
});

test("… also of an edit that was on its way", async () => {
  const { authority, clock, writer, other, snapshot } = await office();
  other.type({ effects: setMode.of({ on: true }) });
  other.type({ changes: { from: 0, insert: "子" } });
  await clock.pass(1000);
  other.type({ changes: { from: other.editor!.state.doc.length, insert: "丑" } });
  await clock.pass(1000);
  assert.equal(marked(authority), 2);
  const accept = (which: number) => {
    const { shown } = unconfirmed(writer.editor!.state),
      { changes, marking } = decide(shown, writer.editor!.state.doc.length, [shown[which]!.id], "accepted");
    writer.type({ changes, effects: mark.of({ marking, suggests: false }) });
  };
  accept(0);
  const seen = snapshot();
  accept(0);
  writer.connection.settle();
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.ok(told(writer) > 0 || marked(authority) === 0, "the second acceptance is gone and nothing was said");
});

test("what was suggested after it stays a suggestion", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  types("甲"); // plain
  const seen = snapshot();
  types("乙");
  writer.type({ effects: setMode.of({ on: true }) });
  types("丙"); // a suggestion
  writer.type({ changes: { from: 2, to: 4 } }); // a suggestion to take out 基本
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.deepEqual(
    told(writer) || [authority.marks.some(({ insert }) => insert.length > 0), authority.marks.some(one => one.delete.length > 0)],
    [true, true],
    `marks: ${JSON.stringify(authority.marks)} of ${authority.text.toString()}`,
  );
});

test("what was taken out plainly after a suggestion stays out", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  types("甲"); // suggested
  const seen = snapshot();
  types("乙");
  writer.type({ effects: setMode.of({ on: false }) });
  writer.type({ changes: { from: 2, to: 4 } }); // takes out 基本, plainly
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.ok(
    told(writer) > 0 || !authority.text.toString().includes("基本"),
    `the deletion is a suggestion only: ${authority.text.toString()} ${JSON.stringify(authority.marks)}`,
  );
});

test("another’s suggestion between two of one’s own words stays a suggestion", async () => {
  const { authority, clock, writer, other, types, snapshot } = await office();
  other.type({ effects: setMode.of({ on: true }) });
  other.type({ changes: { from: 4, insert: "乙" } }); // # 基本乙情况, 乙 is only suggested
  await clock.pass(2000);
  assert.equal(marked(authority), 1);
  types("x");
  const seen = snapshot();
  writer.type({
    changes: [
      { from: 4, insert: "左" },
      { from: 5, insert: "右" },
    ],
  });
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.match(authority.text.toString(), /左乙右/);
  assert.equal(authority.marks.length, 1, "author2’s suggestion is gone though nobody decided on it");
});

test("… and what another wrote between two suggestions stands there once", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  writer.type({ effects: setMode.of({ on: true }) });
  types("x");
  const seen = snapshot();
  writer.type({
    changes: [
      { from: 2, insert: "左" },
      { from: 3, insert: "右" },
    ],
  }); // 左基右
  authority.push("author1", seen.version, seen.updates);
  await clock.pass(60_000);
  assert.equal(authority.text.toString().split("基").length - 1, 1, `${authority.text.toString()} ${JSON.stringify(authority.marks)}`);
});
