// A figure's line is Markdown whatever is typed into the form, stands alone in its paragraph, and names what is there.
import assert from "node:assert/strict";
import test from "node:test";
import { EditorState } from "@codemirror/state";
import { placeAt } from "../editor/paragraph";
import { figureLine, freeId, idsIn } from "../figures/markdown";
import { kindOf, orientation } from "../figures/prepare";
import { imageIn } from "../figures/shown";

const figure = { path: "images/x.png", caption: "校门", alternative: "", id: "gate" };
const line = (more: Partial<typeof figure>, file = "sections/01-a.md") => figureLine(file, { ...figure, ...more });

test("caption, alternative text and path are escaped as Markdown wants it", () => {
  assert.equal(line({}), "![校门](../images/x.png){#fig:gate}");
  assert.equal(line({ alternative: '红砖 "大门" \\ & 两侧' }), '![校门](../images/x.png "红砖 \\"大门\\" \\\\ \\& 两侧"){#fig:gate}');
  assert.equal(
    line({ caption: "a]b[c\\d\n二\u202e行 *x* {#fig:y} @fig:z" }),
    "![a\\]b\\[c\\\\d 二行 \\*x\\* \\{#fig:y\\} \\@fig:z](../images/x.png){#fig:gate}",
  );
  assert.equal(line({ caption: " \n " }), "![](../images/x.png)");
  assert.equal(line({ path: "images/a (1)%.png" }), "![校门](<../images/a (1)%25.png>){#fig:gate}");
  assert.equal(line({}, "a.md"), "![校门](images/x.png){#fig:gate}");
  assert.ok(line({ caption: "长".repeat(10_000), alternative: "长".repeat(10_000) }).length < 2_000);
});

test("an id is readable and free", () => {
  assert.equal(freeId("images/Campus-Gate.png", new Set()), "campus-gate");
  assert.equal(freeId("images/campus.png", new Set(["fig:campus", "fig:campus-2"])), "campus-3");
  assert.equal(freeId("images/校门.png", new Set(["fig:f01"])), "f02");
  assert.equal(freeId("images/IMG_2025.jpg", new Set()), "f01");
  assert.deepEqual(idsIn("# 章 {#sec:a}\n\n![x](y){#fig:b .unnumbered} {x}"), ["sec:a", "fig:b"]);
});

const placed = (text: string) => {
  const at = text.indexOf("^"),
    state = EditorState.create({ doc: text.replace("^", "") }),
    place = placeAt(state, at);
  return state.update({ changes: { from: place.from, to: place.to, insert: `${place.before}X${place.after}` } }).state.doc.toString();
};

test("a paragraph of its own goes where the caret is, or below what the caret stands in", () => {
  assert.equal(placed("^"), "X\n");
  assert.equal(placed("一^二\n三\n\n四"), "一二\n三\n\nX\n\n四".replace("X\n\n", "X\n\n"));
  assert.equal(placed("一\n\n^\n\n二"), "一\n\nX\n\n二");
  assert.equal(placed("一\n^\n二"), "一\n\nX\n\n二");
  assert.equal(placed("# 章^"), "# 章\n\nX\n");
  assert.equal(placed("| a^ |\n|---|\n| b |\n\n: 题注 {#tbl:a}\n\n文"), "| a |\n|---|\n| b |\n\n: 题注 {#tbl:a}\n\nX\n\n文");
  assert.equal(placed("---\nid: c^01\n\ntitle: x\n---\n\n文"), "---\nid: c01\n\ntitle: x\n---\n\nX\n\n文");
  assert.equal(placed("```\na\n\n^\n\nb\n```\n文"), "```\na\n\n\n\nb\n```\n文\n\nX\n");
  assert.equal(placed("```\na\n```\n\n^"), "```\na\n```\n\nX\n");
});

test("the picture of a line is found as the compiler finds it", () => {
  const found = (text: string) => imageIn(text, "sections/a.md");
  assert.equal(found('![校门](../images/x.png "t"){#fig:a}'), "images/x.png");
  assert.equal(found("![a\\]b](<../images/校门 1.png>)"), "images/校门 1.png");
  assert.equal(found("![a](../images/%E6%93%8D.png)"), "images/操.png");
  for (const none of [
    "文 ![a](../images/x.png)",
    "![a](../../x.png)",
    "![a](https://x.cn/a.png)",
    "![a](data:image/png;base64,AA)",
    "[a](../images/x.png)",
    "![a]",
    "![" + "[".repeat(4_000),
  ])
    assert.equal(found(none), null);
});

test("a photograph says how it is turned, and a cut-off one says nothing", () => {
  const head = `ffd8ffe10022${"457869660000"}49492a0008000000010012010300010000`;
  const bytes = (turned: number) =>
    Uint8Array.from(Buffer.from(`${head}00${turned.toString(16).padStart(2, "0")}${"00".repeat(7)}ffda0000`, "hex"));
  assert.equal(orientation(bytes(6)), 6);
  assert.equal(orientation(bytes(1)), 1);
  assert.equal(orientation(bytes(99)), 1);
  for (let length = 3; length < 40; length++) assert.ok([1, 6].includes(orientation(bytes(6).slice(0, length))));
  assert.equal(kindOf(bytes(1)), "image/jpeg");
  assert.equal(kindOf(new TextEncoder().encode("<svg>")), null);
});
