// Promise 1: what the server has not acknowledged survives the page, per person and text, and is taken up once.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test from "node:test";
import { Text } from "@codemirror/state";
import { newId } from "../kernel/identity";
import { Refusal } from "../sync/protocol";
import { Unsent } from "../sync/unsent";
import { browserIs, newDocument, tab, until, leftByAnother, aWhile, texts, connectionOf, entriesOf, anotherSession } from "./unsent-tabs";

for (const secure of [true, false]) {
  const where = secure ? "with locks" : "without locks";

  test(`${where}: after a reload the edits are there, with version and ids`, async () => {
    browserIs(secure);
    const document = newDocument(),
      before = await tab("wang", document);
    before.types("四");
    before.flushes();
    before.types("五");
    await before.store.stored();
    before.store.close();
    const again = await tab("wang", document);
    await again.takesOver();
    await until(() => again.found.length === 1, "found");
    const [edits] = again.found;
    assert.equal(edits!.version, 4);
    assert.deepEqual(
      edits!.updates.map(({ id }) => id),
      before.ids(),
    );
    assert.deepEqual(texts(edits!), ['[3,[0,"四"]]', '[4,[0,"五"]]']);
    assert.ok(edits!.updates.every(({ clientID }) => clientID === before.id));
    await edits!.adopted();
    const third = await tab("wang", document);
    await third.takesOver();
    await aWhile();
    assert.equal(third.found.length, 0, "an entry that was adopted is gone");
  });

  test(`${where}: a tab that lives keeps its own`, async () => {
    browserIs(secure);
    const document = newDocument(),
      living = await tab("wang", document);
    living.types("四");
    await living.store.stored();
    anotherSession();
    const other = await tab("wang", document);
    await other.takesOver();
    await new Promise(resolve => setTimeout(resolve, secure ? 60 : 900));
    assert.equal(other.found.length, 0);
    living.store.close();
    if (secure) await until(() => other.found.length === 1, "once it is gone, the other takes over");
  });
}

test("another person, or another text, never sees them", async () => {
  browserIs(true);
  const document = newDocument(),
    wang = await tab("wang", document);
  wang.types("四");
  await wang.store.stored();
  wang.store.close();
  const strangers = [
    await tab("li", document),
    await tab("wan", document),
    await tab("wang", document.slice(0, -1)),
    await tab("wang", `${document}0`),
    await tab("wang", "a/sections/b"),
  ];
  for (const other of strangers) await other.takesOver();
  await aWhile();
  for (const other of strangers) assert.equal(other.found.length, 0);
});

test("what is acknowledged is not kept", async () => {
  browserIs(true);
  const document = newDocument(),
    before = await tab("wang", document);
  before.types("四");
  before.isAcknowledged();
  await before.store.stored();
  before.store.close();
  const again = await tab("wang", document);
  await again.takesOver();
  await aWhile();
  assert.equal(again.found.length, 0);
});

test("of many quick writes, heavy ones too, the last one counts", async () => {
  browserIs(true);
  const document = newDocument(),
    before = await tab("wang", document);
  before.types("大".repeat(50_000));
  for (let i = 0; i < 50; i++) before.types(String(i % 10));
  assert.ok(!before.store.isDurable, "the last one is not on its way yet");
  await before.store.stored();
  assert.ok(before.store.isDurable);
  before.store.close();
  const again = await tab("wang", document);
  await again.takesOver();
  await until(() => again.found.length === 1, "found");
  assert.match(texts(again.found[0]!)[0]!, /0123456789"\]\]$/);
});

test("what the server does not take is handed over, and stays until it is put away", async () => {
  const document = newDocument(),
    { again } = await leftByAnother(document);
  again.found[0]!.refused(new Refusal("not-found", "Gone."));
  await until(() => again.left.length === 1, "handed over");
  assert.equal(again.left[0]!.text, "一二三四", "the whole text as it was, also of one that lived for less than a second");
  assert.deepEqual(again.left[0]!.own, [{ from: 3, to: 4 }]);
  again.store.close();
  const third = await tab("wang", document);
  await third.takesOver();
  await until(() => third.found.length === 1, "still there");
  third.found[0]!.refused(new Refusal("not-found", "Gone."));
  await until(() => third.left.length === 1, "handed over again");
  await third.left[0]!.discard();
  third.store.close();
  const fourth = await tab("wang", document);
  await fourth.takesOver();
  await aWhile();
  assert.equal(fourth.found.length, 0);
});

test("what was taken from by hand is never sent by itself again, and stays until it is put away", async () => {
  browserIs(true);
  const document = newDocument(),
    before = await tab("wang", document);
  before.types("四");
  before.store.close();
  const again = await tab("wang", document);
  await again.takesOver();
  await until(() => again.found.length === 1, "found");
  again.found[0]!.refused(null);
  await until(() => again.left.length === 1, "handed over");
  again.left[0]!.used();
  await again.store.stored();
  again.store.close();
  const third = await tab("wang", document);
  await third.takesOver();
  await until(() => third.left.length === 1, "handed over again");
  assert.equal(third.found.length, 0);
  assert.equal(third.left[0]!.text, "一二三四");
});

test("what was written after it was handed over is neither put away nor made a copy with it", async () => {
  browserIs(true);
  const document = newDocument(),
    { again, edits } = await leftByAnother(document);
  edits.refused(null);
  await until(() => again.left.length === 1, "handed over");
  const db = connectionOf(again.store),
    [entry] = await entriesOf(document);
  await new Promise(done => {
    const tx = db.transaction("entries", "readwrite");
    tx.objectStore("entries").put({ ...entry, at: Date.now() + 5 });
    tx.oncomplete = done;
  }); // a page that only seemed to be gone
  again.left[0]!.used();
  await again.store.stored();
  await again.left[0]!.discard();
  const [now] = (await entriesOf(document)) as { isCopy?: boolean }[];
  assert.ok(now && !now.isCopy);
});

test("without IndexedDB everything works, and it is known that nothing is kept", async () => {
  browserIs(true);
  const { indexedDB } = globalThis;
  Object.defineProperty(globalThis, "indexedDB", {
    configurable: true,
    value: {
      open: () => {
        throw new Error("SecurityError");
      },
    },
  });
  try {
    const store = await Unsent.open("wang", newDocument(), newId());
    assert.ok(!store.isDurable && !store.isKeeping);
    store.keep({ version: 0, base: Text.empty, inflight: [], buffer: null, marks: [], shown: [] });
    await store.stored();
    await store.takeOver(
      () => assert.fail(),
      () => assert.fail(),
    );
    store.close();
  } finally {
    Object.defineProperty(globalThis, "indexedDB", { configurable: true, value: indexedDB });
  }
});
