// Finding words in a report: as people look for them, at the places where they stand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Searched, wall } from "../read/find";

const found = (text: string, words: string) => new Searched(text).find(words).map(([from, to]) => text.slice(from, to));

test("every place is found, in order, none inside another", () => {
  assert.deepEqual(new Searched("校企合作，校企共建，校").find("校企"), [
    [0, 2],
    [5, 7],
  ]);
  assert.deepEqual(new Searched("哈哈哈哈哈").find("哈哈"), [
    [0, 2],
    [2, 4],
  ]);
});

test("large and small, full and half width are the same", () => {
  assert.deepEqual(found("ＡＩ 助教与 ai 课堂（Ai）", "ai"), ["ＡＩ", "ai", "Ai"]);
  assert.deepEqual(found("占比98.5％", "98.5%"), ["98.5％"]);
});

test("blanks and line ends between characters do not matter", () => {
  assert.deepEqual(found("图 2-1 与图2-1", "图2-1"), ["图 2-1", "图2-1"]);
  assert.deepEqual(found("立德\n树人", "立德 树人"), ["立德\n树人"]);
});

test("nothing is found across two blocks, and nothing by nothing", () => {
  assert.deepEqual(found(`立德${wall}树人`, "立德树人"), []);
  assert.deepEqual(found("立德树人", "  "), []);
});

test("a letter that is two when it is small does not shift what follows", () => {
  assert.deepEqual(found("İ校企", "校企"), ["校企"]);
});
