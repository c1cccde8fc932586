// Dead lines, expired sign-ins and texts that do not open: what was typed is sent on the next line, as whose it is.
import assert from "node:assert/strict";
import test from "node:test";
import { SignedOut } from "../sync/protocol";
import { refusal } from "./authority";
import { calm, Network } from "./network";
import { Writer } from "./writer";
import { office } from "./office";

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
