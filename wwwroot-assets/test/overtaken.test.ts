// Over plain http a browser has no locks: another tab of the same person may take a page that lives for gone, and send what the store had
// of its edits (tabs.ts). Nothing is lost or there twice, nobody else's words are touched, and what nobody can tell is said and kept.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet, EditorState, type Transaction } from "@codemirror/state";
import { Connection } from "../sync/connection";
import { Transport } from "../sync/transport";
import type { WireUpdate } from "../sync/protocol";
import { isWhole, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { deletions } from "../tracking/marks";
import { mark, setMode } from "../tracking/mode";
import { decide } from "../tracking/suggesting";
import { Authority, refusal } from "./authority";
import { calm, document, Network } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

async function office(text = "# 基本情况\n") {
  const chance = new Chance(1),
    authority = new Authority(text),
    clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  const writer = new Writer("author1", network),
    other = new Writer("author2", network);
  await clock.pass(500);
  const types = (insert: string, who = writer) => who.type({ changes: { from: who.editor!.state.doc.length, insert } });
  /** What the browser has of the writer's first edit now, to be sent by "the other tab". */
  const snapshot = () =>
    structuredClone([...writer.browser.values()][0]!) as { version: number; updates: (WireUpdate & { suggests?: boolean })[] };
  return { authority, clock, network, writer, other, types, snapshot };
}
const marked = (authority: Authority): number => authority.marks.length;
const told = (writer: Writer) => writer.handedOver.length + writer.refused.length + (writer.connection.status.refusal ? 1 : 0);

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

/** A pending suggestion of his own is in the log; another is not sent yet, and the page hears nothing. */
async function deafSuggestion() {
  const there = await office(),
    { clock, network, writer, types } = there;
  writer.type({ effects: setMode.of({ on: true }) });
  types("旧字");
  await clock.pass(2000);
  network.weather = { ...calm, cut: 1, unreachable: 1 };
  network.killServer();
  writer.type({ changes: { from: 2, insert: "甲" } });
  writer.transport.stop();
  return there;
}

/** Just before the next push arrives, another page's comes in. */
function overtakenBy(authority: Authority, version: number, updates: readonly unknown[]): void {
  const push = authority.push.bind(authority);
  authority.push = (...args) => {
    authority.push = push;
    push("author1", version, structuredClone(updates) as WireUpdate[]);
    return push(...args);
  };
}

test("the page that took it over takes what the one that lived has made of it", async () => {
  const { authority, clock, network, writer } = await deafSuggestion();
  const tab = writer.overtaken();
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } }); // takes out 旧字 for good
  const now = writer.browser.get(writer.clientID)!;
  network.weather = calm;
  overtakenBy(authority, now.version, now.updates);
  await clock.pass(8000);
  assert.equal(authority.log.length, 2);
  assert.ok(
    isWhole(tab.editor!.state),
    `the tab shows ${JSON.stringify(tab.text)}, the log has ${JSON.stringify(authority.text.toString())}`,
  );
});

test("… and loaded anew it sends or hands over what was typed there", async () => {
  const { authority, clock, network, writer, types } = await deafSuggestion();
  network.weather = calm;
  authority.check = () => {
    throw refusal("not-saved", "The database is away.");
  };
  const tab = writer.overtaken();
  await clock.pass(3000);
  assert.equal(unconfirmed(tab.editor!.state).inflight.length, 1);
  types("丙", tab); // the tab's entry is now [the writer's, its own]
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } }); // the writer takes out 旧字 for good
  const now = structuredClone(writer.browser.get(writer.clientID)!);
  writer.browser.delete(writer.clientID);
  authority.check = () => {};
  authority.push("author1", now.version, now.updates as WireUpdate[]); // and is first
  const next = tab.reload();
  await clock.pass(5_000);
  types("丁", next);
  await clock.pass(120_000);
  assert.ok(
    authority.text.toString().includes("丙") || next.refused.length > 0 || next.connection.status.unsent,
    `丙 is only in the store (${next.browser.size}): ${JSON.stringify(next.connection.status)} ${authority.text.toString()}`,
  );
});

test("… and what is typed there at once is saved, and watched", async () => {
  const { authority, clock, network, writer, types } = await deafSuggestion();
  const tab = writer.overtaken();
  const { length } = writer.editor!.state.doc;
  writer.type({ changes: { from: length - 2, to: length } });
  const now = writer.browser.get(writer.clientID)!;
  network.weather = calm;
  overtakenBy(authority, now.version, now.updates);
  await clock.pass(1000);
  while (!tab.isSynced) await clock.pass(50);
  writer.leave();
  types("丁", tab); // at once, before the text is put right in a quiet half minute
  let thrown: unknown = null;
  await clock.pass(5000).catch((error: unknown) => {
    thrown = error;
  });
  await clock.pass(60_000);
  assert.deepEqual([thrown, authority.text.toString().includes("丁")], [null, true], JSON.stringify(tab.says));
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

/**
 * A page whose every question is answered by hand: as a frame of the websocket, or an answer of long polling, brings two messages at
 * once.
 */
async function byHand() {
  const chance = new Chance(1),
    authority = new Authority("一二三四五六七八九十"),
    clock = new VirtualClock(chance);
  const open: { method: string; args: unknown[]; resolve(answer: unknown): void }[] = [];
  const transport = new Transport(
    () =>
      Promise.resolve({
        invoke: (method: string, ...args: unknown[]) => new Promise(resolve => open.push({ method, args, resolve })),
        close: () => {},
      }),
    clock,
  );
  let editor: { state: EditorState; dispatch(transactions: readonly Transaction[]): void } | null = null;
  const connection = new Connection({ document, person: "wang", clientID: "me", mayWrite: true }, transport, clock, {
    changed: () => {},
    open: ({ text, version }) =>
      (editor = {
        state: EditorState.create({ doc: text, extensions: unconfirmedEdits("me", version, "wang") }),
        dispatch: all => {
          editor!.state = all[all.length - 1]!.state;
        },
      }),
  });
  const answer = (method: string, what: unknown) => {
    const at = open.findIndex(one => one.method === method);
    open.splice(at, 1)[0]!.resolve(what);
  };
  transport.start();
  await clock.pass(10);
  authority.push("li", 0, [{ id: "a", clientID: "li", changes: [[0, "新"], 10] }]);
  answer("Open", authority.open("wang"));
  await clock.pass(10);
  const told = { adopted: 0, refused: 0 };
  // 六 was taken out by a page that is gone.
  connection.takeUp({
    version: 0,
    updates: [{ id: "left", clientID: "gone", changes: ChangeSet.of({ from: 5, to: 6 }, 10) }],
    adopted: () => {
      told.adopted++;
      return Promise.resolve();
    },
    refused: () => {
      told.refused++;
    },
  });
  await clock.pass(10);
  connection.probe(); // the window has the focus again
  await clock.pass(10);
  assert.deepEqual(
    open.filter(({ method }) => method === "Pull").map(({ args }) => args[1]),
    [0, 1],
  );
  return { authority, clock, connection, open, answer, told, text: () => editor!.state.doc.toString() };
}

test("an edit that was left is moved over what came in the moment before it is taken up", async () => {
  const { authority, clock, open, answer, told, text } = await byHand();
  const first = authority.pull(0);
  authority.push("li", 1, [{ id: "b", clientID: "li", changes: [[1], 10, [0, "末"]] }]); // of the same length
  answer("Pull", first);
  answer("Pull", authority.pull(1));
  await clock.pass(10);
  for (let i = 0; i < 5 && open.length; i++) {
    // whatever it asks now is answered
    for (const { method, args, resolve } of open.splice(0))
      resolve(
        method === "Pull"
          ? authority.pull(args[1] as number)
          : method === "Push"
            ? authority.push("wang", args[1] as number, args[2] as WireUpdate[])
            : {},
      );
    await clock.pass(10);
  }
  assert.deepEqual(told, { adopted: 1, refused: 0 });
  assert.deepEqual([authority.text.toString(), text()], ["一二三四五七八九十末", "一二三四五七八九十末"]);
});

test("… and is taken up or handed over", async () => {
  const { authority, clock, connection, answer, told } = await byHand();
  const first = authority.pull(0);
  authority.push("li", 1, [{ id: "b", clientID: "li", changes: [[0, "又"], 11] }]);
  answer("Pull", first);
  answer("Pull", authority.pull(1));
  await clock.pass(10);
  assert.ok(
    told.adopted + told.refused === 1 || connection.status.recovered,
    `${JSON.stringify(told)} ${JSON.stringify(connection.status)}`,
  );
});

test("a large paste that its page cut into parts and another tab sent whole is there once", async () => {
  const { authority, clock, network, writer, types } = await office();
  network.weather = { ...calm, cut: 1, unreachable: 1 };
  network.killServer();
  types("〈起〉" + "年".repeat(70_000));
  const tab = writer.overtaken();
  network.weather = calm;
  await clock.pass(60_000);
  assert.ok(writer.isSynced && tab.isSynced);
  assert.equal(authority.text.toString().split("〈起〉").length - 1, 1);
});

for (const locks of [true, false])
  test(`what the log has more of than the store is ${locks ? "not called unsent: a store is written behind" : "offered as a copy where nobody knows which is newer"}`, async () => {
    const { authority, clock, network } = await office(),
      writer = new Writer("author3", network, new Map(), true, !locks);
    await clock.pass(500);
    writer.type({ changes: { from: 7, insert: "甲" } });
    const [tab, seen] = [...writer.browser][0]!; // the last that reached the disk
    writer.type({ changes: { from: 8, insert: "乙" } });
    await clock.pass(10);
    assert.match(authority.text.toString(), /甲乙/);
    writer.leave(); // the computer went off
    writer.browser.set(tab, seen);
    const next = writer.reload();
    await clock.pass(20_000);
    assert.match(next.text, /甲乙/);
    assert.equal(next.refused.length, locks ? 0 : 1);
  });

test("what was typed and taken back does not come back because another tab sent it", async () => {
  const { authority, clock, writer, types, snapshot } = await office();
  types("错");
  const seen = snapshot();
  writer.type({ changes: { from: 7, to: 8 } });
  authority.push("author1", seen.version, seen.updates);
  types("对");
  await clock.pass(20_000);
  assert.ok(told(writer) > 0 || !authority.text.toString().includes("错"), authority.text.toString());
});
