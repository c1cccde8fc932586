// What becomes of keystrokes in suggest mode, in a notation that shows the marks: [deleted], ⟨inserted⟩, and before a bracket whose it is
// unless it is one's own.
import assert from "node:assert/strict";
import test from "node:test";
import { deleteCharBackward, deleteCharForward, history, redo, undo } from "@codemirror/commands";
import { ChangeSet, EditorSelection, EditorState, type StateCommand, Text, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { cleanInput } from "../editor/clean";
import { receive } from "../sync/receive";
import { corrected } from "../sync/taken-in";
import { flush, suggestInstead } from "../sync/buffer";
import { ownUpdates, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import { decideOn, withdraw } from "../suggestions/deciding";
import { noMarks } from "../tracking/marks";
import { mark, mode, setMode } from "../tracking/mode";
import { decide, projecting } from "../tracking/suggesting";
import { suggestedTyping } from "../suggestions/typing";
import { Authority } from "./authority";
import { Network } from "./network";
import { Chance } from "./random";
import { VirtualClock } from "./virtual-clock";
import { Writer } from "./writer";

/** A page of one person. `|` in the text is the caret. */
class Page {
  state: EditorState;
  constructor(written: string, on = true, person = "me") {
    const at = written.indexOf("|");
    this.state = EditorState.create({
      doc: written.replace("|", ""),
      selection: { anchor: Math.max(0, at) },
      extensions: [
        unconfirmedEdits("c", 0, person),
        cleanInput,
        suggestedTyping,
        history({ newGroupDelay: 0 }),
        EditorState.allowMultipleSelections.of(true),
      ],
    });
    if (on) this.do({ effects: setMode.of({ on: true }) });
  }

  do(spec: TransactionSpec): this {
    this.state = this.state.update(spec).state;
    return this;
  }
  run(command: StateCommand): this {
    command({
      state: this.state,
      dispatch: tr => {
        this.state = tr.state;
      },
    });
    return this;
  }
  type(text: string): this {
    return this.do({ ...this.state.replaceSelection(text), userEvent: "input.type" });
  }
  caret(anchor: number, head = anchor): this {
    return this.do({ selection: { anchor, head } });
  }
  /** As far as what decides needs a view. */
  get view(): EditorView {
    return {
      state: this.state,
      dispatch: (spec: TransactionSpec) => {
        this.do(spec);
      },
    } as unknown as EditorView;
  }
  with(act: (view: EditorView) => void): this {
    act(this.view);
    return this;
  }

  /** Somebody else's update comes in. */
  receive(id: string, changes: ChangeSet, marking: Parameters<typeof mark.of>[0]["marking"] = []): this {
    this.state = receive(this.state, { id, clientID: "other", changes, marking }).state;
    return this;
  }

  get shown(): string {
    const { doc, selection } = this.state,
      { shown } = unconfirmed(this.state);
    let text = "";
    for (let at = 0; at <= doc.length; at++) {
      const opens = (of: "insert" | "delete", open: string) => {
        for (const { by, [of]: ranges } of shown) if (ranges.some(([from]) => from === at)) text += (by === "me" ? "" : by) + open;
      };
      for (const { insert } of shown) if (insert.some(([, to]) => to === at)) text += "⟩";
      for (const { delete: gone } of shown) if (gone.some(([, to]) => to === at)) text += "]";
      if (selection.main.head === at) text += "|";
      opens("delete", "[");
      opens("insert", "⟨");
      text += doc.sliceString(at, at + 1);
    }
    return text;
  }

  get ids(): string[] {
    return unconfirmed(this.state).shown.map(({ id }) => id);
  }
}

const shows = (page: Page, expected: string) => assert.equal(page.shown, expected);

test("typing inserts, deleting keeps what others wrote and takes back what one has just suggested", () => {
  shows(new Page("每年|学生").type("培养"), "每年⟨培养⟩|学生");
  shows(new Page("每年培训|学生").run(deleteBack).run(deleteBack), "每年|[培训]学生");
  shows(new Page("每年|培训学生").run(deleteOn).run(deleteOn), "每年[培训]|学生");
  shows(new Page("每年|学生").type("培训").run(deleteBack), "每年⟨培⟩|学生");
  shows(new Page("每年|学生").type("培训").run(deleteBack).run(deleteBack), "每年|学生");
});

const deleteBack: StateCommand = ({ state, dispatch }) => deleteCharBackward({ state, dispatch } as EditorView);
const deleteOn: StateCommand = ({ state, dispatch }) => deleteCharForward({ state, dispatch } as EditorView);

test("a deletion and an insertion at one place are one replacement; what is put instead stands behind", () => {
  const page = new Page("每年培训学生").caret(2, 4).type("培").type("养");
  shows(page, "每年[培训]⟨培养⟩|学生");
  assert.equal(page.ids.length, 1);
  page.caret(8).type("。");
  assert.equal(page.ids.length, 2, "elsewhere another begins");
});

test("what somebody else wants deleted is not marked again, the caret goes on over it", () => {
  const page = new Page("每年培训|学生").receive("x", ChangeSet.empty(6), [
    { id: "o", by: "o", at: "2025", insert: [], delete: [[2, 4]], clear: [], outcome: null, reason: null },
  ]);
  shows(page.run(deleteBack), "每年o[培|训]学生");
  shows(page.run(deleteBack).run(deleteBack), "每|[年]o[培训]学生");
});

test("each place of one edit is a suggestion of its own", () => {
  const page = new Page("甲乙甲乙").do({
    changes: [
      { from: 0, to: 1, insert: "丙" },
      { from: 2, to: 3, insert: "丙" },
    ],
    userEvent: "input.replace.all",
  });
  assert.equal(page.ids.length, 2);
  const both = new Page("甲乙丙")
    .do({ selection: EditorSelection.create([EditorSelection.cursor(1), EditorSelection.cursor(2)]) })
    .type("，");
  assert.equal(both.ids.length, 2);
});

test("what is typed inside another’s suggestion is one’s own, and stays when that one is rejected", () => {
  const other = (page: Page) =>
    page.receive("x", ChangeSet.of({ from: 2, insert: "很多" }, 4), [
      { id: "o", by: "o", at: "2025", insert: [[2, 4]], delete: [], clear: [], outcome: null, reason: null },
    ]);
  const suggests = other(new Page("每年学生")).caret(3).type("不");
  shows(suggests, "每年o⟨很⟩⟨不⟩|o⟨多⟩学生");
  const writes = other(new Page("每年学生", false)).caret(3).type("不");
  shows(
    writes.with(view => decideOn(view, ["o"], "rejected")),
    "每年不|学生",
  );
});

test("undo and redo bring back marks and text, of suggestions and of decisions", () => {
  const page = new Page("每年培训学生").caret(2, 4).type("培养"),
    replaced = page.shown;
  page.run(undo);
  assert.equal(page.ids.length, 0);
  page.run(redo);
  assert.equal(page.shown.replace("|", ""), replaced.replace("|", ""));
  const id = page.ids[0]!;
  for (const outcome of ["accepted", "rejected"] as const) {
    page.with(view => decideOn(view, [id], outcome));
    assert.equal(page.state.doc.toString(), outcome === "accepted" ? "每年培养学生" : "每年培训学生");
    assert.equal(page.ids.length, 0);
    page.run(undo);
    assert.equal(page.shown.replace("|", ""), replaced.replace("|", ""), `the decision ${outcome} is undone`);
    assert.deepEqual(page.ids, [id], "it is the same suggestion");
  }
  page.with(view => withdraw(view, id));
  assert.equal(page.shown.replace("|", ""), "每年培训学生");
  page.run(undo);
  assert.equal(page.shown.replace("|", ""), replaced.replace("|", ""));
});

test("what the server would not take is put right, and suggested", () => {
  shows(new Page("一|").type("二\r\n三\ud83d"), "一⟨二\n三\ufffd⟩|");
});

test("edits and suggestions are never one update, and each says what it is", () => {
  const page = new Page("文|", false)
    .type("直接")
    .do({ effects: setMode.of({ on: true }) })
    .type("建议")
    .do({ effects: setMode.of({ on: false }) })
    .type("再写");
  assert.deepEqual(
    ownUpdates(unconfirmed(page.state)).map(({ suggests }) => suggests ?? false),
    [false, true, false],
  );
  page.do({ effects: setMode.of({ on: true }) }).run(undo);
  assert.deepEqual(
    ownUpdates(unconfirmed(page.state)).map(({ suggests }) => suggests ?? false),
    [false, true],
    "undo of an edit is an edit: the buffer came to nothing",
  );
});

test("who may only suggest has the switch on and cannot put it off", () => {
  const page = new Page("文", false).do({ effects: setMode.of({ only: true }) });
  assert.deepEqual(page.state.field(mode), { on: true, only: true });
  assert.equal(page.do({ effects: setMode.of({ on: false }) }).state.field(mode).on, true);
});

test("a selection is decided on by itself", () => {
  const page = new Page("每年|学生").type("一二三四");
  page.do({ selection: { anchor: 2, head: 4 } });
  const { shown } = unconfirmed(page.state),
    { changes, marking } = decide(shown, page.state.doc.length, page.ids, "rejected", [[2, 4]]);
  shows(page.do({ changes, effects: mark.of({ marking, suggests: false }) }), "每年|⟨三四⟩学生");
});

test("what was typed before the right to write was lost comes back as a suggestion", () => {
  const page = new Page("一二三四五六", false).caret(1, 3).type("甲").caret(3, 4).type("乙");
  page.state = flush(page.state, Infinity).state;
  page.caret(0).type("丙");
  assert.equal(page.state.doc.toString(), "丙一甲四乙六", "as it was typed");
  page.state = suggestInstead(page.state).state;
  assert.equal(projecting(unconfirmed(page.state).shown, page.state.doc.length, "final").apply(page.state.doc).toString(), "丙一甲四乙六");
  assert.equal(
    projecting(unconfirmed(page.state).shown, page.state.doc.length, "original").apply(page.state.doc).toString(),
    "一二三四五六",
  );
  assert.ok(ownUpdates(unconfirmed(page.state)).every(({ suggests }) => suggests));
  const whole = ownUpdates(unconfirmed(page.state)).reduce((text, { changes }) => changes.apply(text), unconfirmed(page.state).base);
  assert.equal(whole.toString(), page.state.doc.toString());
});

test("a page that was put right keeps its own suggestions", () => {
  const page = new Page("一二三|").type("四");
  page.state = corrected(page.state, Text.of(["一二三"]), Text.of(["一x三"]), noMarks).state;
  assert.equal(page.shown.replace("|", ""), "一x三⟨四⟩");
});

async function office() {
  const chance = new Chance(1),
    authority = new Authority("一二三四五六"),
    clock = new VirtualClock(chance),
    network = new Network(authority, clock, chance);
  const editor = new Writer("editor", network),
    reviewer = new Writer("reviewer", network);
  await clock.pass(500);
  return { authority, clock, editor, reviewer };
}

test("what was accepted while its author was taking it back is deleted by suggestion only", async () => {
  const { authority, clock, editor, reviewer } = await office();
  reviewer.type({ effects: setMode.of({ only: true }) });
  reviewer.type({ changes: { from: 2, insert: "新" } });
  await clock.pass(1000);
  // Both at the same moment; the acceptance is logged first.
  reviewer.hold();
  const { shown } = unconfirmed(editor.editor!.state),
    { changes, marking } = decide(
      shown,
      editor.editor!.state.doc.length,
      shown.map(({ id }) => id),
      "accepted",
    );
  editor.type({ changes, effects: mark.of({ marking, suggests: false }) });
  reviewer.type({ changes: { from: 2, to: 3 } });
  reviewer.type({ changes: { from: 6, insert: "末" } });
  await clock.pass(1000);
  reviewer.release();
  await clock.pass(3000);
  for (const writer of [editor, reviewer]) {
    assert.ok(writer.isSynced);
    assert.equal(writer.text, authority.text.toString());
    assert.deepEqual(unconfirmed(writer.editor!.state).shown, authority.marks);
  }
  assert.equal(projecting(authority.marks, authority.text.length, "original").apply(authority.text).toString(), "一二新三四五六");
  assert.equal(projecting(authority.marks, authority.text.length, "final").apply(authority.text).toString(), "一二三四五六末");
});

test("who has lost the right to write while typing sends it as suggestions once the page knows", async () => {
  const { authority, clock, reviewer } = await office();
  authority.check = (person, update) => {
    if (person === "reviewer" && !(update as { suggests?: boolean }).suggests)
      throw new Error("HubException: not-allowed: you may suggest");
  };
  reviewer.type({ changes: { from: 0, to: 2, insert: "改" } });
  await clock.pass(2000);
  assert.equal(reviewer.connection.status.refusal?.code, "not-allowed");
  reviewer.type({ effects: setMode.of({ only: true }) });
  reviewer.connection.permit(true);
  await clock.pass(20_000);
  assert.ok(reviewer.isSynced, JSON.stringify(reviewer.connection.status));
  assert.equal(projecting(authority.marks, authority.text.length, "original").apply(authority.text).toString(), "一二三四五六");
  assert.equal(projecting(authority.marks, authority.text.length, "final").apply(authority.text).toString(), "改三四五六");
});
