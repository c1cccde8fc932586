// Promise 1: what the server has not acknowledged survives the page, per person and text, and is taken up once.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import test, { after, beforeEach, mock } from "node:test";
import { EditorState, Text } from "@codemirror/state";
import type { RecoveredEdits } from "../sync/recovered";
import { newId } from "../kernel/identity";
import { Refusal } from "../sync/protocol";
import { adopt, flush } from "../sync/buffer";
import { ownUpdates, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import type { Leftover } from "../sync/leftover";
import { Unsent } from "../sync/unsent";

// ── a browser: its locks, its channel, and the storage of one tab's session ──

class Locks {
  private readonly held = new Map<string, Promise<unknown>>();
  async request(name: string, ...rest: unknown[]): Promise<unknown> {
    const work = rest[rest.length - 1] as () => Promise<unknown>,
      { signal } = (rest.length > 1 ? rest[0] : {}) as { signal?: AbortSignal };
    const before = this.held.get(name) ?? Promise.resolve();
    const mine = before.then(() => (signal?.aborted ? undefined : work()));
    this.held.set(
      name,
      mine.catch(() => {}),
    );
    return mine;
  }
}

let sessionOf = new Map<string, string>();
const browserIs = (secure: boolean) => {
  Object.defineProperty(globalThis, "addEventListener", { configurable: true, value: () => {} });
  Object.defineProperty(globalThis, "navigator", { configurable: true, value: { locks: secure ? locks : undefined } });
  Object.defineProperty(globalThis, "sessionStorage", {
    configurable: true,
    value: {
      getItem: (key: string) => sessionOf.get(key) ?? null,
      setItem: (key: string, value: string) => sessionOf.set(key, value),
      removeItem: (key: string) => sessionOf.delete(key),
    },
  });
};
let locks = new Locks();
const open: Unsent[] = [];
beforeEach(() => {
  locks = new Locks();
  sessionOf = new Map();
});
after(() => {
  for (const store of open) store.close();
});

let documents = 0;
const newDocument = () => `report/sections/s${documents++}`;

async function tab(person: string, document: string) {
  const id = newId(),
    store = await Unsent.open(person, document, id);
  open.push(store);
  let state = EditorState.create({ doc: "一二三", extensions: unconfirmedEdits(id, 4) });
  const found: RecoveredEdits[] = [],
    left: Leftover[] = [];
  return {
    id,
    store,
    found,
    left,
    types(insert: string) {
      state = state.update({ changes: { from: state.doc.length, insert } }).state;
      store.keep(unconfirmed(state));
    },
    adopts(edits: RecoveredEdits) {
      state = adopt(state, edits.updates).state;
      store.keep(unconfirmed(state));
    },
    flushes() {
      state = flush(state, Infinity).state;
      store.keep(unconfirmed(state));
    },
    isAcknowledged() {
      store.keep({ version: 5, base: Text.empty, inflight: [], buffer: null, marks: [], shown: [] });
    },
    ids: () => ownUpdates(unconfirmed(state)).map(update => update.id),
    takesOver: () =>
      store.takeOver(
        edits => found.push(edits),
        leftover => left.push(leftover),
      ),
  };
}

const until = async (what: () => boolean, sentence: string) => {
  for (const limit = Date.now() + 8000; !what(); ) {
    if (Date.now() > limit) assert.fail(sentence);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
};
/** Another page of the same person has left an edit, and is gone. */
async function leftByAnother(document: string): Promise<{ again: Awaited<ReturnType<typeof tab>>; edits: RecoveredEdits }> {
  browserIs(true);
  const before = await tab("wang", document);
  before.types("四");
  await before.store.stored();
  before.store.close();
  const again = await tab("wang", document);
  await again.takesOver();
  await until(() => again.found.length === 1, "found");
  return { again, edits: again.found[0]! };
}

const aWhile = () => new Promise(resolve => setTimeout(resolve, 60));
const texts = ({ updates }: RecoveredEdits) => updates.map(({ changes }) => JSON.stringify(changes.toJSON()));

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
    sessionOf = new Map(); // another tab has a session of its own
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

// ── a store that fails ──

const connectionOf = (store: Unsent): IDBDatabase => (store as unknown as { db: IDBDatabase }).db;

/** The entries of a text, as another page would find them. */
async function entriesOf(document: string): Promise<{ document: string }[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await done(indexedDB.open("authoring-unsent", 1));
  const entries = (await done(db.transaction("entries").objectStore("entries").getAll())) as { document: string }[];
  db.close();
  return entries.filter(entry => entry.document === document);
}

/** While there is no room for edits; a text, which is smaller, still fits. */
async function withoutRoom(act: () => Promise<void>): Promise<void> {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: object, ...key) {
    const request = put.call(this, value, ...key);
    if ("updates" in value) this.transaction.abort();
    return request;
  };
  try {
    await act();
  } finally {
    IDBObjectStore.prototype.put = put;
  }
}

/** A transaction of which nothing is ever heard again, as of one that was under way when Chromium threw the store away. */
function nextIsSilent(store: Unsent): void {
  const db = connectionOf(store),
    { transaction } = db;
  db.transaction = () => {
    db.transaction = transaction;
    return { objectStore: () => ({ put() {}, delete() {} }), commit() {} } as unknown as IDBTransaction;
  };
}

function throwAway(store: Unsent): void {
  const db = connectionOf(store),
    { onclose } = db;
  db.close();
  onclose?.call(db, new Event("close"));
}

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
