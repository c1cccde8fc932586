// Unsent edits survive a reload, a closed tab and a crash: they lie in IndexedDB, one entry per person, document and tab, written with each
// keystroke and removed when the log has them. An entry is the version and the changes that belong to it, under the ids they will always
// have; no text is needed to send them, only what was logged since. Beside it lies, a moment later, the log's text at that version, for the
// case that the server no longer takes the edits and the person must be handed what was written.
//
// A tab takes over entries of tabs that are gone, of the same person and document only. Whether a tab is gone the browser's locks say, or,
// where a page has none (plain http in an office), tabs.ts asks around. Should two tabs take over the same entry all the same, its ids
// make it one edit.
import type { Refusal } from "./protocol";
import { type Leftover, written } from "./leftover";
import type { RecoveredEdits } from "./recovered";
import { asked, database, type Entry, type Kept, type Key, keyOf, unlessNewer, type Work } from "./store";
import { aliveFor, type Presence } from "./tabs";
import { ownUpdates, type Unconfirmed } from "./unconfirmed";
import { updateFromJSON, updateToJSON, withoutNull } from "./update-json";

const baseAfter = 1_000; // milliseconds: an edit that is acknowledged by then needs no text beside it
const reopenAfter = 1_000; // milliseconds
const hangs = 10_000; // milliseconds after which a write that the store neither ends nor refuses counts as failed
const heavy = 20_000; // UTF-16 code units of inserted text; above it a write waits for the one before

export class Unsent {
  private writing = 0;
  /** Each ends a write that is under way as one that failed. */
  private readonly underWay = new Set<() => void>();
  /** What earlier pages left, until it is part of what this one keeps, or handed over. */
  private readonly recovered = new Set<Entry>();
  private last: Promise<void> = Promise.resolve();
  private next: (() => void) | null = null; // the newest heavy write that waits
  private hasEntry = false;
  private failed = false;
  private isClosed = false;
  private readonly asked = new Set<string>(); // tabs whose end is waited for, or whose entry has been handed over
  private own: Unconfirmed | null = null;
  private baseVersion = -1; // of the stored text
  private baseTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private db: IDBDatabase | null,
    private readonly key: Key,
    private readonly presence: Presence | null,
  ) {
    this.watch();
  }

  /** Without IndexedDB (some private windows) everything works but the keeping. */
  static async open(person: string, document: string, tab: string): Promise<Unsent> {
    const key = { person, document, tab };
    try {
      return new Unsent(await database(), key, await aliveFor(tab));
    } catch {
      return new Unsent(null, key, null);
    }
  }

  /**
   * A browser that needs the room, or its user, may throw the store away while the page is open: what is unconfirmed goes into a new one.
   */
  private watch(): void {
    if (!this.db) return;
    const lost = () => {
      for (const fail of [...this.underWay]) fail(); // a browser says neither that they are complete nor that they are aborted
      void this.reopen();
    };
    this.db.onclose = lost;
    // A page of a newer make wants another shape of the store, and would wait for this one for ever.
    this.db.onversionchange = () => {
      this.db?.close();
      lost();
    };
  }

  private async reopen(): Promise<void> {
    if (this.isClosed) return;
    this.failed = true; // the page says that nothing is kept
    try {
      this.db = await database();
    } catch {
      setTimeout(() => void this.reopen(), reopenAfter); // while the old one is still being thrown away there is no new one
      return;
    }
    if (this.isClosed) return this.db.close();
    this.watch();
    this.failed = false;
    this.baseVersion = -1;
    if (this.own) this.keep(this.own);
    for (const entry of this.recovered) this.write(entries => unlessNewer(entries, entry, () => entries.put(entry)), false, false);
  }

  /** Everything that was kept so far is stored, so the page may be left. */
  get isDurable(): boolean {
    return this.db !== null && !this.failed && this.next === null;
  }

  /** This browser keeps anything at all. */
  get isKeeping(): boolean {
    return this.db !== null && !this.failed;
  }

  /** Resolves when everything that was kept so far is stored, or could not be. */
  async stored(): Promise<void> {
    while (this.writing > 0) await this.last;
  }

  /** Stores what is unconfirmed now; nothing unconfirmed, nothing stored. */
  keep(own: Unconfirmed): void {
    if (!this.db) return;
    const updates = ownUpdates(own);
    if (updates.length === 0) return this.clear();
    this.hasEntry = true;
    this.own = own;
    this.baseTimer ??= setTimeout(() => this.settle(), baseAfter);
    const entry = this.entryOf(own);
    const write = () => this.write(entries => entries.put(entry));
    const isHeavy = updates.some(update => update.changes.newLength - update.changes.length > heavy);
    this.next = isHeavy && this.writing > 0 ? write : null;
    if (!this.next) write();
  }

  /** Stores the text that the kept edits belong to, if it is not stored yet: the page may be left any moment. */
  settle(): void {
    clearTimeout(this.baseTimer);
    this.baseTimer = undefined;
    const { own } = this;
    if (!this.db || !this.hasEntry || !own || own.version === this.baseVersion) return;
    this.baseVersion = own.version;
    this.write((_entries, texts) => texts.put({ ...this.key, version: own.version, base: own.base.toString() } satisfies Kept), false);
  }

  /**
   * Finds entries of tabs that are gone, now and as they go, and hands them to `found` one by one. To be asked again now and then: a tab
   * may have come later.
   */
  async takeOver(found: (edits: RecoveredEdits) => void, left: (leftover: Leftover) => void): Promise<void> {
    if (!this.db || !this.presence) return;
    for (const { tab } of await this.others()) {
      if (this.asked.has(tab)) continue;
      this.asked.add(tab);
      const key = { ...this.key, tab };
      let isGone = false;
      void this.presence
        .whenGone(tab, async () => {
          isGone = true;
          const entry = await this.read<Entry>("entries", key);
          if (!entry) return;
          if (entry.isCopy) return left(await this.leftover(entry, null));
          await new Promise<void>(done => found(this.recover(entry, left, done)));
        })
        .then(() => {
          if (!isGone) this.asked.delete(tab);
        });
    }
  }

  close(): void {
    this.isClosed = true;
    this.settle();
    // Another tab of his takes over what is stored: not before all is.
    void this.stored().then(() => {
      this.presence?.leave();
      this.db?.close();
    });
  }

  private entryOf(own: Unconfirmed): Entry {
    return { ...this.key, version: own.version, updates: ownUpdates(own).map(updateToJSON), at: Date.now() };
  }

  private recover(entry: Entry, left: (leftover: Leftover) => void, done: () => void): RecoveredEdits {
    this.recovered.add(entry);
    const end = () => {
      this.recovered.delete(entry);
      done();
    };
    return {
      version: entry.version,
      updates: entry.updates.map(withoutNull).map(updateFromJSON),
      adopted: async () => {
        const { own } = this;
        // With what they have become part of, both or neither: where there is no room the one that is stored stays.
        this.write(
          (entries, texts) => {
            if (own) entries.put(this.entryOf(own));
            unlessNewer(entries, entry, () => {
              entries.delete(keyOf(entry));
              texts.delete(keyOf(entry));
            });
          },
          true,
          false,
        );
        await this.stored();
        this.asked.delete(entry.tab); // should it have written since, that is found the next time
        end();
      },
      refused: refusal => {
        void this.leftover(entry, refusal).then(left);
        end();
      },
    };
  }

  private async leftover(entry: Entry, refusal: Refusal | null): Promise<Leftover> {
    const kept = await this.read<Kept>("texts", entry).catch(() => undefined); // without the text at least the words
    return {
      at: new Date(entry.at),
      refusal,
      ...written(entry, kept),
      used: () =>
        this.write(entries => unlessNewer(entries, entry, () => entries.put({ ...entry, isCopy: true } satisfies Entry)), false, false),
      discard: () => {
        this.write(
          (entries, texts) =>
            unlessNewer(entries, entry, () => {
              entries.delete(keyOf(entry));
              texts.delete(keyOf(entry));
            }),
          false,
          false,
        );
        return this.stored();
      },
    };
  }

  private others(): Promise<Entry[]> {
    const { person, document, tab } = this.key;
    const all = this.db!.transaction("entries")
      .objectStore("entries")
      .getAll(IDBKeyRange.bound([person, document], [person, document, []]));
    return asked<Entry[]>(all).then(entries => entries.filter(entry => entry.tab !== tab));
  }

  private async read<T>(store: "entries" | "texts", key: Key): Promise<T | undefined> {
    return await asked<T | undefined>(this.db!.transaction(store).objectStore(store).get(keyOf(key)));
  }

  private clear(): void {
    this.next = this.own = null;
    clearTimeout(this.baseTimer);
    this.baseTimer = undefined;
    this.baseVersion = -1;
    if (!this.hasEntry) return;
    this.hasEntry = false;
    this.write((entries, texts) => {
      entries.delete(keyOf(this.key));
      texts.delete(keyOf(this.key));
    });
  }

  /** `isOwn`: what is unconfirmed here is kept by it, or is not if it fails. `isWhole`: the work asks for nothing more later. */
  private write(work: Work, isOwn = true, isWhole = true): void {
    this.writing++;
    const before = this.last;
    let fail = (): void => {};
    this.last = new Promise<void>((resolve, reject) => {
      fail = () => reject(new Error("The store did not answer."));
      const tx = this.db!.transaction(["entries", "texts"], "readwrite", { durability: "relaxed" });
      tx.oncomplete = () => resolve();
      tx.onabort = () => reject(tx.error);
      work(tx.objectStore("entries"), tx.objectStore("texts"));
      if (isWhole) tx.commit?.(); // at once, so that the write is on its way before a tab that closes is gone
    })
      .then(
        () => {
          if (isOwn) this.failed = false;
        },
        () => {
          if (isOwn) this.failed = true;
        },
      )
      .then(() => {
        clearTimeout(limit);
        this.underWay.delete(fail);
        this.writing--;
        const { next } = this;
        this.next = null;
        next?.();
      })
      .then(() => before);
    const limit = setTimeout(fail, hangs); // what waits for it goes on
    this.underWay.add(fail);
  }
}
