// Keeps one text in step with the server by the editing protocol. The server is the authority; what is here is
//
//   session    what all parts share. `known`: the version up to which the log has been taken in (unconfirmed.ts holds it in the editor's
//              state); `heard`: the highest version that the server has named. While known < heard something is missing
//   incoming   updates that have come but cannot be taken in yet: an earlier one is missing, or somebody composes with an input method
//   inflight   own edits on their way to the log, one at a time
//   catchUp    asks for what is missing
//   recovery   edits that an earlier page left behind
//   pace       how soon and how much is sent
//
// Every event, answer, keystroke and timer ends in `step`, which does whatever is due: take in, catch up, send. So no order of
// happenings needs a rule of its own, and no state drops an update.
import type { ChangeSet } from "@codemirror/state";
import type { Clock } from "../kernel/clock";
import { CatchUp } from "./catch-up";
import { Incoming } from "./incoming";
import { Inflight } from "./inflight";
import { Pace } from "./pace";
import { type Link, type Opened, type Person, Refusal, type WireUpdate } from "./protocol";
import type { Step } from "./recent-steps";
import type { RecoveredEdits } from "./recovered";
import { Recovery } from "./recovery";
import { type Host, type Participant, Session } from "./session";
import type { Listener, Transport } from "./transport";
import { hasUnconfirmed, ownUpdates, unconfirmed } from "./unconfirmed";

/** `recovered`: something of an earlier page is still to be taken up. `refusal`: why nothing is saved although the line stands. */
export interface Status {
  open: boolean;
  up: boolean;
  unsent: boolean;
  recovered: boolean;
  refusal: Refusal | null;
}

const probePatience = 4_000; // milliseconds, as below; when there is reason to think that the line is dead

export class Connection implements Listener {
  private peopleTold = false; // an event on this link has said who is here

  private readonly session: Session;
  private readonly pace: Pace;
  private readonly recovery: Recovery;
  private readonly inflight: Inflight;
  private readonly incoming: Incoming;
  private readonly catchUp: CatchUp;

  constructor(participant: Participant, transport: Transport, clock: Clock, host: Host) {
    this.session = new Session(participant, transport, clock, host, () => this.step());
    this.pace = new Pace(this.session);
    this.recovery = new Recovery(this.session, this.pace);
    this.inflight = new Inflight(this.session, this.pace, this.recovery);
    this.incoming = new Incoming(this.session, this.inflight);
    this.catchUp = new CatchUp(this.session, this.pace, this.incoming);
    transport.add(this);
  }

  get status(): Status {
    return {
      open: this.session.editor !== null,
      up: this.session.link !== null && this.session.isSubscribed,
      unsent: this.recovery.isDue || (this.session.editor !== null && hasUnconfirmed(this.session.editor.state)),
      recovered: this.recovery.isDue,
      refusal: this.session.refusal,
    };
  }

  /** The text changed under the writer's hands. What follows from it waits until the editor is done with the keystroke. */
  edited(): void {
    this.session.keep();
    this.session.transport.hurry();
    queueMicrotask(() => this.step());
  }

  /** Composing with an input method: until `release` nothing is taken in and nothing is sent. */
  hold(): void {
    this.session.isHeld = true;
  }
  release(): void {
    this.session.isHeld = false;
    this.step();
  }

  /** What was typed so far is one edit from now on: the browser may suspend the page, and another tab take the edit over. */
  settle(): void {
    if (this.session.editor && unconfirmed(this.session.editor.state).buffer) this.inflight.flush(this.session.editor);
  }

  /** Edits to take up as soon as none of one's own is on its way. */
  takeUp(edits: RecoveredEdits): void {
    this.recovery.add(edits);
    this.step();
  }

  /** The network was away, or the computer asleep: a line that looks fine may be dead. */
  probe(): void {
    if (this.session.link && this.session.refusal?.code === "other-person") this.session.transport.cut();
    if (this.session.editor && this.session.link && this.session.isSubscribed) void this.catchUp.pull(this.session.link, probePatience);
  }

  /** What the log has done to the text since a version; null: more than is remembered. */
  since(version: number): readonly ChangeSet[] | null {
    return this.steps(version)?.map(({ changes }) => changes) ?? null;
  }

  /** The same, with whose it was. */
  steps(version: number): readonly Step[] | null {
    return this.session.editor && this.incoming.recent.since(version, this.session.known);
  }

  point(anchor: number, head: number): void {
    const { editor, link, isSubscribed, isHeld, participant } = this.session,
      { names } = this.inflight;
    if (!editor || !link || !isSubscribed || isHeld || !names.mayBeShown(participant.clientID)) return;
    const { version } = unconfirmed(editor.state),
      own = ownUpdates(unconfirmed(editor.state));
    const logged = (position: number) => own.reduceRight((at, { changes }) => changes.invertedDesc.mapPos(at, -1), position);
    link.invoke("Point", participant.document, names.onWire(participant.clientID), version, logged(anchor), logged(head)).catch(() => {});
  }

  /**
   * The right to write has come. One that goes is the server's to refuse: what was written before is still tried, and said not to be
   * saved.
   */
  permit(onlySuggests = false): void {
    Object.assign(this.session.participant, { mayWrite: true, onlySuggests });
    this.pace.hurry();
    this.step();
  }

  close(): void {
    this.session.timers.close();
    this.session.link?.invoke("Close", this.session.participant.document).catch(() => {});
    this.session.link = null;
    this.session.editor = null;
  }

  // ── the transport ──

  up(link: Link): void {
    this.session.link = link;
    void this.openOn(link);
  }

  down(): void {
    this.session.link = null;
    this.session.isSubscribed = this.peopleTold = false;
    this.catchUp.down();
    this.inflight.down();
    this.session.host.changed();
  }

  event(name: string, args: unknown[]): void {
    if (args[0] !== this.session.participant.document || this.session.timers.closed) return;
    // Keystroke 9: the update comes to another browser, and to its sender as well.
    if (name === "Updated") this.catchUp.take(args[1] as number, args[2] as WireUpdate[]);
    else if (name === "People") {
      this.peopleTold = true;
      this.session.host.people?.(args[1] as Person[]);
    } else if (name === "Pointed") {
      const [, person, clientID, version, anchor, head] = args as [string, string | Person, string, number, number, number];
      this.incoming.recent.pointed({ person: typeof person === "string" ? person : person.id, clientID, version, anchor, head });
      this.step();
    }
  }

  private async openOn(link: Link): Promise<void> {
    const { session } = this;
    try {
      const opened = (await session.ask(link, "Open", [session.participant.document])) as Opened;
      if (link !== session.link) return;
      // What one person typed is never sent as another's, who signed in meanwhile in another window.
      if (opened.people.every(({ id }) => id !== session.participant.person))
        throw new Refusal("other-person", "The sign-in is another person’s.");
      session.isSubscribed = true;
      session.hear(opened.version);
      if (!session.hasDiverged) session.refusal = null;
      this.pace.hurry();
      session.editor ??= session.host.open(opened); // never again: the editor's text holds edits that the server's does not
      if (!this.peopleTold) session.host.people?.(opened.people); // an event that overtook the answer knows better
      if (session.isBehind) void this.catchUp.pull(link);
      this.catchUp.take(opened.version, []);
    } catch (error) {
      if (link === session.link) this.notOpened(link, error);
    }
  }

  private notOpened(link: Link, error: unknown): void {
    const { session, pace } = this,
      refusal = Refusal.of(error);
    if (!refusal) return session.transport.cut();
    if (refusal.code === "too-fast" && session.editor) return this.openLater(link, pace.slowDown());
    session.refusal = refusal;
    this.recovery.handBack();
    session.host.changed();
    const pause = pace.pauseAfter(refusal);
    if (refusal.code !== "other-person") return this.openLater(link, pause);
    session.timers.after(pause, () => {
      if (link === session.link) session.transport.cut(); // who a link speaks for is settled when it is made
    });
  }

  private openLater(link: Link, milliseconds: number): void {
    this.session.timers.after(milliseconds, () => {
      if (link === this.session.link) void this.openOn(link);
    });
  }

  // ── whatever is due ──

  private step(): void {
    const { editor, link } = this.session;
    if (!editor || this.session.isHeld) return this.session.host.changed();
    this.incoming.takeIn(editor);
    if (link && this.session.isSubscribed) {
      if (this.session.isBehind) this.catchUp.soon();
      if (!this.catchUp.isPulling && this.inflight.maySend(editor)) void this.inflight.send(editor, link);
    }
    this.session.host.changed();
  }
}
