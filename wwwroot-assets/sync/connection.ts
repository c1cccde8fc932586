// Keeps one text in step with the server by the editing protocol. The server is the authority; what is here is
//
//   known     the version up to which the log has been taken in (unconfirmed.ts holds it in the editor's state)
//   heard     the highest version that the server has named: while known < heard something is missing
//   waiting   updates that have come but cannot be taken in yet: an earlier one is missing, or somebody is composing with an input method
//
// Every event, answer, keystroke and timer ends in `step`, which does whatever is due: take in, catch up, send. So no order of
// happenings needs a rule of its own, and no state drops an update.
import { type ChangeSet, Text } from "@codemirror/state";
import type { Clock } from "../kernel/clock";
import type { Listener, Transport } from "./transport";
import type { Step } from "./recent-steps";
import { type Compared, type Link, type Opened, type Person, type Pulled, Refusal, type WireUpdate } from "./protocol";
import { fingerprint } from "./fingerprint";
import { Incoming } from "./incoming";
import { Inflight } from "./inflight";
import { Pace } from "./pace";
import type { RecoveredEdits } from "./recovered";
import { Recovery } from "./recovery";
import { type Editor, type Host, type Participant, Session } from "./session";
import { corrected, hasUnconfirmed, ownUpdates, unconfirmed } from "./unconfirmed";
import { marksFromJSON } from "../tracking/marks";

/** `recovered`: something of an earlier page is still to be taken up. `refusal`: why nothing is saved although the line stands. */
export interface Status {
  open: boolean;
  up: boolean;
  unsent: boolean;
  recovered: boolean;
  refusal: Refusal | null;
}

const probePatience = 4_000; // milliseconds, as below; when there is reason to think that the line is dead
const eventPatience = 300; // for an update that the server has named before it is asked for
const quietPatience = 30_000; // without any event it is asked whether one was missed

export class Connection implements Listener {
  private peopleTold = false; // an event on this link has said who is here
  private pulling = false;
  private cancelQuiet = () => {};

  private readonly session: Session;
  private readonly pace: Pace;
  private readonly recovery: Recovery;
  private readonly inflight: Inflight;
  private readonly incoming: Incoming;

  constructor(participant: Participant, transport: Transport, clock: Clock, host: Host) {
    this.session = new Session(participant, transport, clock, host, () => this.step());
    this.pace = new Pace(this.session);
    this.recovery = new Recovery(this.session, this.pace);
    this.inflight = new Inflight(this.session, this.pace, this.recovery);
    this.incoming = new Incoming(this.session, this.inflight);
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
    if (this.session.editor && this.session.link && this.session.isSubscribed) void this.pull(this.session.link, probePatience);
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
    if (
      !this.session.editor ||
      !this.session.link ||
      !this.session.isSubscribed ||
      this.session.isHeld ||
      !this.inflight.names.mayBeShown(this.session.participant.clientID)
    )
      return;
    const own = ownUpdates(unconfirmed(this.session.editor.state));
    const logged = (position: number) => own.reduceRight((at, { changes }) => changes.invertedDesc.mapPos(at, -1), position);
    this.session.link
      .invoke(
        "Point",
        this.session.participant.document,
        this.inflight.names.onWire(this.session.participant.clientID),
        this.session.known,
        logged(anchor),
        logged(head),
      )
      .catch(() => {});
  }

  /** The right to write has come. One that goes is the server's to refuse: what was written before is still tried, and said not to be saved. */
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
    this.session.isSubscribed = this.pulling = this.peopleTold = false;
    this.inflight.down();
    this.session.host.changed();
  }

  event(name: string, args: unknown[]): void {
    if (args[0] !== this.session.participant.document || this.session.timers.closed) return;
    if (name === "Updated") this.take(args[1] as number, args[2] as WireUpdate[]);
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
    try {
      const opened = (await this.session.ask(link, "Open", [this.session.participant.document])) as Opened;
      if (link !== this.session.link) return;
      // What one person typed is never sent as another's, who signed in meanwhile in another window.
      if (opened.people.every(({ id }) => id !== this.session.participant.person))
        throw new Refusal("other-person", "The sign-in is another person’s.");
      this.session.isSubscribed = true;
      this.session.hear(opened.version);
      if (!this.session.hasDiverged) this.session.refusal = null;
      this.pace.hurry();
      this.session.editor ??= this.session.host.open(opened); // never again: the editor's text holds edits that the server's does not
      if (!this.peopleTold) this.session.host.people?.(opened.people); // an event that overtook the answer knows better
      if (this.session.isBehind) void this.pull(link);
      this.take(opened.version, []);
    } catch (error) {
      if (link !== this.session.link) return;
      const refusal = Refusal.of(error);
      if (!refusal) return this.session.transport.cut();
      if (refusal.code === "too-fast" && this.session.editor) return this.openLater(link, this.pace.slowDown());
      this.session.refusal = refusal;
      this.recovery.handBack();
      this.session.host.changed();
      const another = this.session.refusal.code === "other-person"; // who a link speaks for is settled when it is made
      const pause = this.pace.pauseAfter(this.session.refusal);
      if (another)
        this.session.timers.after(pause, () => {
          if (link === this.session.link) this.session.transport.cut();
        });
      else this.openLater(link, pause);
    }
  }

  private openLater(link: Link, milliseconds: number): void {
    this.session.timers.after(milliseconds, () => {
      if (link === this.session.link) void this.openOn(link);
    });
  }

  /** Updates that end at `version`; any of them may have come before. */
  private take(version: number, updates: readonly WireUpdate[]): void {
    this.session.hear(version);
    this.askWhenQuiet();
    this.incoming.add(version, updates);
    this.step();
  }

  /** Again and again, until something comes: the question itself may come at a moment when it must not be asked. */
  private askWhenQuiet(): void {
    this.cancelQuiet();
    this.cancelQuiet = this.session.timers.after(quietPatience * (0.75 + this.session.clock.chance() / 2), () => {
      this.askWhenQuiet();
      if (this.session.link && this.session.isSubscribed) void this.pull(this.session.link);
    });
  }

  // ── whatever is due ──

  private step(): void {
    const { editor, link } = this.session;
    if (!editor || this.session.isHeld) return this.session.host.changed();
    this.incoming.takeIn(editor);
    if (link && this.session.isSubscribed) {
      if (this.session.isBehind)
        this.session.timers.once("pull", eventPatience, () => {
          if (this.session.link && this.session.isBehind) void this.pull(this.session.link);
        });
      if (!this.pulling && this.inflight.maySend(editor)) void this.inflight.send(editor, link);
    }
    this.session.host.changed();
  }

  private async pull(link: Link, patience?: number): Promise<void> {
    if (this.pulling || this.session.isHeld || this.session.hasDiverged) return;
    this.pulling = true;
    try {
      const before = this.session.known;
      const { version, updates } = (await this.session.ask(link, "Pull", [this.session.participant.document, before], patience)) as Pulled;
      if (link !== this.session.link) return;
      this.pulling = false;
      this.take(version, updates);
      if (this.session.known > before && this.session.isBehind)
        void this.pull(link); // that was a part
      else if (!updates.length) void this.compare(link);
    } catch (error) {
      if (link === this.session.link) this.pulling = false;
      this.pace.troubled(link, error);
    }
  }

  /** Nothing is new: is the text here the server's? No state of page and network leads to another answer; should one, it is found, kept and put right. */
  private async compare(link: Link): Promise<void> {
    const { editor, known: version } = this.session;
    if (!editor || this.isSettling(editor)) return;
    const base = editor.state.doc,
      { marks: held } = unconfirmed(editor.state);
    try {
      const { same, text, marks } = (await this.session.ask(link, "Compare", [
        this.session.participant.document,
        version,
        fingerprint(base, held),
      ])) as Compared;
      if (
        same !== false ||
        text === null ||
        link !== this.session.link ||
        version !== this.session.known ||
        this.session.isHeld ||
        unconfirmed(editor.state).inflight.length
      )
        return;
      editor.dispatch([corrected(editor.state, base, Text.of(text.split("\n")), marksFromJSON(marks ?? []))]);
      this.session.keep();
      this.session.host.corrected?.(base.toString());
      await this.session.ask(link, "Differ", [this.session.participant.document, version, base.toString()]);
    } catch (error) {
      if (!Refusal.of(error)) this.session.transport.cut();
    }
  }

  private isSettling(editor: Editor): boolean {
    return (
      this.session.isHeld ||
      this.session.isBehind ||
      !this.incoming.isEmpty ||
      hasUnconfirmed(editor.state) ||
      this.session.refusal !== null
    );
  }
}
