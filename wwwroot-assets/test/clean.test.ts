// What the server would refuse never enters the text, however it is put in.
import assert from "node:assert/strict";
import test from "node:test";
import { EditorState, type TransactionSpec } from "@codemirror/state";
import { clean, cleanInput } from "../editor/clean";
import { withoutNull } from "../sync/update-json";
import { Chance, seeds } from "./random";

const typed = (text: string, spec: TransactionSpec) => {
  const state = EditorState.create({ doc: text, extensions: cleanInput }).update(spec).state;
  return [state.doc.toString(), state.selection.main.head] as const;
};

test("line ends, byte-order marks and lone surrogates are put right", () => {
  assert.equal(clean("\ufeff一\r\n二\r三\ud83d四\ude00😀"), "一\n二\n三\ufffd四\ufffd😀");
  assert.equal(clean("普通文字 👨‍👩‍👧 é"), "普通文字 👨‍👩‍👧 é");
  assert.equal(typed("ab", { changes: { from: 1, insert: "\ufeffx\ud800" }, selection: { anchor: 4 } })[0], "ax\ufffdb");
});

test("U+0000 never enters a text, and what was stored with it fits all the same", () => {
  assert.equal(clean("\0一\0\0二"), "一二");
  assert.deepEqual(typed("ab", { changes: { from: 1, insert: "\0x\0" }, selection: { anchor: 4 } }), ["axb", 2]);
  assert.equal(typed("ab", { changes: { from: 1, insert: "\0" } })[0], "ab");
  const stored = { id: "u", clientID: "c", changes: [2, [0, "a\0", "\0"], 1], suggests: true };
  assert.deepEqual(withoutNull(stored), { ...stored, changes: [2, [0, "a\ufffd", "\ufffd"], 1] });
  const plain = { id: "u", clientID: "c", changes: [1, [0, String.raw`\u0000`]] };
  assert.deepEqual(withoutNull(plain).changes, plain.changes);
});

test("the caret stands behind what was put in", () => {
  assert.deepEqual(typed("ab", { changes: { from: 1, insert: "\ufeffxy" }, selection: { anchor: 4 } }), ["axyb", 3]);
  assert.deepEqual(typed("ab", { changes: { from: 1, insert: "x\ud800" }, selection: { anchor: 3 } }), ["ax\ufffdb", 3]);
});

test("an emoji replaced by its neighbour is replaced whole", () => {
  const change = EditorState.create({ doc: "好😀的", extensions: cleanInput }).update({ changes: { from: 2, to: 3, insert: "\ude01" } });
  assert.equal(change.newDoc.toString(), "好😁的");
  assert.deepEqual(change.changes.toJSON(), [1, [2, "😁"], 1]);
  assert.equal(typed("😁", { changes: { from: 1, insert: "\ude00\ud83d" } })[0], "😀😁", "as browsers report one typed before its like");
  assert.equal(typed("😀", { changes: { from: 1, insert: "x" } })[0], "😀x");
  assert.equal(typed("😀!", { changes: { from: 1, to: 2 } })[0], "\ufffd!");
});

test("whatever is put in, the text stays well-formed and edges stay between characters", () => {
  const pieces = ["\r", "\n", "\ud83d", "\ude00", "😀", "字", "\ufeff", "a", ""];
  for (const seed of seeds(2000)) {
    const chance = new Chance(seed);
    let state = EditorState.create({ doc: "😀字😁", extensions: cleanInput });
    for (let i = 0; i < 8; i++) {
      const from = chance.below(state.doc.length + 1),
        to = Math.min(state.doc.length, from + chance.below(3));
      const tr = state.update({ changes: { from, to, insert: chance.of(pieces) + chance.of(pieces) + chance.of(pieces) } });
      tr.changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
        for (const edge of [fromA, toA])
          assert.doesNotMatch(state.doc.sliceString(0, edge), /[\ud800-\udbff]$/, `SEED=${seed}: an edge cuts a pair`);
        assert.doesNotMatch(inserted.toString(), /\r|\ufeff|\p{Surrogate}/u, `SEED=${seed}`);
      });
      state = tr.state;
      assert.doesNotMatch(state.doc.toString(), /\p{Surrogate}/u, `SEED=${seed}`);
    }
  }
});
