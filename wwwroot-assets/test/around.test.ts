// What stands around the text: diagnostics keep to their lines, references find what they name, text and preview keep together, the
// sign-in is asked for.
import assert from "node:assert/strict";
import test from "node:test";
import { unconfirmedEdits } from "../sync/unconfirmed";
import { EditorState, Text } from "@codemirror/state";
import { correctionOf } from "../diagnostics/correction";
import { type Diagnostic, partOf, place } from "../diagnostics/place";
import { Numbers, type Target } from "../outline/numbers";
import { entriesOf, fits } from "../references/picker";
import { signIn } from "../saving/sign-in";
import { between } from "../preview/together";
import { marksOf } from "../tracking/marks";

const diagnostic = (line: number, source: string, message = "m"): Diagnostic => ({
  line,
  severity: "error",
  code: "c",
  message,
  hint: null,
  source,
  part: null,
});
const doc = (...lines: string[]) => Text.of(lines);

test("a diagnostic goes to the nearest line that still begins as its own did; a changed line keeps it", () => {
  const placed = (text: Text, found: Diagnostic[], before: { from: number; diagnostic: Diagnostic }[] = []) =>
    place(text, found, before).map(({ from }) => text.lineAt(from).number);
  assert.deepEqual(placed(doc("a", "b", "c"), [diagnostic(2, "b")]), [2]);
  assert.deepEqual(placed(doc("new", "new", "a", "b"), [diagnostic(2, "b")]), [4], "lines were put in above");
  assert.deepEqual(placed(doc("b", "x", "b", "x", "x", "x"), [diagnostic(4, "b")]), [3], "the nearest of several");
  assert.deepEqual(
    placed(doc("a", "bb", "c"), [diagnostic(2, "b")], [{ from: 2, diagnostic: diagnostic(1, "b") }]),
    [2],
    "changed since: where it was",
  );
  assert.deepEqual(placed(doc("a"), [diagnostic(9, "gone")]), [1], "never outside the text");
  assert.deepEqual(placed(doc("x".repeat(500), "b"), [diagnostic(2, "x".repeat(200))]), [1], "long lines by their beginning");
});

test("a correction is an ordinary edit of the line that was read, and of no other", () => {
  const fix = { from: 2, to: 4, text: "## " },
    found = (source: string): Diagnostic => ({ ...diagnostic(2, source), fix });
  const state = (text: string, gone: [number, number][] = [], readOnly = false) =>
    EditorState.create({
      doc: text,
      extensions: [
        unconfirmedEdits("me", 0, "me", marksOf(gone.length ? [{ id: "s", by: "li", at: "2025", insert: [], delete: gone }] : [])),
        EditorState.readOnly.of(readOnly),
      ],
    });
  const corrected = (before: EditorState, source: string, now = before) => {
    const [one] = place(before.doc, [found(source)], []),
      spec = correctionOf(now, one!);
    return spec && now.update(spec).state.doc.toString();
  };
  assert.equal(corrected(state("一\nab＃＃标题"), "ab＃＃标题"), "一\nab## 标题");
  assert.equal(corrected(state("一\nab＃＃标题"), "ab＃＃标题", state("一\nab＃＃标题二")), null, "changed since");
  assert.equal(corrected(state("一\n另一行"), "ab＃＃标题"), null, "not the line that was read");
  assert.equal(corrected(state("一\nab＃＃标题", [], true), "ab＃＃标题"), null, "readers press nothing");
  assert.equal(
    corrected(state("一\nab[旧]＃＃标题", [[4, 7]]), "ab[旧]＃＃标题"),
    "一\nab[旧]## 标题",
    "the compiler read it without what is to be deleted",
  );
  assert.equal(
    correctionOf(state("一\nab"), { from: 2, diagnostic: { ...diagnostic(2, "ab"), fix: { from: 0, to: 9, text: "" } }, read: "ab" }),
    null,
    "never beyond its line",
  );
  assert.equal(correctionOf(state("一\nab"), { from: 2, diagnostic: diagnostic(2, "ab"), read: "ab" }), null);
});

const targets: Target[] = [
  { kind: "heading", number: "1", title: "基本情况", id: null, file: "a.md", line: 1 },
  { kind: "figure", number: "图 1-1", title: "分布", id: "fig:map", file: "a.md", line: 3 },
  { kind: "figure", number: "图 1-2", title: "分布", id: null, file: "a.md", line: 5 },
  { kind: "case", number: "案例 2-1", title: "工匠", id: "case:c01", file: "b.md", line: 7 },
  { kind: "table", number: "表 2-1", title: "人数", id: null, file: "b.md", line: 9 },
];

test("items of this text take their numbers by id, else by title in order; those of others follow, the nameless ones last", () => {
  const numbers = new Numbers();
  numbers.know(targets, "a.md");
  const state = EditorState.create({
    doc: "# 基本情况\n\n![分布](x.png)\n\n![分布](y.png){#fig:map}\n\n## 新的",
    extensions: [unconfirmedEdits("me", 0)],
  });
  const entries = entriesOf(state, numbers);
  assert.deepEqual(
    entries.map(({ number, title, id, item }) => [number, title, id, item !== null]),
    [
      ["1", "基本情况", null, true],
      ["图 1-2", "分布", null, true],
      ["图 1-1", "分布", "fig:map", true],
      ["", "新的", null, true],
      ["案例 2-1", "工匠", "case:c01", false],
      ["表 2-1", "人数", null, false],
    ],
  );
  assert.deepEqual([...numbers.ids(state)].sort(), ["case:c01", "fig:map"]);
  const found = (query: string) => entries.filter(entry => fits(entry, query)).map(({ number }) => number);
  assert.deepEqual(found("分布"), ["图 1-2", "图 1-1"]);
  assert.deepEqual(found("图1-1"), ["图 1-1"], "white space in a number need not be typed");
  assert.deepEqual(found("FIG:"), ["图 1-1"]);
  assert.deepEqual(found("工匠"), ["案例 2-1"]);
  assert.deepEqual(found("没有"), []);
});

test("of a long line only the words that a diagnostic is about are underlined, while they are there", () => {
  const line = doc("一", "见@fig:nowhere。还有很长的一段").line(2);
  const underlined = (part: string | null) => {
    const { start, end } = partOf(line, part);
    return line.text.slice(start - line.from, end - line.from);
  };
  assert.equal(underlined("@fig:nowhere"), "@fig:nowhere");
  assert.equal(underlined("@fig:gone"), line.text, "changed since");
  assert.equal(underlined(null), line.text);
});

test("between two blocks the way is shared out evenly, and never beyond them", () => {
  assert.equal(between(100, 200, 150, 0, 50), 25);
  assert.equal(between(100, 200, 250, 0, 50), 50);
  assert.equal(between(100, 100, 100, 7, 50), 7);
});

test("the sign-in names the person, and each refusal has its own words", async () => {
  const asked: unknown[] = [];
  const answer = (status: number) =>
    ((_address: string, init: RequestInit) => {
      asked.push(JSON.parse(init.body as string));
      return Promise.resolve({ status });
    }) as unknown as typeof fetch;
  const attempt = (status: number) => signIn({ person: "7", name: "n", password: "p" }, answer(status));
  assert.deepEqual(await Promise.all([204, 401, 409, 403, 500].map(attempt)), ["in", "wrong", "other-person", "must-change", "failed"]);
  assert.deepEqual(asked[0], { person: "7", name: "n", password: "p" });
  assert.equal(await signIn({ person: "7", name: "n", password: "p" }, () => Promise.reject(new TypeError("offline"))), "failed");
});
