// A card's front matter is read as YAML is, changed with as little as possible, and never touched where it cannot be read.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { type Name, names, read, set } from "../cases/front-matter";
import { Chance } from "./random";

const value = (text: string, name: Name): string | undefined => {
  const found = read(text);
  assert.equal(found.kind, "read", text);
  return found.kind === "read" ? found.entries[name]?.text : undefined;
};
const after = (text: string, name: Name, wanted: string): string => {
  const change = set(text, name, wanted);
  assert.ok(change, text);
  return text.slice(0, change.from) + change.insert + text.slice(change.to);
};
const card = (yaml: string) => `---\n${yaml}\n---\n\n正文\n`;

test("values are read as the compiler reads them: the rest of the line, or as YAML quotes it", () => {
  assert.equal(value(card("title: 一粒种子串起四堂思政课"), "title"), "一粒种子串起四堂思政课");
  assert.equal(value(card("title: 实训基地 #3 建设"), "title"), "实训基地 #3 建设");
  assert.equal(value(card("title: a: b"), "title"), "a: b");
  assert.equal(value(card("title：［甲］"), "title"), "［甲］");
  assert.equal(value(card("title:　[甲] *乙*"), "title"), "[甲] *乙*");
  assert.equal(value(card('Title: "甲" 与 "乙"'), "title"), '"甲" 与 "乙"');
  assert.equal(value(card("title: a#b"), "title"), "a#b");
  assert.equal(value(card('title: "甲：\\"乙\\" \\u4e19\\n丁"'), "title"), '甲："乙" 丙\n丁');
  assert.equal(value(card("title: 'it''s'"), "title"), "it's");
  assert.equal(value(card("title: 长长的\n  标题\nschool: 一校"), "title"), "长长的 标题");
  assert.equal(value(card("summary: |-\n  第一行\n    缩进\n\n  第三行\nschool: 一校"), "summary"), "第一行\n  缩进\n\n第三行");
  assert.equal(value(card("summary: |\n  一\n"), "summary"), "一\n");
  assert.equal(value(card("summary: >-\n  一\n  二\n\n  三"), "summary"), "一 二\n三");
  assert.equal(value(card("title:\nschool: ~"), "title"), "");
  assert.equal(value(card("title:\nschool: ~"), "school"), "");
  assert.equal(value(card("tags: [a, b]\nmore:\n  - x\n  - y: z\ntitle: 甲"), "title"), "甲");
  assert.equal(value(card('title: "一\n  二"'), "title"), "一 二");
});

interface Case extends Record<Name, string | null> {
  name: string;
  text: string;
}

for (const { name, text, ...expected } of JSON.parse(readFileSync("../tests/conformance/front-matter.json", "utf8")) as Case[])
  test(`a card says of itself what the compiler reads: ${name}`, () => {
    const found = read(text);
    assert.notEqual(found.kind, "trouble");
    for (const each of names) assert.equal((found.kind === "read" && found.entries[each]?.text) || null, expected[each], each);
    // What the form changes, it changes there.
    const change = set(text, "title", "乙")!,
      after = read(text.slice(0, change.from) + change.insert + text.slice(change.to));
    for (const each of names)
      assert.equal((after.kind === "read" && after.entries[each]?.text) || null, each === "title" ? "乙" : expected[each], each);
  });

test("what cannot be read is said with its line and left alone", () => {
  for (const [yaml, line] of [
    ["title: 甲\n乱写的一行", 3],
    ['title: "没有结束', 3],
    ["title: 甲\ntitle: 乙", 3],
    ['title: "\\q"', 2],
    ["- 甲", 2],
    ["title:\n  - 甲", 3],
  ] as const) {
    assert.deepEqual(read(card(yaml)), { kind: "trouble", line }, yaml);
    assert.equal(set(card(yaml), "title", "丙"), null);
  }
  assert.deepEqual(read("---\ntitle: 甲\n"), { kind: "trouble", line: 1 });
  assert.deepEqual(read("正文"), { kind: "none" });
});

test("a changed value changes no more than itself", () => {
  assert.deepEqual(set(card("title: 双师课堂"), "title", "双师同堂"), { from: 13, to: 14, insert: "同" });
  assert.equal(after(card("title: 甲 #1"), "title", "乙"), card("title: 乙"));
  assert.equal(after(card('title: "甲"'), "title", "乙"), card('title: "乙"'));
  assert.equal(after(card("title: 甲"), "title", "甲: 乙"), card('title: "甲: 乙"'));
  assert.equal(after(card("title:\nschool: 一校"), "title", "乙"), card("title: 乙\nschool: 一校"));
  assert.equal(after(card("title: 甲"), "summary", "一\n二"), card('title: 甲\nsummary: "一\\n二"'));
  assert.equal(after(card("summary: |\n  一\n  二\nid: c01"), "summary", "三"), card("summary: 三\nid: c01"));
  assert.equal(after(card("summary: 摘要"), "title", "甲"), card("title: 甲\nsummary: 摘要"));
  assert.equal(after(card(""), "title", "甲"), "---\ntitle: 甲\n\n---\n\n正文\n");
  assert.equal(after("---\n---\n", "title", "甲"), "---\ntitle: 甲\n---\n");
  assert.equal(after("正文", "title", "甲"), "---\ntitle: 甲\n---\n\n正文");
  assert.equal(after(card("title: 😀"), "title", "😁"), card('title: "😁"'));
  assert.equal(after(card("title: 甲"), "title", ""), card('title: ""'));
});

const parts = [
  "甲",
  "乙",
  "a",
  " ",
  ": ",
  "#",
  " #",
  '"',
  "'",
  "\\",
  "\n",
  "-",
  "---",
  "...",
  "{",
  "]",
  "*",
  "|",
  ">",
  "%",
  "@",
  "😀",
  "\t",
  "\u200b",
  "~",
  "null",
  "yes",
  "1",
  "&",
  "!",
  ",",
  "，",
];

test("whatever is filled in is read again as it was, however often and in whatever order", () => {
  const seed = Number(process.env.SEED ?? 20261123),
    chance = new Chance(seed);
  for (let round = 0; round < 2_000; round++) {
    let text = [card("id: c01\ntitle: 甲"), card("summary: |\n  一\n  二"), "正文", card("title: 'x'\nschool: \"y\"")][chance.below(4)]!;
    const wanted: Partial<Record<Name, string>> = {};
    for (let step = 0; step < 6; step++) {
      const name = (["title", "school", "summary"] as const)[chance.below(3)]!;
      text = after(text, name, (wanted[name] = Array.from({ length: chance.below(6) }, () => parts[chance.below(parts.length)]!).join("")));
      for (const [known, said] of Object.entries(wanted))
        assert.equal(value(text, known as Name), said, `seed ${seed}, round ${round}: ${JSON.stringify(text)}`);
    }
    assert.ok(text.endsWith("正文\n") || text.endsWith("正文"));
  }
});

test("any text is read without a fault", () => {
  const seed = Number(process.env.SEED ?? 20261123),
    chance = new Chance(seed);
  const parts = ["---\n", "title: ", "id:", '"', "'", "|", ">", "\n", "  ", "甲", "\\", "u12", ": ", "#", "...\n", "- ", "\t", "[", "😀"];
  for (let round = 0; round < 20_000; round++) {
    const text = "---\n" + Array.from({ length: chance.below(12) }, () => parts[chance.below(parts.length)]!).join("");
    const found = read(text),
      change = set(text, "title", "乙");
    assert.equal(change === null, found.kind === "trouble", `seed ${seed}: ${JSON.stringify(text)}`);
  }
});
