// A page whose text is not the server's, which nothing should bring about: it is found, kept, put right, and what was typed meanwhile
// stays.
import assert from "node:assert/strict";
import test from "node:test";
import { Text } from "@codemirror/state";
import { fingerprint } from "../sync/fingerprint";
import { Authority } from "./authority";
import { Network } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

const seed = "# 基本情况\n\n全市现有学校六所😀。\n";

test("the fingerprint is that of Authoring.Text", () => {
  const marks = [
    {
      id: "s1",
      by: "3",
      at: "2025-12-01T08:00:00.000Z",
      insert: [[0, 1]],
      delete: [
        [1, 2],
        [3, 5],
      ],
    },
  ] as const;
  assert.equal(fingerprint(Text.of(["年报", "😀"]), marks), "5-4312db5dcd61714a-42-25ff9538cd1f2bc9");
  assert.equal(fingerprint(Text.empty, []), "0-811c9dc59747b28c");
  assert.equal(fingerprint(Text.of(["年报", "😀"]), []), "5-4312db5dcd61714a");
});

async function office() {
  const chance = new Chance(7),
    authority = new Authority(seed),
    clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  const writer = new Writer("author1", network),
    other = new Writer("author2", network);
  await clock.pass(500);
  return { authority, clock, writer, other };
}

for (const [what, right] of [
  ["more", seed + "多出来的一行。\n"],
  ["less", "# 基本情况\n"],
  ["another emoji", seed.replace("😀", "😁")],
  ["nothing", ""],
] as const) {
  test(`a server that has ${what} is followed within a minute`, async () => {
    const { authority, clock, writer, other } = await office();
    authority.text = Text.of(right.split("\n"));
    await clock.pass(60_000);
    assert.equal(writer.text, right);
    assert.equal(other.text, right);
    assert.deepEqual(authority.different, [seed, seed], "what was here is kept");
    writer.type({ changes: { from: 0, insert: "之后。" } });
    await clock.pass(5_000);
    assert.ok(writer.isSynced);
    assert.equal(other.text, "之后。" + right);
  });
}

test("what is typed while it is being found out is not lost", async () => {
  const { authority, clock, writer, other } = await office();
  authority.text = Text.of(("前言。\n" + seed).split("\n"));
  for (let second = 0; second < 90; second++) {
    if (second % 31 === 0) writer.hold(); // composes: nothing of it may come in meanwhile
    if (second % 31 === 5) writer.release();
    await clock.pass(1_000);
  }
  assert.equal(writer.broken, 0);
  writer.type({ changes: { from: writer.text.length, insert: "写完。" } });
  await clock.pass(10_000);
  assert.equal(writer.text, "前言。\n" + seed + "写完。");
  assert.equal(other.text, writer.text);
});

test("texts that are the same are left alone", async () => {
  const { authority, clock, writer } = await office();
  await clock.pass(300_000);
  assert.deepEqual(authority.different, []);
  assert.equal(writer.text, seed);
});
