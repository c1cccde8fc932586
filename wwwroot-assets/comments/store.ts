// Keeps the threads of a text as the hub has them. They come as they are at some version of the log, and are brought to the one that is
// known here. A comment goes out when what it is about is in the log: positions mean nothing in a text that only this page has.
import type { ChangeSet } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Clock } from "../kernel/clock";
import type { Listener, Transport } from "../sync/transport";
import { type Link, type Person, Refusal } from "../sync/protocol";
import { Timers } from "../kernel/timers";
import { hasUnconfirmed, me, unconfirmed } from "../sync/unconfirmed";
import { comments, lookAtThread, setAbout, setThreads } from "./placed";
import { type Adoption, isMissingSome, movePlace, type Subject, type Thread, type ThreadList, withKnown } from "./thread";

/** A comment as it is written; the range is the one that is held in the editor's state (placed.ts). */
export interface Draft {
  subject: Subject;
  text: string;
  mentions: string[];
}
export interface Outcome {
  resolved: boolean;
  adoption?: Adoption;
  reason?: string | null;
}

/** There is no line. */
export class Offline extends Error {}

const again = 5_000; // milliseconds after a list that did not come
const onItsWay = 1_000; // milliseconds for an entry that was told of and has not come
const breath = 1_500; // milliseconds, more each time, before what was too fast is tried again
const mostTries = 4;

export class CommentStore implements Listener {
  people: readonly Person[] = [];
  private view: EditorView | null = null;
  private link: Link | null = null;
  private list: ThreadList | null = null; // not taken in yet
  private events: Thread[] = []; // that came after it, likewise
  private asking = false;
  private sending: { draft: Draft; after: number; tried: boolean; busy: boolean; done(): void; failed(error: unknown): void } | null = null;
  private readonly timers: Timers;

  /** `since`: what the log has done to the text since a version. */
  constructor(
    private readonly document: string,
    transport: Transport,
    clock: Clock,
    private readonly since: (version: number) => readonly ChangeSet[] | null,
    private readonly changed: () => void,
  ) {
    this.timers = new Timers(clock);
    transport.add(this);
  }

  opened(view: EditorView): void {
    this.view = view;
    this.settle();
  }

  up(link: Link): void {
    this.link = link;
    void this.ask(link);
  }

  down(): void {
    this.link = null;
    this.asking = false;
    if (this.sending) this.sending.busy = false;
  }

  event(name: string, [document, thread]: unknown[]): void {
    if (name !== "Commented" || document !== this.document) return;
    this.events.push(thread as Thread);
    this.settle();
  }

  close(): void {
    this.timers.close();
    this.link = null;
    this.view = null;
    this.sending?.failed(new Offline());
  }

  /** Takes in what can be taken in, and sends what can be sent. */
  settle(): void {
    const { view } = this;
    if (!view || this.asking) return;
    const { version } = unconfirmed(view.state);
    let threads: readonly Thread[] | null = null;
    if (this.list && this.list.version <= version) {
      threads = this.brought(this.list.threads);
      if (!threads) return this.askAgain();
      this.people = this.list.people;
      this.list = null;
    }
    while (!this.list && this.events[0] && this.events[0].version <= version) {
      const next = this.brought([this.events.shift()!]);
      if (!next) return this.askAgain();
      const before = threads ?? comments(view.state).threads,
        { id } = next[0]!;
      threads = [
        ...before.filter(thread => thread.id !== id),
        withKnown(
          next[0]!,
          before.find(thread => thread.id === id),
        ),
      ];
    }
    if (threads) {
      view.dispatch({ effects: setThreads.of(threads) });
      this.askForMissing();
      this.changed();
    }
    void this.send();
  }

  /** Resolves when the hub has it. It waits for the line, and for what is typed to be saved. */
  add(draft: Draft): Promise<void> {
    this.sending?.failed(new Error("Another comment took its place."));
    return new Promise((done, failed) => {
      this.sending = { draft, after: this.latest, tried: false, busy: false, done, failed };
      this.settle();
    });
  }

  cancel(): void {
    this.sending = null;
  }

  reply(thread: number, text: string, mentions: string[]): Promise<unknown> {
    return this.invoke("Reply", thread, { text, mentions });
  }
  amend(thread: number, entry: number, text: string): Promise<unknown> {
    return this.invoke("Amend", thread, entry, text);
  }
  handle(thread: number, outcome: Outcome): Promise<unknown> {
    return this.invoke("Handle", thread, { adoption: null, reason: null, ...outcome });
  }
  assign(thread: number, person: string | null): Promise<unknown> {
    return this.invoke("Assign", thread, person);
  }

  private get latest(): number {
    return this.view ? Math.max(0, ...comments(this.view.state).threads.map(({ id }) => id)) : 0;
  }

  private async invoke(method: string, ...args: unknown[]): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      const { link } = this;
      if (!link) throw new Offline();
      try {
        return await link.invoke(method, this.document, ...args);
      } catch (error) {
        const refusal = Refusal.from(error);
        if (refusal?.code !== "too-fast" || tries === mostTries) throw refusal ?? new Offline();
        await new Promise<void>(resolve => this.timers.after(breath * tries, resolve));
      }
    }
  }

  /** An event that has not come by then was missed. */
  private askForMissing(): void {
    const isMissing = () => this.view !== null && comments(this.view.state).threads.some(isMissingSome);
    if (isMissing())
      this.timers.once("missing", onItsWay, () => {
        if (isMissing()) this.askAgain();
      });
  }

  private async ask(link: Link): Promise<void> {
    this.asking = true;
    try {
      const list = (await link.invoke("Comments", this.document)) as ThreadList;
      if (link !== this.link) return;
      this.list = list;
      this.asking = false;
      this.settle();
    } catch {
      if (link !== this.link) return;
      this.asking = false;
      this.askAgain(again);
    }
  }

  /** What came lies too far back to be brought here. */
  private askAgain(after = 0): void {
    this.timers.once("ask", after, () => {
      if (this.link && !this.asking) void this.ask(this.link);
    });
  }

  private brought(threads: readonly Thread[]): readonly Thread[] | null {
    const ways = new Map<number, readonly ChangeSet[] | null>(),
      found: Thread[] = [];
    for (const thread of threads) {
      if (!ways.has(thread.version)) ways.set(thread.version, this.since(thread.version));
      const way = ways.get(thread.version);
      if (!way) return null;
      found.push(way.reduce<Thread>(movePlace, thread));
    }
    return found;
  }

  private async send(): Promise<void> {
    const { link, view, sending, document } = this;
    if (!link || !view || !sending || sending.busy || this.list || hasUnconfirmed(view.state)) return;
    // The line broke while it was on its way: it may have arrived.
    if (
      sending.tried &&
      comments(view.state).threads.some(
        thread => thread.by.id === me(view.state) && thread.id > sending.after && thread.entries[0]?.text === sending.draft.text.trim(),
      )
    )
      return this.sent(sending);
    const { version } = unconfirmed(view.state),
      { from, to } = comments(view.state).about ?? { from: 0, to: 0 };
    sending.busy = sending.tried = true;
    try {
      const id = await link.invoke("Comment", document, { version, from, to, ...sending.draft });
      this.sent(sending);
      this.view?.dispatch({ effects: lookAtThread.of(Number(id)) });
    } catch (error) {
      sending.busy = false;
      const refusal = Refusal.from(error);
      if (!refusal || this.sending !== sending) return; // the line broke: again, when it is back
      this.sending = null;
      sending.failed(refusal);
    }
  }

  private sent(sending: NonNullable<CommentStore["sending"]>): void {
    if (this.sending === sending) this.sending = null;
    this.view?.dispatch({ effects: setAbout.of(null) });
    sending.done();
  }
}
