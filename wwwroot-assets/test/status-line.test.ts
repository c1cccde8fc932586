// Below the text: the number of words follows whoever writes, also for somebody who only reads while others never stop.
import { ChangeSet, EditorState, type TransactionSpec } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { receive } from "../sync/receive";
import { unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";

/** As much of an element as the line uses. */
class Fake {
  children: (Fake | string)[] = [];
  dataset: Record<string, string> = {};
  attributes = new Map<string, string>();
  className = "";
  textContent = "";
  append(...children: (Fake | string)[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: (Fake | string)[]): void {
    this.children = children;
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
}
Object.assign(globalThis, {
  document: {
    createElement: () => new Fake(),
    createElementNS: () => new Fake(),
    getElementById: (id: string) => (id === "words" ? { textContent: JSON.stringify({ words: "{count}" }) } : null),
    documentElement: { lang: "zh-CN", style: {} },
  },
});

test("a reader’s number of words follows while another writes without a pause", async t => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  t.after(() => mock.timers.reset());
  t.mock.method(performance, "now", () => Date.now());
  const { StatusLine } = await import("../page/status-line"),
    { diagnostics } = await import("../diagnostics/diagnostics");
  const view = { state: EditorState.create({ doc: "学校。", extensions: [unconfirmedEdits("here", 0, "me", []), diagnostics] }) };
  const line = new StatusLine(view as unknown as EditorView, false, () => {}),
    shown = () => (line.element as unknown as Fake).children[1] as Fake; // the way to the text before it comes first
  const before = shown().textContent;
  const apply = (change: TransactionSpec): void => {
    const { state } = view,
      tr = state.update(change);
    view.state = tr.state;
    line.update({
      state: tr.state,
      startState: state,
      docChanged: tr.docChanged,
      selectionSet: tr.selection !== undefined,
      transactions: [tr],
    } as unknown as ViewUpdate);
  };
  // A key every 100 ms for six seconds: no pause is as long as the line would wait for.
  for (let key = 0; key < 60; key++) {
    const { version, base } = unconfirmed(view.state);
    apply(receive(view.state, { id: `u${version}`, clientID: "there", changes: ChangeSet.of({ from: 0, insert: "字" }, base.length) }));
    mock.timers.tick(100);
  }
  assert.ok(Number(shown().textContent) > 40, shown().textContent);
  mock.timers.tick(1_000);
  assert.deepEqual([before, shown().textContent], ["3", "63"]);
});
