// Promise 1, while the store itself fails: it is known what is not kept, and nothing that is kept goes.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test, { mock } from "node:test";
import { Refusal } from "../sync/protocol";
import {
  browserIs,
  newDocument,
  tab,
  until,
  leftByAnother,
  texts,
  connectionOf,
  entriesOf,
  withoutRoom,
  nextIsSilent,
  throwAway,
} from "./unsent-tabs";

test("without room, what an earlier page left stays until what it has become part of is stored", async () => {
  const document = newDocument(),
    { again, edits } = await leftByAnother(document);
  await withoutRoom(async () => {
    again.adopts(edits);
    await edits.adopted();
  });
  assert.equal((await entriesOf(document)).length, 1);
  assert.ok(!again.store.isDurable);
});

test("that edits are not kept is not taken back because something else is", async () => {
  browserIs(true);
  const document = newDocument(),
    me = await tab("wang", document);
  await withoutRoom(async () => {
    me.types("四");
    await me.store.stored();
    me.store.settle(); // the text that they belong to
    await me.store.stored();
  });
  assert.deepEqual(await entriesOf(document), []);
  assert.ok(!me.store.isDurable && !me.store.isKeeping);
  me.types("五");
  await me.store.stored();
  assert.ok(me.store.isDurable);
});

test("a write that nothing is heard of when the store is thrown away holds nothing up, and its edits are in the new one", async () => {
  browserIs(true);
  const document = newDocument(),
    me = await tab("wang", document);
  nextIsSilent(me.store);
  me.types("四");
  let isStored = false;
  void me.store.stored().then(() => {
    isStored = true;
  });
  throwAway(me.store);
  await until(() => isStored, "nobody waits any more");
  await until(() => me.store.isDurable, "kept again");
  await me.store.stored();
  assert.equal((await entriesOf(document)).length, 1);
});

test("a store that does not answer is given up after ten seconds, and it is known that nothing is kept", async () => {
  browserIs(true);
  const me = await tab("wang", newDocument());
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    nextIsSilent(me.store);
    me.types("四");
    mock.timers.tick(10_000);
  } finally {
    mock.timers.reset();
  }
  await me.store.stored();
  assert.ok(!me.store.isKeeping);
});

test("what an earlier page left is in the new store too when the old one is thrown away", async () => {
  const document = newDocument(),
    { again } = await leftByAnother(document),
    db = connectionOf(again.store);
  await new Promise<void>(done => {
    const all = db.transaction(["entries", "texts"], "readwrite");
    for (const store of ["entries", "texts"]) all.objectStore(store).clear();
    all.oncomplete = () => done();
  });
  throwAway(again.store);
  await until(() => again.store.isDurable, "open again");
  await again.store.stored();
  assert.equal((await entriesOf(document)).length, 1);
});

test("what is refused while the store is closed is handed over all the same, in its words", async () => {
  const { again, edits } = await leftByAnother(newDocument());
  connectionOf(again.store).close();
  edits.refused(new Refusal("locked", "Locked."));
  await until(() => again.left.length === 1, "handed over");
  assert.equal(again.left[0]!.text, "四");
});

test("a page that is left keeps its place until its last edits are stored", async () => {
  browserIs(true);
  const document = newDocument(),
    one = await tab("wang", document),
    other = await tab("wang", document);
  one.types("大".repeat(50_000));
  await one.store.stored();
  await other.takesOver();
  one.types("x"); // under way
  one.types("尾"); // waits
  one.store.close();
  await until(() => other.found.length === 1, "found");
  assert.match(texts(other.found[0]!).join(), /尾/);
});

test("a new store gets what an earlier page left, but not over what that page has written since", async () => {
  const document = newDocument(),
    { again } = await leftByAnother(document);
  const db = connectionOf(again.store),
    [entry] = (await entriesOf(document)) as unknown as [{ at: number }];
  await new Promise(done => {
    const tx = db.transaction("entries", "readwrite");
    tx.objectStore("entries").put({ ...entry, at: entry.at + 5 });
    tx.oncomplete = done;
  }); // it only seemed to be gone
  throwAway(again.store);
  await until(() => again.store.isDurable, "open again");
  await again.store.stored();
  const [now] = (await entriesOf(document)) as unknown as [{ at: number }];
  assert.equal(now.at, entry.at + 5);
});
