// Tabs of a browser, their store, and ways in which it fails.
import "fake-indexeddb/auto";
import assert from "node:assert/strict";
import { after, beforeEach } from "node:test";
import { EditorState, Text } from "@codemirror/state";
import type { RecoveredEdits } from "../sync/recovered";
import { newId } from "../kernel/identity";
import { adopt, flush } from "../sync/buffer";
import { ownUpdates, unconfirmed, unconfirmedEdits } from "../sync/unconfirmed";
import type { Leftover } from "../sync/leftover";
import { Unsent } from "../sync/unsent";

// ── a browser: its locks, its channel, and the storage of one tab's session ──

export class Locks {
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
export const browserIs = (secure: boolean) => {
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
/** Another tab has a session of its own. */
export const anotherSession = (): void => {
  sessionOf = new Map();
};
export const open: Unsent[] = [];
beforeEach(() => {
  locks = new Locks();
  sessionOf = new Map();
});
after(() => {
  for (const store of open) store.close();
});

let documents = 0;
export const newDocument = () => `report/sections/s${documents++}`;

export async function tab(person: string, document: string) {
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

export const until = async (what: () => boolean, sentence: string) => {
  for (const limit = Date.now() + 8000; !what(); ) {
    if (Date.now() > limit) assert.fail(sentence);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
};
/** Another page of the same person has left an edit, and is gone. */
export async function leftByAnother(document: string): Promise<{ again: Awaited<ReturnType<typeof tab>>; edits: RecoveredEdits }> {
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

export const aWhile = () => new Promise(resolve => setTimeout(resolve, 60));
export const texts = ({ updates }: RecoveredEdits) => updates.map(({ changes }) => JSON.stringify(changes.toJSON()));

export const connectionOf = (store: Unsent): IDBDatabase => (store as unknown as { db: IDBDatabase }).db;

/** The entries of a text, as another page would find them. */
export async function entriesOf(document: string): Promise<{ document: string }[]> {
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
export async function withoutRoom(act: () => Promise<void>): Promise<void> {
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
export function nextIsSilent(store: Unsent): void {
  const db = connectionOf(store),
    { transaction } = db;
  db.transaction = () => {
    db.transaction = transaction;
    return { objectStore: () => ({ put() {}, delete() {} }), commit() {} } as unknown as IDBTransaction;
  };
}

export function throwAway(store: Unsent): void {
  const db = connectionOf(store),
    { onclose } = db;
  db.close();
  onclose?.call(db, new Event("close"));
}
