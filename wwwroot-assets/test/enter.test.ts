// What Enter and its relatives do: paragraphs, lists, tables, headings, quotes, code; what they never do is copy blanks or pile up empty
// lines.
import assert from "node:assert/strict";
import test from "node:test";
import { history, undo } from "@codemirror/commands";
import { ChangeSet, EditorSelection, EditorState } from "@codemirror/state";
import { enter, enterBelow, entering, enterLine } from "../editor/enter/enter";
import { reportMarkdown } from "../editor/markdown";
import { receive } from "../sync/receive";
import { unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { mode, setMode } from "../tracking/mode";
import { projecting } from "../tracking/suggesting";
import { suggestedTyping } from "../suggestions/typing";
import { Chance, seeds } from "./random";
import { typed, stateOf, pressed } from "./enter-notation";

test("paragraphs with full-width indents stay what they are, however many times Enter is pressed between them", () => {
  assert.equal(typed("¦", "　　第一段。⏎⏎　　第二段。⏎⏎　　第三段。"), "　　第一段。\n\n　　第二段。\n\n　　第三段。¦");
  for (const blank of ["　　", "\u00a0\u00a0", "\t", "    ", "\u2003", " 　 "]) {
    assert.equal(typed("¦", `${blank}甲。⏎乙。⏎⏎丙。⏎⏎⏎丁。`), `${blank}甲。\n\n乙。\n\n丙。\n\n丁。¦`, JSON.stringify(blank));
    assert.equal(typed(`${blank}甲。¦`, "⇧乙"), `${blank}甲。\n乙¦`);
    assert.equal(typed(`甲\n\n${blank}乙¦丙`, "⏎"), `甲\n\n${blank}乙\n\n¦丙`);
    assert.equal(typed(`${blank}甲。¦`, "⌃乙"), `${blank}甲。\n\n乙¦`);
  }
});

test("Enter makes a paragraph: behind a sentence, within one, before one, between two", () => {
  assert.equal(typed("甲。¦", "⏎乙"), "甲。\n\n乙¦");
  assert.equal(typed("甲。¦乙。", "⏎"), "甲。\n\n¦乙。");
  assert.equal(typed("One. ¦Two.", "⏎"), "One.\n\n¦Two.");
  assert.equal(typed("¦甲", "⏎"), "\n\n¦甲");
  assert.equal(typed("甲¦\n\n乙", "⏎新"), "甲\n\n新¦\n\n乙");
  assert.equal(typed("甲¦\n乙", "⏎新"), "甲\n\n新¦\n\n乙");
  assert.equal(typed("甲\n¦乙", "⏎"), "甲\n\n¦乙");
  assert.equal(typed("甲\n\n¦乙", "⏎"), "甲\n\n\n\n¦乙");
  assert.equal(typed("甲«乙»丙", "⏎"), "甲\n\n¦丙");
  assert.equal(typed("甲«乙\n\n丙»丁", "⏎"), "甲\n\n¦丁");
  assert.equal(typed("«甲»", "⏎"), "¦");
});

test("repeated Enter piles nothing up, and goes to the empty paragraph that is there", () => {
  assert.equal(typed("甲¦", "⏎⏎⏎⏎"), "甲\n\n¦");
  assert.equal(typed("甲¦\n\n乙", "⏎⏎⏎"), "甲\n\n¦\n\n乙");
  assert.equal(typed("甲¦\n\n\n\n乙", "⏎"), "甲\n\n¦\n\n乙");
  assert.equal(typed("甲¦\n\n\n乙", "⏎"), "甲\n\n¦\n\n乙");
  assert.equal(typed("甲¦\n\n", "⏎"), "甲\n\n¦");
  assert.equal(typed("甲¦\n", "⏎新"), "甲\n\n新¦\n");
  assert.equal(typed("甲\n\n¦乙", "⏎⏎⏎"), "甲\n\n\n\n¦乙");
  assert.equal(typed("甲。¦乙", "⏎⏎⏎"), "甲。\n\n¦乙");
  assert.equal(typed("甲。¦# 乙", "⏎⏎"), "甲。\n\n¦# 乙");
  assert.equal(typed("甲。¦乙", "⏎⏎丙⌫⏎"), "甲。\n\n\n\n¦乙", "another key between");
  assert.equal(typed("¦甲", "⏎⏎⏎"), "\n\n¦甲");
  assert.equal(typed("甲\n¦", "⏎⏎"), "甲\n\n¦");
  assert.equal(typed("甲\n　　¦", "⏎"), "甲\n　　\n¦");
  assert.equal(typed("¦", "⏎⏎"), "¦");
});

test("Shift-Enter is a line; in a list it stays in its item", () => {
  assert.equal(typed("甲¦", "⇧乙"), "甲\n乙¦");
  assert.equal(typed("- 甲¦", "⇧乙"), "- 甲\n  乙¦");
  assert.equal(typed("10. 甲¦", "⇧乙"), "10. 甲\n    乙¦");
  assert.equal(typed("> 甲¦", "⇧乙"), "> 甲\n> 乙¦");
});

test("a list goes on with Enter, and twice leaves it", () => {
  assert.equal(typed("- 甲¦", "⏎乙⏎⏎丙"), "- 甲\n- 乙\n\n丙¦");
  assert.equal(typed("- 甲¦", "⏎⏎丙"), "- 甲\n\n丙¦");
  assert.equal(typed("1. 甲¦", "⏎乙⏎⏎丙"), "1. 甲\n2. 乙\n\n丙¦");
  assert.equal(typed("9) 甲¦", "⏎"), "9) 甲\n10) ¦");
  assert.equal(typed("* 甲¦乙", "⏎"), "* 甲\n* ¦乙");
  assert.equal(typed("- ¦甲", "⏎"), "- \n- ¦甲");
  assert.equal(typed("1. 甲¦\n2. 乙\n3. 丙", "⏎新"), "1. 甲\n2. 新¦\n3. 乙\n4. 丙");
  assert.equal(typed("- 甲\n- ¦\n- 乙", "⏎"), "- 甲\n\n¦\n\n- 乙");
  assert.equal(typed("- 甲\n  - 子¦", "⏎⏎乙⏎⏎"), "- 甲\n  - 子\n- 乙\n\n¦");
  assert.equal(typed("1. 甲\n   - 子¦", "⏎⏎乙"), "1. 甲\n   - 子\n2. 乙¦");
  assert.equal(typed("- 甲\n\n- 乙¦", "⏎丙"), "- 甲\n\n- 乙\n\n- 丙¦");
  assert.equal(typed("- 甲\n  续¦", "⏎"), "- 甲\n  续\n- ¦");
  assert.equal(typed("- [x] 甲¦", "⏎"), "- [x] 甲\n- [ ] ¦");
  assert.equal(typed("¦- 甲", "⏎"), "\n\n¦- 甲");
  assert.equal(typed("- 甲\n¦- 乙", "⏎"), "- 甲\n- \n- ¦乙");
  assert.equal(typed("- 甲«乙»丙", "⏎"), "- 甲\n- ¦丙");
  assert.equal(typed("1. 甲¦\n\n说明\n\n1. 丙", "⏎"), "1. 甲\n2. ¦\n\n说明\n\n1. 丙", "another list counts by itself");
  assert.equal(typed("- 甲\n顶格的一行¦", "⏎"), "- 甲\n顶格的一行\n\n¦", "which belongs to no item");
});

test("behind a heading, a figure, a caption, a case and a rule stands a paragraph; none of them is torn", () => {
  for (const line of [
    "# 标题",
    "## 标题 {#sec:x}",
    "##标题",
    "＃　标题",
    "![题注](../images/x.png){#fig:x}",
    "：：case｛#case:c01｝",
    "::case{#case:c01}",
    ": 题注 {#tbl:x}",
    "---",
    "![题注](x.png)",
    "[^1]: 注",
  ]) {
    assert.equal(typed(`${line}¦`, "⏎正文"), `${line}\n\n正文¦`);
    assert.equal(typed(`${line}¦\n下文`, "⏎正文"), `${line}\n\n正文¦\n\n下文`);
    assert.equal(typed(`¦${line}`, "⏎"), `\n\n¦${line}`);
  }
  assert.equal(typed("# 标¦题", "⏎"), "# 标\n\n¦题");
  assert.equal(typed("# 标¦题 {#sec:x}", "⏎"), "# 标 {#sec:x}\n\n¦题");
  assert.equal(typed("# 标题¦ {#sec:x}", "⏎文"), "# 标题 {#sec:x}\n\n文¦");
  assert.equal(typed("甲\n\n# ¦标题", "⏎"), "甲\n\n\n\n# ¦标题");
  assert.equal(typed("![题¦注](x.png){#fig:x}\n\n乙", "⏎"), "![题注](x.png){#fig:x}\n\n¦\n\n乙");
  assert.equal(typed("::case{#case:¦c01}", "⏎"), "::case{#case:c01}\n\n¦");
  assert.equal(typed(": 题¦注 {#tbl:x}", "⏎"), ": 题注 {#tbl:x}\n\n¦");
});

test("a quotation goes on, and an empty line of it leaves it", () => {
  assert.equal(typed("> 甲¦", "⏎乙"), "> 甲\n>\n> 乙¦");
  assert.equal(typed("> 甲¦", "⏎⏎乙"), "> 甲\n\n乙¦");
  assert.equal(typed("> 甲¦乙", "⏎"), "> 甲\n>\n> ¦乙");
  assert.equal(typed("> - 甲¦", "⏎乙"), "> - 甲\n> - 乙¦");
  assert.equal(typed("> ¦", "⏎"), "¦");
});

test("code and the front matter of a card keep their lines and their blanks", () => {
  assert.equal(typed("```\n  a¦\n```", "⏎b⏎⏎c"), "```\n  a\n  b\n  \n  c¦\n```");
  assert.equal(typed("```¦", "⏎"), "```\n¦");
  assert.equal(typed("```\na\n```¦", "⏎后"), "```\na\n```\n\n后¦");
  assert.equal(typed("---\nid: c01¦\n---\n正文", "⏎title: 甲"), "---\nid: c01\ntitle: 甲¦\n---\n正文");
  assert.equal(typed("---\nid: c01\n---¦\n正文", "⏎"), "---\nid: c01\n---\n\n¦\n\n正文");
  assert.equal(typed("~~~\n- a¦\n~~~", "⏎"), "~~~\n- a\n¦\n~~~");
});

const table = "| 校 | 人 |\n| --- | --- |\n| 甲 | 1 |";

test("in a table Enter goes down, makes a row below the last, leaves it from an empty one; Shift-Enter is a line in the cell", () => {
  assert.equal(typed(table.replace("人", "人¦"), "⏎"), table.replace("1", "«1»"));
  assert.equal(typed(table.replace("1", "1¦"), "⏎2"), `${table}\n|  | 2¦ |`);
  assert.equal(typed(table.replace("甲", "«甲»"), "⏎"), `${table}\n| ¦ |  |`, "what Tab selected stays");
  assert.equal(typed(table.replace("甲", "甲¦"), "⏎⏎后"), `${table}\n\n后¦`);
  assert.equal(typed(`${table.replace("甲", "甲¦")}\n\n: 题注 {#tbl:a}`, "⏎⏎"), `${table}\n\n: 题注¦ {#tbl:a}`);
  assert.equal(typed(`${table}¦`, "⏎| 乙 | 2 |⏎⏎后"), `${table}\n| 乙 | 2 |\n\n后¦`, "rows are typed as text, too");
  assert.equal(typed("¦", "| 校 | 人 |⏎| --- | --- |⏎| 甲 | 1 |"), `${table}¦`);
  assert.equal(typed(table.replace("| --- | --- |", "| --- | --- |¦"), "⏎"), "| 校 | 人 |\n| --- | --- |\n| ¦ |  |\n| 甲 | 1 |");
  assert.equal(typed(table.replace("甲", "甲¦"), "⇧乙"), table.replace("甲", "甲<br>乙¦"));
  assert.equal(typed(`¦${table}`, "⏎"), `\n\n¦${table}`);
  assert.equal(typed(`${table.replace("甲", "甲¦")}\n\n: 题注`, "⌃正文"), `${table}\n\n正文¦\n\n: 题注`);
});

test("Backspace and Delete take back a paragraph as Enter made it, and tear nothing", () => {
  assert.equal(typed("甲¦", "⏎⌫"), "甲¦");
  assert.equal(typed("甲¦乙", "⏎⌫"), "甲¦乙");
  assert.equal(typed("甲¦\n\n乙", "⌦"), "甲¦乙");
  assert.equal(typed("甲\n¦乙", "⌫"), "甲¦乙");
  assert.equal(typed("![x](x.png)¦", "⏎⌫"), "![x](x.png)¦");
  assert.equal(typed("![x](x.png)\n\n¦乙", "⌫"), "![x](x.png)\n¦乙", "words do not go into a figure");
  assert.equal(typed("甲¦\n\n乙", "⏎⌫"), "甲¦\n\n乙");
  assert.equal(typed("```\na\n\n¦b\n```", "⌫"), "```\na\n¦b\n```");
});

test("each key is one step for undo, and a reader changes nothing", () => {
  for (const [marked, key] of [
    ["甲¦乙", "⏎"],
    ["- 甲¦", "⏎"],
    ["# 标¦题 {#sec:x}", "⏎"],
    [table.replace("1", "1¦"), "⏎"],
    ["1. 甲¦\n2. 乙", "⏎"],
    ["甲\n\n¦乙", "⌫"],
  ] as const) {
    let state = pressed(stateOf(marked), key);
    undo({
      state,
      dispatch: tr => {
        state = tr.state;
      },
    });
    assert.equal(state.doc.toString(), marked.replace("¦", ""));
  }
  const reader = EditorState.create({ doc: "甲", extensions: EditorState.readOnly.of(true) });
  for (const command of [enter, enterLine, enterBelow]) assert.equal(command({ state: reader, dispatch: () => assert.fail() }), false);
});

/** One's own page in suggest mode; `{…}` is how it reads once all is accepted. */
function suggesting(doc: string, at: number, keys: string): { final: string; original: string } {
  let state = EditorState.create({
    doc,
    selection: { anchor: at },
    extensions: [unconfirmedEdits("c", 0, "me"), suggestedTyping, mode, reportMarkdown, history(), entering],
  });
  state = state.update({ effects: setMode.of({ on: true }) }).state;
  for (const key of keys) state = pressed(state, key);
  const of = (projection: "final" | "original") =>
    projecting(unconfirmed(state).shown, state.doc.length, projection).apply(state.doc).toString();
  return { final: of("final"), original: of("original") };
}

test("in suggest mode a paragraph is suggested, the list goes on, and what stood there stays", () => {
  assert.deepEqual(suggesting("甲乙", 1, "⏎"), { final: "甲\n\n乙", original: "甲乙" });
  assert.deepEqual(suggesting("- 甲", 3, "⏎乙⏎⏎丙"), { final: "- 甲\n- 乙\n\n丙", original: "- 甲" });
  assert.deepEqual(suggesting("One. Two.", 5, "⏎"), { final: "One. \n\nTwo.", original: "One. Two." });
  assert.deepEqual(suggesting("# 标题 {#sec:x}", 3, "⏎"), { final: "# 标 {#sec:x}\n\n题", original: "# 标题 {#sec:x}" });
  assert.deepEqual(
    suggesting("1. 甲\n2. 乙", 4, "⏎"),
    { final: "1. 甲\n2. \n2. 乙", original: "1. 甲\n2. 乙" },
    "numbers that count themselves are nobody’s suggestion",
  );
  assert.deepEqual(suggesting("甲", 1, "⏎⌫"), { final: "甲", original: "甲" });
  assert.deepEqual(suggesting("甲乙", 1, "⏎⏎⏎"), { final: "甲\n\n乙", original: "甲乙" });
});

test("what others write meanwhile stays where it is", () => {
  let state = EditorState.create({
    doc: "甲\n\n丙",
    selection: { anchor: 1 },
    extensions: [unconfirmedEdits("c", 0, "me"), reportMarkdown, history()],
  });
  state = pressed(state, "⏎");
  state = receive(state, { id: "r", clientID: "other", changes: ChangeSet.of({ from: 3, insert: "他" }, 4), marking: [] }).state;
  for (const key of "乙⏎丁") state = pressed(state, key);
  assert.equal(state.doc.toString(), "甲\n\n乙\n\n丁\n\n他丙");
  for (let i = 0; i < 4; i++)
    undo({
      state,
      dispatch: tr => {
        state = tr.state;
      },
    });
  assert.equal(state.doc.toString(), "甲\n\n他丙");
});

test("whatever keys are pressed among paragraphs, blanks are those that were typed, and empty lines do not pile up", () => {
  for (const seed of seeds(60)) {
    const chance = new Chance(seed),
      keys = ["⏎", "⏎", "⏎", "⇧", "⌃", "甲", "。", "　"];
    let state = stateOf("　　第一段。¦\n\n　　第二段。\n第二行"),
      wide = 4,
      lines = 0; // that were asked for one by one
    for (let i = 0; i < 80; i++) {
      const key = chance.of(keys);
      if (chance.happens(0.2)) state = state.update({ selection: { anchor: chance.below(state.doc.length + 1) } }).state;
      if (key === "　") wide++;
      if (key === "⇧") lines++;
      state = pressed(state, key);
    }
    const text = state.doc.toString();
    assert.deepEqual([/[ \t]/.test(text), text.split("　").length - 1], [false, wide], `SEED=${seed}`);
    assert.ok(!new RegExp(`\\n{${10 + lines}}`).test(text), `SEED=${seed}`);
  }
});

test("several carets each make their paragraph", () => {
  let state = EditorState.create({
    doc: "甲乙\n\n丙丁",
    selection: EditorSelection.create([EditorSelection.cursor(1), EditorSelection.cursor(5)]),
    extensions: EditorState.allowMultipleSelections.of(true),
  });
  enter({
    state,
    dispatch: tr => {
      state = tr.state;
    },
  });
  assert.equal(state.doc.toString(), "甲\n\n乙\n\n丙\n\n丁");
});
