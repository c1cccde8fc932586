// Each refusal of the contract: nothing is dropped, it is said, and what can be sent later is.
import assert from "node:assert/strict";
import test from "node:test";
import { Refusal, SignedOut } from "../sync/protocol";
import type { Session } from "../sync/session";
import { updateFromJSON } from "../sync/update-json";
import { Authority, refusal } from "./authority";
import { calm, Network } from "./network";
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
  return { authority, clock, network, writer, other, types };
}

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

test("a text that cannot be opened is asked for again, without haste", async () => {
  const { authority, clock, network } = await office();
  let asked = 0;
  const open = authority.open.bind(authority);
  authority.open = () => {
    asked++;
    throw refusal("not-allowed", "No.");
  };
  const late = new Writer("viewer", network);
  await clock.pass(40_000);
  assert.equal(late.connection.status.refusal?.code, "not-allowed");
  assert.ok(!late.connection.status.open && asked <= 4, `asked ${asked} times`);
  authority.open = open;
  await clock.pass(16_000);
  assert.ok(late.isSynced);
});

test("a line that is dead without saying so is given up, and what was typed is sent on the next", async () => {
  const { authority, clock, network, writer, types } = await office();
  network.weather = { ...calm, drop: 1 };
  types("甲");
  await clock.pass(25_000);
  assert.ok(!writer.connection.status.up);
  network.weather = calm;
  await clock.pass(40_000);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
});

test("when there is reason to think that the line is dead it is found out within seconds", async () => {
  const { clock, network, writer } = await office();
  network.weather = { ...calm, drop: 1, unreachable: 1 };
  assert.ok(writer.isSynced);
  writer.connection.probe();
  await clock.pass(5000);
  assert.ok(!writer.connection.status.up);
});

test("an expired sign-in loses nothing; after a new one everything is sent", async () => {
  const { authority, clock, network, writer, types } = await office();
  const connect = network.connect.bind(network);
  let signedIn = true;
  const cautious = new Writer(
    "author3",
    Object.assign(Object.create(network) as Network, {
      connect: (person: string) => (events: Parameters<ReturnType<Network["connect"]>>[0]) =>
        signedIn ? connect(person)(events) : Promise.reject(new SignedOut()),
    }),
  );
  await clock.pass(500);
  signedIn = false;
  network.killServer();
  types("甲", cautious);
  await clock.pass(10_000);
  assert.equal(cautious.transport.trouble, "signed-out");
  assert.ok(cautious.connection.status.unsent);
  signedIn = true;
  cautious.transport.hurry(0);
  await clock.pass(1000);
  assert.ok(cautious.isSynced && writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
});

test("what one person typed is never sent as another’s who signed in meanwhile", async () => {
  const { authority, clock, network } = await office();
  let cookie = "author3";
  const writer = new Writer(
    "author3",
    Object.assign(Object.create(network) as Network, {
      connect: () => (events: Parameters<ReturnType<Network["connect"]>>[0]) => network.connect(cookie)(events),
    }),
  );
  await clock.pass(500);
  authority.people = [];
  cookie = "author4";
  network.killServer();
  writer.type({ changes: { from: 0, insert: "甲" } });
  await clock.pass(10_000);
  assert.equal(writer.connection.status.refusal?.code, "other-person");
  assert.equal(authority.log.length, 0);
  cookie = "author3";
  writer.connection.probe();
  await clock.pass(1000);
  assert.ok(writer.isSynced);
  assert.deepEqual(
    authority.log.map(({ by }) => by),
    ["author3"],
  );
});

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

test("too-fast when a line comes back: it is asked again, and the page says nothing of it", async () => {
  const { authority, clock, writer, types } = await office();
  const open = authority.open.bind(authority);
  let refused = 0;
  authority.open = person => {
    if (person === "author1" && refused++ < 3) throw refusal("too-fast", "Slower.");
    return open(person);
  };
  writer.transport.stop();
  writer.transport.start();
  types("甲");
  for (let i = 0; i < 20; i++) {
    await clock.pass(100);
    assert.equal(writer.connection.status.refusal, null);
  }
  await clock.pass(10_000);
  assert.ok(refused > 3);
  assert.ok(writer.isSynced);
  assert.equal(authority.text.toString(), "# 基本情况\n甲");
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
