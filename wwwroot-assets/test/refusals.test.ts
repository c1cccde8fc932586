// Each refusal of the contract: nothing is dropped, it is said, and what can be sent later is.
import assert from "node:assert/strict";
import test from "node:test";
import { Refusal } from "../sync/protocol";
import { refusal } from "./authority";
import { Writer } from "./writer";
import { office } from "./office";

test("what the hub says is read from the exception’s text", () => {
  const read = Refusal.from(
    new Error("An unexpected error occurred invoking 'Push' on the server. HubException: bad-change: It is for 5, the text has 7."),
  );
  assert.equal(read?.code, "bad-change");
  assert.equal(read?.message, "It is for 5, the text has 7.");
  assert.equal(Refusal.from(new Error("An unexpected error occurred invoking 'Push' on the server."))?.code, "failed");
  assert.equal(Refusal.from(new Error("Invocation canceled due to the underlying connection being closed.")), null);
});

for (const code of ["not-allowed", "not-found", "locked", "bad-version", "bad-change", "bad-message"] as const) {
  test(`${code}: the edits stay, it is said, and they are sent when the server takes them again`, async () => {
    const { authority, clock, writer, other, types } = await office();
    let asked = 0;
    authority.check = person => {
      if (person === "author1") {
        asked++;
        throw refusal(code, "No.");
      }
    };
    types("甲");
    await clock.pass(1000);
    types("乙");
    types("丙", other);
    await clock.pass(2000);
    assert.equal(writer.connection.status.refusal?.code, code);
    assert.ok(writer.connection.status.unsent);
    assert.ok(asked <= 2, `the server is not pestered: asked ${asked} times`);
    assert.equal(other.text, "# 基本情况\n丙", "nobody else is disturbed");
    assert.match(writer.text, /甲乙/);
    assert.match(writer.text, /丙/, "what others write still comes in");
    authority.check = () => {};
    await clock.pass(20_000);
    assert.ok(writer.isSynced);
    assert.equal(authority.text.toString(), writer.text);
    assert.match(writer.text, /甲乙/);
  });
}

test("too-fast: it slows down, says nothing, and loses nothing", async () => {
  const { authority, clock, writer, types } = await office();
  let tokens = 3,
    asked = 0;
  authority.check = () => {
    asked++;
    if (tokens-- <= 0) throw refusal("too-fast", "Slower.");
  };
  for (let i = 0; i < 40; i++) {
    types(String(i % 10));
    await clock.pass(50);
    assert.equal(writer.connection.status.refusal, null);
  }
  assert.ok(asked < 20, `asked ${asked} times in two seconds`);
  tokens = 1000;
  await clock.pass(10_000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n" + Array.from({ length: 40 }, (_, i) => i % 10).join(""));
});

test("too-large: it is sent in parts; what cannot be small enough is said", async () => {
  const { authority, clock, writer, types } = await office();
  authority.check = (_person, update) => {
    if (JSON.stringify(update).length > 9000) throw refusal("too-large", "Too large.");
  };
  const pasted = "质量年报".repeat(25_000);
  types(pasted);
  await clock.pass(60_000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n" + pasted);
  authority.check = () => {
    throw refusal("too-large", "The text is full.");
  };
  types("完");
  await clock.pass(30_000);
  assert.equal(writer.connection.status.refusal?.code, "too-large");
  assert.match(writer.text, /完$/);
});

test("too-large for the whole text: once enough is taken out again, the rest goes through", async () => {
  const { authority, clock, writer, types } = await office();
  authority.check = (_person, { changes }) => {
    if ((changes as unknown[]).length && authority.text.length + JSON.stringify(changes).length > 5000)
      throw refusal("too-large", "The text is full.");
  };
  types("年报".repeat(10_000));
  await clock.pass(30_000);
  assert.equal(writer.connection.status.refusal?.code, "too-large");
  writer.type({ changes: { from: 40, to: writer.editor!.state.doc.length } });
  await clock.pass(30_000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), writer.text);
});

test("bad-change: once what the server does not like is taken out, the rest goes through", async () => {
  const { authority, clock, writer, types } = await office();
  authority.check = (_person, { changes }) => {
    if (JSON.stringify(changes).includes("坏")) throw refusal("bad-change", "No.");
  };
  types("好坏");
  await clock.pass(1000);
  types("人");
  await clock.pass(6000);
  assert.equal(writer.connection.status.refusal?.code, "bad-change");
  writer.type({ changes: { from: 8, to: 9 } });
  await clock.pass(10_000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n好人");
});

test("the parts of a large paste are stored under their new ids before one of them is sent", async () => {
  const { authority, clock, writer, types } = await office();
  let isStored = () => {};
  writer.stored = () =>
    new Promise(resolve => {
      isStored = resolve;
    });
  types("年".repeat(200_000));
  await clock.pass(5000);
  assert.equal(authority.log.length, 0);
  assert.ok([...writer.browser.values()][0]!.updates.length > 1);
  isStored();
  await clock.pass(5000);
  assert.ok(writer.isSynced);
});

test("an edit is sent once when nothing is in its way, also where its event comes late", async () => {
  const { authority, clock, writer, other, types } = await office();
  const push = authority.push.bind(authority),
    committed = authority.committed;
  let pushes = 0;
  authority.push = (...args) => {
    pushes++;
    return push(...args);
  };
  authority.committed = (...args) => {
    clock.after(200, () => committed(...args));
  };
  types("甲");
  await clock.pass(100);
  other.connection.release(); // anything that makes it look for what is due
  writer.connection.release();
  await clock.pass(1000);
  assert.ok(writer.isSynced);
  assert.equal(pushes, 1);
});

test("who was away long catches up part by part, without waiting between them", async () => {
  const { authority, clock, network, writer, other } = await office();
  writer.transport.stop();
  for (let i = 0; i < 300; i++) {
    other.type({ changes: { from: 0, insert: "字" } });
    other.connection.settle();
    await clock.pass(30);
  }
  authority.partOfPull = 10;
  const late = new Writer("author1", network);
  writer.transport.start();
  await clock.pass(1500);
  assert.equal(writer.text, authority.text.toString());
  assert.ok(late.isSynced);
});

test("a server that breaks while it answers is asked again, under the same id", async () => {
  const { authority, clock, writer, types } = await office();
  const ids: string[] = [];
  authority.check = (_person, { id }) => {
    ids.push(id);
    throw new Error("An unexpected error occurred invoking 'Push' on the server.");
  };
  types("甲");
  await clock.pass(5000);
  assert.equal(writer.connection.status.refusal?.code, "failed");
  authority.check = () => {};
  await clock.pass(15_000);
  assert.ok(writer.isSynced);
  assert.equal(new Set(ids).size, 1);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
});

test("committed, and the server dies before it answers: the edit is there once", async () => {
  const { authority, clock, network, writer, types } = await office();
  const push = authority.push.bind(authority);
  authority.push = (...args) => {
    const answer = push(...args);
    network.killServer();
    return answer;
  };
  types("甲");
  await clock.pass(100);
  authority.push = push;
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
  assert.ok(!writer.isSynced);
  await clock.pass(5000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
  assert.equal(authority.log.length, 1);
});

test("of an edit that another tab sent as it was a moment before, what was typed since is sent", async () => {
  const { authority, clock, writer, types } = await office();
  types("甲");
  const { id, clientID, changes } = [...writer.browser.values()][0]!.updates[0]!;
  types("乙");
  writer.connection.settle();
  authority.push("author1", 0, [{ id, clientID, changes }]);
  await clock.pass(3000);
  types("丙");
  await clock.pass(3000);
  assert.ok(writer.isSynced);
  assert.deepEqual([writer.text, authority.text.toString()], ["# 基本情况\n甲乙丙", "# 基本情况\n甲乙丙"]);
});

test("a gone page’s edit of which the log has an earlier state is handed over, not dropped", async () => {
  const { authority, clock, network, writer, types } = await office();
  network.weather = { ...network.weather, cut: 1, unreachable: 1 };
  types("甲");
  const { id, clientID, changes } = [...writer.browser.values()][0]!.updates[0]!;
  types("乙");
  authority.push("author1", 0, [{ id, clientID, changes }]);
  network.weather = { ...network.weather, cut: 0, unreachable: 0 };
  const next = writer.reload();
  await clock.pass(30_000);
  assert.equal(next.refused.length, 1);
  assert.equal(next.browser.size, 1, "it stays in the browser");
  assert.equal(next.text, "# 基本情况\n甲");
});
