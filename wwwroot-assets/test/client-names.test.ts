// Somebody else’s clientID, or an id like one’s own, keeps nobody from being saved.
import assert from "node:assert/strict";
import test from "node:test";
import type { Session } from "../sync/session";
import { updateFromJSON } from "../sync/update-json";
import { refusal } from "./authority";
import { Writer } from "./writer";
import { office } from "./office";

test("somebody else has used the page’s clientID: its edits go under another one, and nobody is told that he may not write", async () => {
  const { authority, clock, writer, other, types } = await office();
  const stolen = writer.clientID,
    ids: string[] = [];
  authority.check = (person, { id }) => {
    if (person === "author1") ids.push(id);
  };
  authority.push("author2", authority.version, [{ id: "theft", clientID: stolen, changes: [[0, "偷"], authority.text.length] }]);
  types("甲");
  for (let i = 0; i < 30; i++) {
    await clock.pass(100);
    assert.equal(writer.connection.status.refusal, null);
    assert.equal(writer.says.alarm, null);
  }
  types("乙");
  await clock.pass(2000);
  assert.ok(writer.isSynced);
  assert.equal(writer.text, authority.text.toString());
  assert.match(writer.text, /^偷.*甲乙$/s);
  assert.equal(other.text, writer.text);
  assert.equal(new Set(ids).size, ids.length, "each edit was taken once, under the id that it had");
  assert.ok(authority.log.filter(({ by }) => by === "author1").every(({ clientID }) => clientID !== stolen));
});

test("a clientID that is taken again and again, and after a reload, keeps nobody from being saved", async () => {
  const { authority, clock, network, writer, types } = await office();
  const push = authority.push.bind(authority);
  let thefts = 3;
  authority.push = (person, version, updates) => {
    if (person === "author1" && thefts-- > 0) throw refusal("not-allowed", "this clientID belongs to somebody else; take a new one");
    return push(person, version, updates);
  };
  types("甲");
  await clock.pass(300);
  const stored = structuredClone([...writer.browser.entries()]);
  writer.transport.stop();
  const again = new Writer("author1", network, new Map(stored));
  for (const [, { version, updates }] of stored)
    again.connection.takeUp({
      version,
      updates: updates.map(updateFromJSON),
      adopted: async () => {},
      refused: () => assert.fail("it was handed back"),
    });
  await clock.pass(20_000);
  assert.ok(again.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
});

test("the page that took another clientID shows it to nobody before an edit under it was taken", async () => {
  const { authority, clock, network, writer, types } = await office();
  const pointed: unknown[] = [];
  const { link } = (writer.connection as unknown as { session: Session }).session,
    invoke = link!.invoke.bind(link);
  link!.invoke = (method, ...args) => {
    if (method === "Point") {
      pointed.push(args[1]);
      return Promise.resolve();
    }
    return invoke(method, ...args);
  };
  const push = authority.push.bind(authority);
  let refusing = true;
  authority.push = (person, version, updates) => {
    if (refusing) throw refusal("not-allowed", "this clientID belongs to somebody else; take a new one");
    return push(person, version, updates);
  };
  types("甲");
  await clock.pass(1000);
  writer.connection.point(0, 0);
  assert.deepEqual(pointed, []);
  refusing = false;
  await clock.pass(10_000);
  assert.ok(writer.isSynced);
  writer.connection.point(0, 0);
  assert.deepEqual(pointed, [authority.log.at(-1)!.clientID]);
  assert.ok(network);
});

test("somebody else’s update with the id of one’s own edit is his, and one’s own is sent all the same", async () => {
  const { authority, clock, writer, other, types } = await office();
  writer.transport.stop();
  types("甲");
  writer.connection.settle();
  const { id } = [...writer.browser.values()][0]!.updates[0]!;
  other.type({ changes: { from: 0, insert: "乙" } });
  await clock.pass(500);
  // The authority knows ids by themselves; the hub knows them by their person.
  const log = authority.log.at(-1)!;
  (log as { id: string }).id = id;
  const known = authority.push.bind(authority);
  authority.push = (person, version, updates) => {
    (log as { id: string }).id = "renamed";
    try {
      return known(person, version, updates);
    } finally {
      (log as { id: string }).id = id;
    }
  };
  writer.transport.start();
  await clock.pass(5000);
  assert.ok(writer.isSynced);
  assert.equal(writer.text, "乙# 基本情况\n甲");
  assert.equal(authority.text.toString(), writer.text);
});
