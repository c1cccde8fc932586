// The visual mode: what of each line is hidden, where the caret may be, what one key may take away, and which cells a table has. The text
// itself is never changed by how it is shown.
import assert from "node:assert/strict";
import test from "node:test";
import { ChangeSet, EditorSelection, EditorState } from "@codemirror/state";
import { asCell, within } from "../visual/cell-editor";
import { cellOf, gridOf, piecesOf } from "../visual/cell-text";
import { guards } from "../visual/guards";
import { shapeOf } from "../visual/shape";
import { structure, structureIn, structureOf } from "../visual/structure";
import { Chance, seeds } from "./random";

const state = (doc: string, at = 0) =>
  EditorState.create({ doc, selection: { anchor: at }, extensions: [structure, guards, EditorState.allowMultipleSelections.of(true)] });
/** The words of a line, as they are shown. */
const words = (text: string) => {
  const { kind, from, to } = shapeOf(text);
  return `${kind}: ${text.slice(from, to)}`;
};

test("of a line its words are shown, and neither signs nor braces nor addresses", () => {
  assert.equal(words("## 立德树人 {#sec:morals}"), "heading: 立德树人");
  assert.equal(words("＃　附录 {.unnumbered}"), "heading: 附录");
  assert.equal(words("## 闭合 ##"), "heading: 闭合");
  assert.equal(words('![机制](../images/a b.png "替代"){#fig:a}'), "figure: 机制");
  assert.equal(words("！［机制］（../images/a.png）"), "figure: 机制");
  assert.equal(words(": 学校分布 {#tbl:schools}"), "caption: 学校分布");
  assert.equal(words("> 引文"), "quote: 引文");
  assert.equal(words("[^1]: 注"), "footnote: 注");
  assert.equal(words("::case{#case:c01}"), "case: ::case{#case:c01}");
  assert.equal(shapeOf("::case{#case:c01}").id, "c01");
  for (const plain of ["正文 {#x}", "- 项", "1. 项", "#话题# 不是标题", "见 ![行内](a.png) 图", "| a | b |", ""])
    assert.equal(words(plain), `text: ${plain}`);
});

const table = "前\n\n| 甲 | 乙 |\n| :-: | --: |\n| 1 |  |\n|  | a\\|b |\n\n: 题 {#tbl:a}\n\n后";

test("a table is its rows with the caption below them; bars in code or front matter are none", () => {
  const { tables, captionOf, tableOf } = structureOf(state(table).doc);
  assert.deepEqual(tables, [{ first: 3, last: 6, caption: 8 }]);
  assert.equal(captionOf(8), tables[0]);
  assert.equal(tableOf(6), tables[0]);
  assert.equal(tableOf(7), null);
  const none = (text: string) => assert.deepEqual(structureOf(state(text).doc).tables, [], text);
  none("```\n| a |\n| --- |\n```");
  none("---\ntitle: a | b\nx: | \n---\n\n正文");
  none("一句 | 一句\n又一句 | 一句");
  none("> | a |\n> | --- |");
});

test("a caption that belongs to no table is text", () => {
  const { doc } = state(": 不是题注\n\n正文");
  assert.equal(structureOf(doc).captionOf(1), null);
});

test("cells are found in empty, short and escaped rows", () => {
  const shown = state(table),
    grid = gridOf(shown, structureIn(shown).tables[0]!);
  const text = grid.rows.map(row => row.map(cell => (cell ? shown.sliceDoc(cell.from, cell.to) : null)));
  assert.deepEqual(text, [
    ["甲", "乙"],
    ["1", ""],
    ["", "a\\|b"],
  ]);
  assert.deepEqual(grid.sides, ["center", "right"]);
  const short = state("| a | b |\n| --- | --- |\n| 1 |"),
    [, row] = gridOf(short, structureIn(short).tables[0]!).rows;
  assert.deepEqual([row?.[0] === null, row?.[1]], [false, null]);
  for (const cell of grid.rows.flat()) if (cell) assert.equal(cellOf(grid, cell.to), cell);
});

test("the words of a cell are shown as printed, and nothing in them is HTML", () => {
  const shown = piecesOf("**重**见@fig:a<br>5\\|6 <b>x</b>", id => (id === "fig:a" ? "图 1" : null));
  assert.deepEqual(
    shown.map(({ tag, text }) => [tag, text]),
    [
      ["strong", "重"],
      [null, "见"],
      ["reference", "图 1"],
      ["br", "<br>"],
      [null, "5"],
      [null, "|"],
      [null, "6 <b>x</b>"],
    ],
  );
});

test("a caret that is set into what is hidden goes over it, in the way it was going", () => {
  const text = "甲\n\n## 题 {#sec:a}\n\n乙",
    heading = text.indexOf("## 题");
  const moved = (from: number, to: number) =>
    state(text, from).update({ selection: { anchor: to }, userEvent: "select" }).state.selection.main.head;
  assert.equal(moved(0, heading), heading + 3, "to the first word");
  assert.equal(moved(heading + 3, heading + 2), 1, "from the first word back: the end of the paragraph above");
  assert.equal(moved(heading + 3, heading + 5), heading + 4, "into the braces: behind the words");
  assert.equal(moved(heading + 4, heading + 5), text.indexOf("乙"), "and on from there");
  assert.equal(moved(0, 2), heading + 3, "never on the empty line between");
});

test("one key takes no part of what makes a figure or a caption", () => {
  const text = "甲\n\n![题](a.png){#fig:a}\n\n乙",
    line = text.indexOf("![");
  const pressed = (from: number, to: number, event: string) =>
    state(text, event.endsWith("backward") ? to : from)
      .update({ changes: { from, to }, userEvent: event })
      .state.doc.toString();
  for (const [from, to] of [
    [line, line + 2],
    [line + 1, line + 2],
    [line - 1, line],
    [line + 3, line + 4],
  ] as const)
    for (const event of ["delete.backward", "delete.forward"]) assert.equal(pressed(from, to, event), text, `${from}–${to} ${event}`);
  const blocked = state(text, line + 3).update({
    changes: { from: line + 3, to: line + 4 },
    selection: { anchor: line + 3 },
    userEvent: "delete.forward",
  });
  assert.equal(blocked.newSelection.main.head, line + 3, "nor does the caret go anywhere");
  assert.equal(pressed(line + 2, line + 3, "delete.backward"), text.replace("![题]", "![]"), "its words may go");
  assert.equal(pressed(line, line + "![题](a.png){#fig:a}".length, "delete.selection"), "甲\n\n\n\n乙", "and it as a whole");
});

test("what others write in a cell is its own change; what reaches over its edge is none", () => {
  const cell = { from: 10, to: 14 };
  const at = (from: number, to: number, insert = "") => within(ChangeSet.of({ from, to, insert }, 40), cell, 4)?.toJSON() ?? null;
  assert.deepEqual(at(12, 13, "x"), [2, [1, "x"], 1]);
  assert.deepEqual(at(14, 14, "尾"), [4, [0, "尾"]]);
  assert.deepEqual(at(2, 5, "y"), [4]);
  assert.equal(at(8, 12), null);
  assert.equal(asCell("a|b\r\nc"), "a\\|b<br>c");
});

test("a figure and a table can be typed as their source: the caret stays behind what is typed", () => {
  let shown = state("甲\n\n");
  const type = (text: string) => {
    for (const key of text) {
      const { head } = shown.selection.main;
      shown = shown.update({ changes: { from: head, insert: key }, selection: { anchor: head + 1 }, userEvent: "input.type" }).state;
    }
  };
  shown = shown.update({ selection: { anchor: 3 } }).state;
  const typed = "![题](../a.png){#fig:a}\n\n| a | b |\n| --- | --- |\n| 1 | 2 |";
  type(typed);
  assert.equal(shown.doc.toString(), `甲\n\n${typed}`);
  assert.deepEqual([structureIn(shown).tables.length, structureIn(shown).raw?.first], [0, 5]);
  shown = shown.update({ selection: { anchor: 0 }, userEvent: "select" }).state;
  assert.deepEqual([structureIn(shown).tables.length, structureIn(shown).raw], [1, null]);
});

test("no caret that a person sets, in any text, ends in what is hidden, and setting it changes nothing", () => {
  for (const seed of seeds(200)) {
    const chance = new Chance(seed),
      parts = [
        "# 章",
        "## 节 {#sec:a}",
        "正文**重**@fig:a。",
        "![题](a.png){#fig:a}",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        ": 题 {#tbl:b}",
        "- 项",
        "",
      ];
    const text = Array.from({ length: 8 }, () => parts[chance.below(parts.length)]!).join("\n\n");
    let shown = state(text);
    for (let step = 0; step < 20; step++) {
      shown = shown.update({ selection: { anchor: chance.below(text.length + 1) }, userEvent: "select" }).state;
      assert.equal(shown.doc.toString(), text, `seed ${seed}`);
      const { head } = shown.selection.main,
        line = shown.doc.lineAt(head),
        { isPlain, tableOf, captionOf } = structureIn(shown),
        shape = shapeOf(line.text);
      if (isPlain(line.number) || tableOf(line.number) || shape.kind === "case" || (shape.kind === "caption" && !captionOf(line.number)))
        continue;
      assert.ok(head >= line.from + shape.from && head <= line.from + shape.to, `seed ${seed}: ${head} in ${JSON.stringify(line.text)}`);
    }
  }
});

test("a selection may hold anything", () => {
  const text = "甲\n\n## 题 {#sec:a}\n",
    shown = state(text).update({ selection: EditorSelection.range(0, text.length) }).state;
  assert.deepEqual([shown.selection.main.from, shown.selection.main.to], [0, text.length]);
});
