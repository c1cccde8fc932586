// What the buttons and keys above the text do to it: marks, headings, lists, tables, footnotes, paste, ids, the outline and the count of
// words.
import assert from "node:assert/strict";
import test from "node:test";
import { history, undo } from "@codemirror/commands";
import { EditorSelection, EditorState, type StateCommand, Text } from "@codemirror/state";
import { itemsOf } from "../outline/structure";
import { pasted, rowsOf, tableOf } from "../editor/paste/plain";
import { freeId, stemOf } from "../references/ids";
import { reportMarkdown } from "../editor/markdown";
import { insertFootnote } from "../editor/toolbar/footnotes";
import { setHeading, toggleHeading } from "../editor/toolbar/headings";
import { toggleList } from "../editor/toolbar/lists";
import { bold, isMarked, italic, toggleMark } from "../editor/toolbar/marks";
import { addColumn, addRow, canRemoveColumn, canRemoveRow, goToCell, insertTable, removeColumn, removeRow } from "../editor/toolbar/tables";
import { wordsBetween, wordsIn, wordsOf } from "../editor/words-in-text";

/** The caret is `|` when it stands alone, a selection is `«…»`. In a text with tables the caret is `¦`. */
function stateOf(marked: string, readOnly = false): EditorState {
  const caret = marked.includes("¦") ? "¦" : "|";
  const from = marked.indexOf("«") >= 0 ? marked.indexOf("«") : marked.indexOf(caret);
  const doc = marked.includes("«") ? marked.replace("«", "").replace("»", "") : marked.slice(0, from) + marked.slice(from + 1);
  const to = marked.includes("«") ? marked.indexOf("»") - 1 : from;
  return EditorState.create({
    doc,
    selection: EditorSelection.range(from, to),
    extensions: [reportMarkdown, history(), EditorState.readOnly.of(readOnly)],
  });
}

function shown(state: EditorState, caret: string): string {
  const { from, to } = state.selection.main,
    text = state.doc.toString();
  return from === to ? text.slice(0, from) + caret + text.slice(from) : `${text.slice(0, from)}«${text.slice(from, to)}»${text.slice(to)}`;
}

function run(marked: string, ...commands: StateCommand[]): string {
  let state = stateOf(marked);
  for (const command of commands)
    command({
      state,
      dispatch: tr => {
        state = tr.state;
      },
    });
  return shown(state, marked.includes("¦") ? "¦" : "|");
}

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

const table = "| 校 | 人 |\n| --- | --- |\n| 甲 | 1 |";

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

test("the outline: headings, figures, tables, cases; nothing in code or front matter", () => {
  const items = itemsOf(
    Text.of(
      "---\n# id: c01\n---\n# 基本情况 {#sec:basic}\n\n```\n# 代码\n```\n\n## **规模**[^1] ##\n![分布](../images/map.png)\n![](../images/x.png)\n: 各校人数 {#students}\n::case{#case:c01}\n#1 教学楼".split(
        "\n",
      ),
    ),
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
