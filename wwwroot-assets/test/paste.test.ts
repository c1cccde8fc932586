// What is pasted: blocks of a spreadsheet, and text as Word, web pages and chats copy it.
import assert from "node:assert/strict";
import test from "node:test";
import { pasted, rowsOf } from "../editor/paste/plain";
import { tableOf } from "../editor/paste/table";
import { stateOf, table } from "./writing-notation";

test("a block of a spreadsheet becomes a table between empty lines", () => {
  assert.equal(
    pasted("学校\t人数\r\n职教中心\t2,298\r\n卫校\t1883\r\n", stateOf("前|后")),
    "\n\n| 学校 | 人数 |\n| --- | ---: |\n| 职教中心 | 2,298 |\n| 卫校 | 1883 |\n\n",
  );
  assert.equal(pasted("a\tb\nc\td", stateOf("|")), "| a | b |\n| --- | --- |\n| c | d |");
  assert.deepEqual(rowsOf('"两\n行"\t"他说""好"""\n甲|乙\t'), [
    ["两 行", '他说"好"'],
    ["甲|乙", ""],
  ]);
  assert.equal(
    tableOf([
      ["甲|乙", "x\\|"],
      ["", ""],
    ]),
    "| 甲\\|乙 | x\\\\\\| |\n| --- | --- |\n|  |  |",
  );
  assert.equal(rowsOf("一行\t文字"), null);
  assert.equal(rowsOf("甲\t乙\n没有制表符"), null);
  assert.equal(pasted("甲\t乙\n丙\t丁", stateOf(table.replace("甲", "甲¦"))), "甲 乙 丙 丁", "inside a table it stays in its cell");
  assert.equal(pasted("\n| 乙 | 2 |", stateOf(`${table}¦`)), "\n| 乙 | 2 |", "rows of a table are rows");
  assert.equal(pasted("| 乙 | 2 |\n| 丙 | 3 |\n", stateOf(table.replace("| 甲", "¦| 甲"))), "| 乙 | 2 |\n| 丙 | 3 |\n");
  assert.equal(pasted("\n\n下一段", stateOf(`${table}¦`)), "\n\n下一段", "behind a table text goes on");
});

test("other text loses indents, odd spaces and Windows line ends, and nothing else", () => {
  assert.equal(pasted("\u3000\u3000首行缩进\r\n第二行\u00a0有空格\u200b\r\n", stateOf("|")), "首行缩进\n第二行 有空格\n");
  assert.equal(pasted("\t段落\n\t- 列表", stateOf("|")), "段落\n - 列表");
  assert.equal(pasted("    代码", stateOf("|")), "    代码");
  assert.equal(pasted("全角　空格", stateOf("|")), "全角　空格");
});

test("what Word, a web page or a chat copies keeps its paragraphs; lists and tables stay together", () => {
  assert.equal(pasted("第一段。\r\n第二段。\r\n\r\n第三段。\r\n", stateOf("|"), true), "第一段。\n\n第二段。\n\n第三段。\n");
  assert.equal(pasted("第一行\n第二行", stateOf("|")), "第一行\n第二行", "Markdown that was copied here or in Notepad stays as it was");
  assert.equal(pasted("要点：\r\n\uf0b7\t甲\r\n\uf0b7\t乙\r\n以上。", stateOf("|"), true), "要点：\n\n- 甲\n- 乙\n\n以上。");
  assert.equal(pasted("•\t甲\r\n•\t乙\r\n", stateOf("|"), true), "- 甲\n- 乙\n", "bullets are no column");
  assert.equal(pasted("1.\t甲\r\n2.\t乙\r\n", stateOf("|"), true), "1. 甲\n2. 乙\n", "nor are numbers");
  assert.equal(pasted("（一）\t甲\r\n（二）\t乙", stateOf("|"), true), "（一）甲\n\n（二）乙");
  assert.equal(pasted("序号\t学校\r\n1\t甲\r\n", stateOf("|"), true), "| 序号 | 学校 |\n| ---: | --- |\n| 1 | 甲 |");
  assert.equal(pasted("```\na\nb\n```\n后", stateOf("|"), true), "```\na\nb\n```\n\n后");
  assert.equal(pasted("| 乙 | 2 |\n| 丙 | 3 |", stateOf("|"), true), "| 乙 | 2 |\n| 丙 | 3 |");
});

test("lists and headings as Word copies them are lists and headings, whatever stands before the tab", () => {
  const word = (text: string) => pasted(text.replace(/⇥/g, "\t").replace(/\n/g, "\r\n"), stateOf("|"), true);
  for (const mark of ["Ø", "ü", "·", "l", "n", "u", "●", "➢", "\uf06c", "§", "o", "◆"])
    assert.equal(word(`${mark}⇥甲\n${mark}⇥乙\n`), "- 甲\n- 乙\n", mark);
  for (const [first, second] of [
    ["①", "②"],
    ["A.", "B."],
    ["(a)", "(b)"],
    ["（1）", "（2）"],
    ["1)", "2)"],
    ["1．", "2．"],
    ["i.", "ii."],
    ["❶", "❷"],
  ])
    assert.equal(word(`${first}⇥甲\n${second}⇥乙`), "1. 甲\n2. 乙", first);
  assert.equal(word("③⇥甲\n④⇥乙"), "3. 甲\n4. 乙");
  assert.equal(word("1.1⇥办学规模\n1.2⇥设施设备"), "## 办学规模\n\n## 设施设备");
  assert.equal(word("第一章⇥总则\n第一节⇥目标\n正文。"), "# 总则\n\n## 目标\n\n正文。");
  assert.equal(
    word("1.1⇥全市现有中等职业学校六所，在校生一万二千人。\n1.2⇥短句。"),
    "1.1 全市现有中等职业学校六所，在校生一万二千人。\n\n1.2 短句。",
  );
  assert.equal(word("一、⇥甲\n（一）⇥乙\n第一条⇥丙"), "一、甲\n\n（一）乙\n\n第一条 丙");
  assert.equal(word("要求：\nØ⇥甲\nØ⇥乙\n以上。"), "要求：\n\n- 甲\n- 乙\n\n以上。");
  assert.equal(pasted("l\t甲\nl\t乙", stateOf("|")), "- 甲\n- 乙", "from WPS without formatted text, too");
  assert.deepEqual(rowsOf("n\t甲\nm\t乙"), [
    ["n", "甲"],
    ["m", "乙"],
  ]);
  assert.equal(
    pasted("1.\t甲\t5\n2.\t乙\t6", stateOf("|")),
    "| 1. | 甲 | 5 |\n| ---: | --- | ---: |\n| 2. | 乙 | 6 |",
    "three columns are a table",
  );
});

test("a table of Word with merged cells keeps its columns, short rows are filled up; running text is no table", () => {
  assert.equal(
    pasted("学校\t专业\t人数\n合并的一行\n甲校\t护理\t12", stateOf("|")),
    "| 学校 | 专业 | 人数 |\n| --- | --- | ---: |\n| 合并的一行 |  |  |\n| 甲校 | 护理 | 12 |",
  );
  assert.deepEqual(rowsOf("甲\t乙\n标题\n丙\t丁"), [
    ["甲", "乙"],
    ["标题", ""],
    ["丙", "丁"],
  ]);
  assert.deepEqual(rowsOf("表一\n甲\t乙\t丙\n1\t2\t3"), [
    ["表一", "", ""],
    ["甲", "乙", "丙"],
    ["1", "2", "3"],
  ]);
  assert.deepEqual(rowsOf("甲\t乙\t丙\n丁\t戊\n己\t庚\t辛")?.[1], ["丁", "戊", ""]);
  assert.equal(rowsOf("姓名：\t张三\n他在学校工作多年。\n电话：\t123"), null);
  assert.equal(rowsOf("甲\t乙\n一\n二\n三"), null);
});

test("pasted lines of blanks alone are empty", () => {
  assert.equal(pasted("甲\n　　\n乙\n\u00a0\u00a0\n丙\n　\t\n丁", stateOf("|")), "甲\n\n乙\n\n丙\n\n丁");
  assert.equal(pasted("甲\n　　\n乙", stateOf("|"), true), "甲\n\n乙");
});
