// What the list of reports hands over is what was written.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet, Text } from "@codemirror/state";
import { applied } from "../shell/unsent";
import { Chance } from "./random";

test("a change is applied as CodeMirror applies it", () => {
  const chance = new Chance(Number(process.env.SEED ?? 11));
  for (let round = 0; round < 2_000; round++) {
    const base = Array.from({ length: chance.below(20) }, () => "年报😀a\n"[chance.below(6)] ?? "")
      .join("")
      .replace(/[\ud800-\udfff]/g, "字");
    const text = Text.of(base.split("\n")),
      edits = [];
    for (let from = chance.below(4); from <= text.length; from += 1 + chance.below(6)) {
      const to = Math.min(text.length, from + chance.below(3));
      edits.push({ from, to, insert: Text.of(["", "甲", "乙\n丙", "\n"][chance.below(4)]!.split("\n")) });
      from = to;
    }
    const changes = ChangeSet.of(edits, text.length);
    assert.equal(applied(base, changes.toJSON() as Parameters<typeof applied>[1]), changes.apply(text).toString());
  }
});
