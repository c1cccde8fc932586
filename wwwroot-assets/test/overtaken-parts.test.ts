// An edit that an earlier page left, in the moment in which it is taken up; and what another tab sent of it, whole or in part.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet, EditorState, type Transaction } from "@codemirror/state";
import { Connection } from "../sync/connection";
import type { Link } from "../sync/protocol";
import { Transport } from "../sync/transport";
import type { WireUpdate } from "../sync/protocol";
import { unconfirmedEdits } from "../sync/unconfirmed";
import { Authority } from "./authority";
import { calm, document } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";
import { office, told } from "./overtaken";

interface Asked {
  method: string;
  args: unknown[];
  resolve(answer: unknown): void;
}

const byQuestion = (open: Asked[]): Link => ({
  invoke: (method, ...args) => new Promise(resolve => open.push({ method, args, resolve })),
  close: () => {},
});

/**
 * A page whose every question is answered by hand: as a frame of the websocket, or an answer of long polling, brings two messages at
 * once.
 */
async function byHand() {
  const chance = new Chance(1),
    authority = new Authority("一二三四五六七八九十"),
    clock = new VirtualClock(chance);
  const open: Asked[] = [];
  const transport = new Transport(() => Promise.resolve(byQuestion(open)), clock);
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

const what = (locks: boolean) =>
  locks
    ? "what the log has more of than the store is not called unsent: a store is written behind"
    : "what the log has more of than the store is offered as a copy where nobody knows which is newer";

for (const locks of [true, false])
  test(what(locks), async () => {
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
