// The compiler and the editor take a text for the same thing: tests/conformance/reading.json says for what.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState, Text } from "@codemirror/state";
import { reportMarkdown } from "../editor/markdown";
import { itemsOf } from "../outline/structure";
import { fences, isBlank, referencesIn } from "../editor/reading/lines";
import { isRule, tableAt } from "../editor/toolbar/table-text";

interface Case {
  name: string;
  text: string;
  headings: { line: number; level: number; title: string }[];
  emphasis: { from: number; to: number; kind: "strong" | "em" }[];
  figures: { line: number }[];
  tables: { line: number }[];
  cases: { line: number; id: string }[];
  references: { from: number; to: number; id: string }[];
  rules: { line: number }[];
  blank: number[];
}

function read(text: string): Omit<Case, "name" | "text"> {
  const state = EditorState.create({ doc: text, extensions: reportMarkdown }),
    { doc } = state,
    items = itemsOf(doc);
  const of = (kind: string) => items.filter(item => item.kind === kind);
  const emphasis: Case["emphasis"] = [],
    rules: Case["rules"] = [],
    tables = new Set<number>(),
    blank: number[] = [],
    references: Case["references"] = [],
    follow = fences();
  ensureSyntaxTree(state, doc.length, 5_000)!.iterate({
    enter: ({ name, from, node }) => {
      const kind = name === "StrongEmphasis" ? "strong" : name === "Emphasis" ? "em" : null;
      if (kind) {
        const [open, close] = node.getChildren("EmphasisMark");
        emphasis.push({ from: open!.to, to: close!.from, kind });
      }
      if (name === "HorizontalRule") rules.push({ line: doc.lineAt(from).number });
    },
  });
  for (let number = 1; number <= doc.lines; number++) {
    const line = doc.line(number),
      fence = follow(line.text);
    if (fence) continue;
    if (isBlank(line.text) && number < doc.lines) blank.push(number);
    if (isRule(line.text) && tableAt(state, line.from)?.first === number - 1) tables.add(number - 1);
    references.push(...referencesIn(line.text).map(({ from, to, id }) => ({ from: from + line.from, to: to + line.from, id })));
  }
  return {
    headings: of("heading").map(({ line, level, title }) => ({ line, level, title })),
    emphasis,
    figures: of("figure").map(({ line }) => ({ line })),
    tables: [...tables].map(line => ({ line })),
    cases: of("case").map(({ line, id }) => ({ line, id: id! })),
    references,
    rules,
    blank,
  };
}

const cases = JSON.parse(readFileSync("../tests/conformance/reading.json", "utf8")) as Case[];
const byPlace = (all: Case["emphasis"]) => [...all].sort((a, b) => a.from - b.from || b.to - a.to);

for (const { name, text, ...expected } of cases)
  test(`is read as the compiler reads it: ${name}`, () => {
    const found = read(text);
    assert.deepEqual({ ...found, emphasis: byPlace(found.emphasis) }, { ...expected, emphasis: byPlace(expected.emphasis) });
    // The headings and blocks of the highlighting are those of the outline.
    const state = EditorState.create({ doc: text, extensions: reportMarkdown }),
      headings: number[] = [];
    ensureSyntaxTree(state, text.length, 5_000)!.iterate({
      enter: ({ name, from }) => {
        if (/^ATXHeading/.test(name)) headings.push(state.doc.lineAt(from).number);
        assert.ok(!/^Setext|^CodeBlock/.test(name));
        // A line without a bar below a table is none of its rows.
        if (name === "TableRow") assert.match(state.doc.lineAt(from).text, /[|｜]/);
      },
    });
    assert.deepEqual(
      headings,
      expected.headings.map(({ line }) => line),
    );
  });

test("one sign and an id are a heading", () =>
  assert.deepEqual(
    itemsOf(Text.of(["#基本情况 {#sec:x}"])).map(({ title, id }) => [title, id]),
    [["基本情况", "sec:x"]],
  ));

test("a text without marks of its own holds nothing", () => assert.deepEqual(itemsOf(Text.of(["学校现有在校生三千人。"])), []));
