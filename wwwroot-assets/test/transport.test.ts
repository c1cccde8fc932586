// One reconnect mechanism: jittered pauses that grow, short ones while somebody is active.
import assert from "node:assert/strict";
import test from "node:test";
import { Transport } from "../sync/transport";
import type { Link, LinkEvents } from "../sync/protocol";
import { Chance } from "./random";
import { settled, VirtualClock } from "./virtual-clock";

function rig() {
  const clock = new VirtualClock(new Chance(7)),
    tries: number[] = [],
    told: LinkEvents[] = [];
  const server = { answers: "refuses" as "refuses" | "accepts" | "is silent" };
  const transport = new Transport(events => {
    tries.push(clock.now());
    if (server.answers === "refuses") return Promise.reject(new Error("refused"));
    if (server.answers === "is silent") return new Promise(() => {});
    told.push(events);
    return Promise.resolve<Link>({ invoke: () => Promise.resolve(), close: () => {} });
  }, clock);
  return { clock, transport, tries, told, server };
}

test("pauses grow to a limit, with jitter", async () => {
  const { clock, transport, tries } = rig();
  transport.start();
  await clock.pass(120_000);
  const pauses = tries.slice(1).map((at, i) => at - tries[i]!);
  assert.ok(pauses[0]! <= 400 && pauses[0]! >= 200);
  assert.ok(pauses.every(pause => pause <= 15_000));
  assert.ok(pauses.slice(-3).every(pause => pause >= 7_500));
  assert.equal(new Set(pauses).size, pauses.length, "no two are alike");
  transport.stop();
});

test("activity shortens a long pause and does not restart a short one", async () => {
  const { clock, transport, tries } = rig();
  transport.start();
  await clock.pass(60_000);
  const before = tries.length;
  for (let i = 0; i < 40; i++) {
    transport.hurry();
    await clock.pass(100);
  }
  assert.ok(tries.length > before, "tried again within four seconds");
  assert.ok(tries.length <= before + 6, "typing does not hammer the server");
  transport.hurry(0);
  await clock.pass(1);
  assert.equal(tries[tries.length - 1], clock.now() - 1);
});

test("a server that hangs up at once is not hammered; one that was fine is met again soon", async () => {
  const { clock, transport, tries, told, server } = rig();
  server.answers = "accepts";
  transport.start();
  for (let i = 0; i < 3000; i++) {
    await clock.pass(10);
    told[told.length - 1]!.closed();
  }
  assert.ok(tries.length <= 10, `${tries.length} attempts in half a minute`);
  for (let i = 0; i < 3000 && !transport.isUp; i++) await clock.pass(10);
  await clock.pass(6000);
  const before = clock.now();
  told[told.length - 1]!.closed();
  await clock.pass(1000);
  assert.ok(transport.isUp && tries[tries.length - 1]! - before <= 400);
  transport.stop();
});

test("an attempt that is never answered is given up", async () => {
  const { clock, transport, tries, server } = rig();
  server.answers = "is silent";
  transport.start();
  await clock.pass(30_000);
  assert.ok(tries.length >= 2);
  assert.ok(!transport.isUp);
});

test("it comes up, goes down and comes up again; what an old connection says is not heard", async () => {
  const { clock, transport, told, server } = rig();
  const heard: string[] = [];
  transport.add({ up: () => heard.push("up"), down: () => heard.push("down"), event: name => heard.push(name) });
  server.answers = "accepts";
  transport.start();
  await settled();
  told[0]!.event("Updated", []);
  told[0]!.closed();
  told[0]!.closed();
  await clock.pass(1000);
  told[0]!.event("stale", []);
  told[1]!.event("Updated", []);
  transport.cut();
  transport.stop();
  await clock.pass(60_000);
  assert.deepEqual(heard, ["up", "Updated", "down", "up", "Updated", "down"]);
  assert.equal(told.length, 2);
});

test("who takes a connection over is told that it stands, and whoever had it hears nothing more", async () => {
  const { clock, transport, tries, told, server } = rig(),
    heard: string[] = [];
  const listener = (name: string) => ({
    up: () => void heard.push(`${name} up`),
    down: () => void heard.push(`${name} down`),
    event: (event: string) => void heard.push(`${name} ${event}`),
  });
  server.answers = "accepts";
  transport.add(listener("first"));
  transport.start();
  await settled();
  transport.release();
  transport.add(listener("second"));
  transport.start();
  told[0]!.event("Compiled", []);
  assert.deepEqual(heard, ["first up", "second up", "second Compiled"]);
  assert.equal(tries.length, 1, "there is one connection");
  told[0]!.closed();
  await clock.pass(1_000);
  assert.deepEqual(heard.slice(3), ["second down", "second up"], "it is still what reconnects");
  transport.stop();
});
