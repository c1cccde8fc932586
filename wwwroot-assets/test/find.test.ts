// Find and replace while words are pending deletion: what somebody wants away is neither found nor counted nor replaced, and nobody decides
// on it by replacing.
import assert from "node:assert/strict";
import test from "node:test";
import { history, undo } from "@codemirror/commands";
import { getSearchQuery, search, SearchQuery, selectMatches, setSearchQuery } from "@codemirror/search";
import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { findAsRead, matchesOf, ReadQuery, replaceAll, replaceNext, selectAllAlike } from "../find/query";
import { unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { marksOf } from "../tracking/marks";
import { mode, setMode } from "../tracking/mode";
import { type Range } from "../tracking/ranges";
import { projecting } from "../tracking/suggesting";
import { suggestedTyping } from "../suggestions/typing";

/** `[…]` is what somebody else wants away. */
class Page {
  state: EditorState;
  constructor(written: string, find: string, replace = "", more: { regexp?: boolean; suggests?: boolean; wholeWord?: boolean } = {}) {
    const gone: Range[] = [];
    let doc = "";
    for (const part of written.split(/(\[[^\]]*\])/)) {
      const text = part.startsWith("[") ? part.slice(1, -1) : part;
      if (part.startsWith("[")) gone.push([doc.length, doc.length + text.length]);
      doc += text;
    }
    const marks = marksOf([{ id: "s", by: "other", at: "2025-12-01T00:00:00Z", insert: [], delete: gone }]);
    this.state = EditorState.create({
      doc,
      extensions: [
        unconfirmedEdits("c", 0, "me", marks),
        suggestedTyping,
        history(),
        search(),
        findAsRead,
        mode,
        EditorState.allowMultipleSelections.of(true),
      ],
    });
    if (more.suggests) this.do({ effects: setMode.of({ on: true }) });
    this.do({ effects: setSearchQuery.of(new SearchQuery({ search: find, replace, literal: !more.regexp, ...more })) });
  }
  readonly do = (spec: TransactionSpec): void => {
    this.state = this.state.update(spec).state;
  };
  get target() {
    return {
      state: this.state,
      dispatch: (tr: { state: EditorState }) => {
        this.state = tr.state;
      },
    };
  }
  get count(): number {
    return matchesOf(this.state, 1_000)!.length;
  }
  all(): number {
    return replaceAll(this.state, this.do);
  }
  get text(): string {
    return this.state.doc.toString();
  }
  get pending(): string[] {
    return unconfirmed(this.state).shown.flatMap(({ by, delete: gone }) =>
      by === "other" ? gone.map(([from, to]) => this.state.sliceDoc(from, to)) : [],
    );
  }
  get final(): string {
    return projecting(unconfirmed(this.state).shown, this.state.doc.length, "final").apply(this.state.doc).toString();
  }
}

test("what is to be deleted is not found, not counted and not replaced", () => {
  const page = new Page("学校甲，[学校]乙，学校丙", "学校", "中职");
  assert.equal(page.count, 2);
  assert.equal(page.all(), 2);
  assert.equal(page.text, "中职甲，学校乙，中职丙");
  assert.deepEqual(page.pending, ["学校"], "it is still to be weighed");
  assert.equal(page.all(), 0);
  assert.equal(page.text, "中职甲，学校乙，中职丙");
  undo({
    state: page.state,
    dispatch: tr => {
      page.state = tr.state;
    },
  });
  assert.equal(page.text, "学校甲，学校乙，学校丙");
  assert.deepEqual(page.pending, ["学校"]);
});

test("replacing one by one leaves what is to be deleted within a match", () => {
  const page = new Page("立德[旧]树人，立德树人", "立德树人", "育人");
  replaceNext(page.target); // goes to the first
  replaceNext(page.target);
  assert.equal(page.final, "育人，立德树人");
  assert.deepEqual(page.pending, ["旧"]);
});

test("in suggest mode a second press finds nothing more", () => {
  const page = new Page("旧词一，旧词二", "旧词", "新词", { suggests: true });
  assert.equal(page.all(), 2);
  assert.equal(page.final, "新词一，新词二");
  assert.equal(page.count, 0);
  assert.equal(page.all(), 0);
  assert.equal(page.final, "新词一，新词二");
  const contained = new Page("旧词一", "旧词", "旧词新", { suggests: true });
  assert.equal(contained.all(), 1);
  assert.equal(contained.final, "旧词新一");
});

test("words on both sides of a pending deletion are found as they are read, and it survives the replacement", () => {
  const page = new Page("立德[旧]树人，立[德树]人", "立德树人", "育人");
  assert.equal(page.count, 1);
  assert.equal(page.all(), 1);
  assert.equal(page.final, "育人，立人");
  assert.deepEqual(page.pending, ["旧", "德树"]);
  assert.equal(new Page("立德[旧]树人", "德旧").count, 0);
  assert.equal(new Page("甲[\n\n]乙", "甲乙").count, 1);
  assert.equal(new Page("第[1]2 条", "\\d+", "", { regexp: true }).count, 1);
  const numbered = new Page("第[1]2条，第3条", "第(\\d)条", "条款$1", { regexp: true });
  assert.equal(numbered.all(), 2);
  assert.equal(numbered.final, "条款2，条款3");
  assert.deepEqual(numbered.pending, ["1"]);
  const all = new Page("[学校]", "学校", "中职");
  assert.deepEqual([all.count, all.all(), all.text], [0, 0, "学校"]);
});

test("one after the other is replaced and the next is selected; behind the last comes the first", () => {
  const page = new Page("学校[学校]学校。", "学校", "校");
  for (const [text, selected] of [
    ["学校学校学校。", "学校"],
    ["校学校学校。", "学校"],
    ["校学校校。", "校"],
  ] as const) {
    replaceNext(page.target);
    assert.equal(page.text, text);
    assert.equal(page.state.sliceDoc(page.state.selection.main.from, page.state.selection.main.to), selected);
  }
  assert.equal(replaceNext(page.target), false);
  assert.deepEqual(page.pending, ["学校"]);
  assert.equal(
    replaceAll(
      EditorState.create({ doc: "学校", extensions: [unconfirmedEdits("c", 0), search(), findAsRead, EditorState.readOnly.of(true)] }),
      () => assert.fail(),
    ),
    0,
  );
});

test("whatever query is set, and whatever selects all that is alike, leaves out what is to be deleted", () => {
  const page = new Page("学校[学校]学校", "学校");
  assert.ok(getSearchQuery(page.state) instanceof ReadQuery);
  selectMatches({ state: page.state, dispatch: page.do } as never);
  assert.deepEqual(
    page.state.selection.ranges.map(({ from, to }) => [from, to]),
    [
      [0, 2],
      [4, 6],
    ],
  );
  page.do({ selection: EditorSelection.range(0, 2) });
  selectAllAlike(page.target);
  assert.deepEqual(
    page.state.selection.ranges.map(({ from, to }) => [from, to]),
    [
      [0, 2],
      [4, 6],
    ],
  );
});

test("without suggestions it finds and replaces as before", () => {
  const page = new Page("甲乙甲", "甲", "丙");
  assert.equal(page.all(), 2);
  assert.equal(page.text, "丙乙丙");
  assert.equal(new Page("Word words", "word", "", { wholeWord: true }).count, 1);
});
