// What a page left behind of a person who may only read by now: nothing is sent, and only what the log lacks is handed over.
import assert from "node:assert/strict";
import test from "node:test";
import { Authority } from "./authority";
import { calm, Network } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

async function leaving(isLogged: boolean) {
  const chance = new Chance(7),
    authority = new Authority("# 基本情况\n"),
    clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  const writer = new Writer("wang", network),
    other = new Writer("li", network);
  await clock.pass(2_000);
  if (!isLogged) network.weather = { ...calm, cut: 1, unreachable: 1 };
  writer.type({ changes: { from: 0, insert: "王" } });
  const stored = [...writer.browser];
  await clock.pass(5_000);
  // The tab was closed before it heard that the log has it, or before it could send.
  for (const [tab, entry] of stored) writer.browser.set(tab, entry);
  network.weather = calm;
  const reader = writer.reload(false);
  other.type({ changes: { from: 0, insert: "李" } });
  await clock.pass(20_000);
  return { authority, reader, left: writer.browser.size };
}

test("an edit that the log has is no longer called unsent", async () => {
  const { authority, reader, left } = await leaving(true);
  assert.deepEqual([authority.text.toString(), reader.refused, left], ["李王# 基本情况\n", [], 0]);
  assert.ok(reader.isSynced);
});

test("an edit that the log lacks is handed over, kept and not sent", async () => {
  const { authority, reader, left } = await leaving(false);
  assert.deepEqual([authority.text.toString(), reader.refused, left], ["李# 基本情况\n", ["may not write"], 1]);
  assert.ok(reader.isSynced);
});
