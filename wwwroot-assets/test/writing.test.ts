// What the buttons and keys above the text do to it: marks, headings, lists, tables, footnotes, paste, ids, the outline and the count of
// words.
import assert from "node:assert/strict";
import test from "node:test";
import { undo } from "@codemirror/commands";
import { EditorState, Text } from "@codemirror/state";
import { itemsOf } from "../outline/structure";
import { freeId, stemOf } from "../references/ids";
import { insertFootnote } from "../editor/toolbar/footnotes";
import { setHeading, toggleHeading } from "../editor/toolbar/headings";
import { toggleList } from "../editor/toolbar/lists";
import { bold, isMarked, italic, toggleMark } from "../editor/toolbar/marks";
import { addColumn, addRow, canRemoveColumn, canRemoveRow, goToCell, insertTable, removeColumn, removeRow } from "../editor/toolbar/tables";
import { wordsBetween, wordsIn, wordsOf } from "../editor/words-in-text";
import { run, shown, stateOf, table } from "./writing-notation";

test("bold goes on and off again over a selection, and keeps it selected", () => {
  assert.equal(run("坚持«立德树人»根本", toggleMark(bold)), "坚持**«立德树人»**根本");
  assert.equal(run("坚持«立德树人»根本", toggleMark(bold), toggleMark(bold)), "坚持«立德树人»根本");
  assert.equal(run("坚持«**立德**»根本", toggleMark(bold)), "坚持«立德»根本");
  assert.equal(run("坚持**立|德**根本", toggleMark(bold)), "坚持立|德根本");
  assert.equal(run("«一**二**三»", toggleMark(bold)), "**«一二三»**");
  assert.equal(run("坚持«立德»", toggleMark(bold), toggleMark(italic), toggleMark(bold)), "坚持*«立德»*");
  assert.equal(run("坚持«立德»", toggleMark(bold), toggleMark(italic), toggleMark(italic)), "坚持**«立德»**");
});

test("a part of marked words loses its mark, the rest keeps it; words beside marked ones join them", () => {
  assert.equal(run("**立«德树»人**", toggleMark(bold)), "**立**«德树»**人**");
  assert.equal(run("**«立德»树人**", toggleMark(bold)), "«立德»**树人**");
  assert.equal(run("**立德«树人。»**全年", toggleMark(bold)), "**立德**«树人。»全年");
  assert.equal(run("**甲 «乙» 丙**", toggleMark(bold)), "**甲** «乙» **丙**");
  assert.equal(run("**一**«二»**三**", toggleMark(bold)), "**一«二»三**");
  assert.equal(run("**一**«二»三", toggleMark(bold)), "**一«二»**三");
  assert.equal(run("**一**«二»三", toggleMark(bold), toggleMark(bold)), "**一**«二»三");
});

test("at the end of marked words the key leaves them, as one writes in a word processor", () => {
  assert.equal(run("坚持**立德|**", toggleMark(bold)), "坚持**立德**|");
  assert.equal(run("坚持**立德**|", toggleMark(bold)), "坚持**立德|**");
});

test("ids, addresses and signs carry no mark", () => {
  assert.equal(run("«## 二 {#sec:x}»", toggleMark(bold)), "## **«二»** {#sec:x}");
  assert.equal(run("«: 题注 {#tbl:x}»", toggleMark(bold)), ": **«题注»** {#tbl:x}");
  assert.equal(run("«![题注](x.png){#fig:x}»", toggleMark(bold)), "![**«题注»**](x.png){#fig:x}");
  assert.equal(run("«::case{#case:c01}»", toggleMark(bold)), "«::case{#case:c01}»");
  assert.equal(run("«##　标题»", toggleMark(bold)), "##　**«标题»**");
});

test("at a caret the signs are put around it, and taken away while nothing stands between them", () => {
  assert.equal(run("甲|乙", toggleMark(bold)), "甲**|**乙");
  assert.equal(run("甲|乙", toggleMark(bold), toggleMark(bold)), "甲|乙");
  assert.equal(run("|", toggleMark(italic)), "*|*");
});

test("punctuation of any kind carries a mark, white space does not", () => {
  assert.equal(run("请«注意。»然后", toggleMark(bold)), "请**«注意。»**然后");
  assert.equal(run("请«注意。»然后", toggleMark(bold), toggleMark(bold)), "请«注意。»然后");
  assert.equal(run("见«“要求”»执行", toggleMark(bold)), "见**«“要求”»**执行");
  assert.equal(run("推进«（含基地）»建设", toggleMark(bold)), "推进**«（含基地）»**建设");
  assert.equal(run("推进«（含基地）»建设", toggleMark(bold), toggleMark(bold)), "推进«（含基地）»建设");
  assert.equal(run("增长«《行动计划》»", toggleMark(italic)), "增长*«《行动计划》»*");
  assert.equal(run("GDP«(万元)»3", toggleMark(bold)), "GDP**«(万元)»**3");
  assert.equal(run("甲« 乙 »丙", toggleMark(bold)), "甲 **«乙»** 丙");
  assert.equal(run("«“要求”»", toggleMark(bold)), "**«“要求”»**");
});

test("over several lines each is marked by itself, behind its list or heading sign; cells of a table too", () => {
  assert.equal(run("«- 一\n\n## 二»", toggleMark(bold)), "- **«一**\n\n## **二»**");
  assert.equal(run("«- 一\n\n## 二»", toggleMark(bold), toggleMark(bold)), "- «一\n\n## 二»");
  assert.equal(run("«| 一 | 二 |\n| --- | --- |»", toggleMark(bold)), "| **«一** | **二»** |\n| --- | --- |");
  assert.ok(isMarked(stateOf("«**一**\n**二**»"), bold));
  assert.ok(!isMarked(stateOf("«**一**\n二»"), bold));
});

test("heading levels are set, changed and taken off; running text of a list loses its sign", () => {
  assert.equal(run("办学|规模", setHeading(2)), "## 办学|规模");
  assert.equal(run("## 办学|规模", setHeading(3)), "### 办学|规模");
  assert.equal(run("## 办学|规模", toggleHeading(2)), "办学|规模");
  assert.equal(run("- 办学|规模", setHeading(1)), "# 办学|规模");
  assert.equal(run("«一\n\n二»", setHeading(4)), "#### «一\n\n#### 二»");
  assert.equal(run("|", setHeading(1)), "# |");
  assert.equal(run("＃＃　规|模", setHeading(3)), "### 规|模");
  assert.equal(run("##规|模", setHeading(0)), "规|模");
});

test("lists go on, change their kind and go off", () => {
  assert.equal(run("«一\n\n二»", toggleList("numbers")), "1. «一\n\n2. 二»");
  assert.equal(run("«一\n二»", toggleList("bullets"), toggleList("numbers")), "1. «一\n2. 二»");
  assert.equal(run("«- 一\n- 二»", toggleList("bullets")), "«一\n二»");
  assert.equal(run("  - 一|", toggleList("numbers")), "  1. 一|");
  assert.equal(run("|", toggleList("bullets")), "- |");
});

test("a new table stands between empty lines, its caption is selected", () => {
  const put = (marked: string) => {
    const state = stateOf(marked);
    return shown(state.update(insertTable(state, 2, 2, "题注", "tbl:a-1")).state, "|");
  };
  assert.equal(put("甲|"), "甲\n\n|  |  |\n| --- | --- |\n|  |  |\n\n: «题注» {#tbl:a-1}\n");
  assert.equal(put("甲\n¦\n乙"), "甲\n\n|  |  |\n| --- | --- |\n|  |  |\n\n: «题注» {#tbl:a-1}\n\n乙");
  assert.equal(put("第¦一行\n第二行\n\n乙"), "第一行\n第二行\n\n|  |  |\n| --- | --- |\n|  |  |\n\n: «题注» {#tbl:a-1}\n\n乙");
});

test("Tab goes from cell to cell over the rule, and makes a row behind the last", () => {
  assert.equal(run(table.replace("校", "校¦"), goToCell(1)), table.replace("人", "«人»"));
  assert.equal(run(table.replace("人", "人¦"), goToCell(1)), table.replace("甲", "«甲»"));
  assert.equal(run(table.replace("甲", "¦甲"), goToCell(-1)), table.replace("人", "«人»"));
  assert.equal(run(table.replace("校", "¦校"), goToCell(-1)), table.replace("校", "¦校"));
  assert.equal(run(table.replace("1", "1¦"), goToCell(1)), `${table}\n| ¦ |  |`);
  assert.equal(goToCell(1)({ state: stateOf("没有表¦格"), dispatch: () => {} }), false, "outside a table Tab leaves the text");
  assert.equal(
    goToCell(1)({ state: stateOf(table.replace("1", "1¦"), true), dispatch: () => {} }),
    false,
    "a reader leaves at the last cell",
  );
});

test("rows and columns come and go; the head, the rule and the last column stay", () => {
  assert.equal(run(table.replace("校", "校¦"), addRow), "| 校 | 人 |\n| --- | --- |\n| ¦ |  |\n| 甲 | 1 |");
  assert.equal(run(table.replace("甲", "甲¦"), addRow), `${table}\n| ¦ |  |`);
  assert.equal(run(table.replace("校", "校¦"), addColumn), "| 校 | ¦ | 人 |\n| --- | --- | --- |\n| 甲 |  | 1 |");
  assert.equal(run(table.replace("人", "人¦"), addColumn), "| 校 | 人 | ¦ |\n| --- | --- | --- |\n| 甲 | 1 |  |");
  assert.equal(run("校 | 人¦\n--- | ---\n甲 | 1", addColumn), "校 | 人 | ¦ \n--- | --- | --- \n甲 | 1 |  ");
  assert.equal(run(table.replace("校", "校¦"), removeColumn), "|¦ 人 |\n| --- |\n| 1 |");
  assert.equal(run(table.replace("1", "1¦"), removeColumn), "| 校 |\n| --- |\n| 甲 |¦");
  assert.equal(run(table.replace("1", "1¦"), removeRow), "| 校 | ¦人 |\n| --- | --- |");
  assert.ok(!canRemoveRow(stateOf(table.replace("校", "校¦"))));
  assert.ok(!canRemoveColumn(stateOf("| 校¦ |\n| --- |")));
  assert.equal(run(`${table.replace("甲", "甲 \\| 乙¦")}`, addColumn), "| 校 |  | 人 |\n| --- | --- | --- |\n| 甲 \\| 乙 | ¦ | 1 |");
});

test("a footnote takes the next free number, the caret goes to its text, and back", () => {
  assert.equal(run("学校六所|。", insertFootnote), "学校六所[^1]。\n\n[^1]: |\n");
  assert.equal(run("甲[^7]乙|\n\n[^7]: 注\n", insertFootnote), "甲[^7]乙[^8]\n\n[^7]: 注\n[^8]: |\n");
  assert.equal(run("甲[^7]乙\n\n[^7]: 注|\n", insertFootnote), "甲[^7]|乙\n\n[^7]: 注\n");
  assert.equal(run("甲\n\n|", insertFootnote), "甲\n\n[^1]\n\n[^1]: |\n");
});

test("one who may only read changes nothing", () => {
  const commands = [toggleMark(bold), setHeading(1), toggleList("bullets"), insertFootnote, addRow, addColumn, removeRow, removeColumn];
  for (const command of commands)
    assert.equal(command({ state: stateOf(table.replace("1", "1¦"), true), dispatch: () => assert.fail() }), false);
});

test("each command is taken back by one undo", () => {
  for (const command of [toggleMark(bold), setHeading(2), toggleList("numbers"), insertFootnote]) {
    let state = stateOf("甲«乙»丙");
    const dispatch = (tr: { state: EditorState }) => {
      state = tr.state;
    };
    command({ state, dispatch });
    assert.notEqual(state.doc.toString(), "甲乙丙");
    undo({ state, dispatch });
    assert.equal(state.doc.toString(), "甲乙丙");
  }
});

test("the outline: headings, figures, tables, cases; nothing in code or front matter", () => {
  const items = itemsOf(
    Text.of([
      "---",
      "# id: c01",
      "---",
      "# 基本情况 {#sec:basic}",
      "",
      "```",
      "# 代码",
      "```",
      "",
      "## **规模**[^1] ##",
      "![分布](../images/map.png)",
      "![](../images/x.png)",
      ": 各校人数 {#students}",
      "::case{#case:c01}",
      "#1 教学楼",
    ]),
  );
  assert.deepEqual(
    items.map(({ kind, level, title, id, line }) => [kind, level, title, id, line]),
    [
      ["heading", 1, "基本情况", "sec:basic", 4],
      ["heading", 2, "规模", null, 10],
      ["figure", 0, "分布", null, 11],
      ["table", 0, "各校人数", "tbl:students", 13],
      ["case", 0, "", "case:c01", 14],
    ],
  );
  const text = itemsOf(Text.of(["![分布](../images/map.png)  ", "## 规模"]));
  assert.deepEqual(
    text.map(({ idAt }) => idAt),
    [24, 32],
  );
});

test("ids are readable and free", () => {
  assert.equal(stemOf("siping/sections/03-basic"), "basic");
  assert.equal(stemOf("siping/sections/第一章"), "");
  assert.equal(freeId("fig", "siping/sections/03-basic", new Set(["fig:basic-1"])), "fig:basic-2");
  assert.equal(freeId("tbl", "siping/sections/第一章", new Set()), "tbl:1");
  assert.equal(freeId("fig", "siping/cases/c01", new Set()), "fig:c01-1");
});

test("words: Chinese characters and marks one each, Latin words and numbers one each, signs of Markdown none", () => {
  assert.equal(wordsIn("全市现有学校6所。"), 9);
  assert.equal(wordsIn("下降3.25%，GDP up 2"), 7);
  assert.equal(wordsIn("# **立德树人** {#sec:moral}"), 4);
  assert.equal(wordsIn("![分布](../images/map.png){#fig:map}"), 2);
  assert.equal(wordsIn('![分布](../images/map.png "地图，标出\\"六所\\"学校"){#fig:map}'), 2);
  assert.equal(wordsIn('见[分布](x)和[图]( "没有说完'), 9);
  assert.equal(wordsIn("| --- | ---: |"), 0);
  assert.equal(wordsIn("𠮷野家"), 3);
  const doc = Text.of(["---", "id: c01", "---", "甲乙", "ab cd"]);
  assert.equal(wordsOf(doc), 4);
  assert.equal(wordsBetween(doc, doc.line(4).from + 1, doc.length), 3);
  const long = Text.of(Array<string>(3000).fill("全市现有中等职业学校6所，公办5所，民办1所。".repeat(4)));
  const start = performance.now();
  wordsOf(long);
  console.log(`${long.length} characters counted in ${(performance.now() - start).toFixed(1)} ms`);
});
