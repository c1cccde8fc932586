// Asks for what the events did not bring, and whether one was missed; and when nothing is new, whether the text here is the server's.
import { Text } from "@codemirror/state";
import { marksFromJSON } from "../tracking/marks";
import { fingerprint } from "./fingerprint";
import type { Incoming } from "./incoming";
import type { Pace } from "./pace";
import { type Compared, type Link, type Pulled, Refusal, type WireUpdate } from "./protocol";
import type { Editor, Session } from "./session";
import { corrected } from "./taken-in";
import { hasUnconfirmed, unconfirmed } from "./unconfirmed";

const eventPatience = 300; // milliseconds, as below: for an update that the server has named before it is asked for
const quietPatience = 30_000; // without any event it is asked whether one was missed

export class CatchUp {
  isPulling = false;
  private cancelQuiet = () => {};

  constructor(
    private readonly session: Session,
    private readonly pace: Pace,
    private readonly incoming: Incoming,
  ) {}

  /** The link is gone. */
  down(): void {
    this.isPulling = false;
  }

  /** Updates that end at `version`; any of them may have come before. */
  take(version: number, updates: readonly WireUpdate[]): void {
    this.session.hear(version);
    this.askWhenQuiet();
    this.incoming.add(version, updates);
    this.session.step();
  }

  /** Something is missing: most often its event is on its way. */
  soon(): void {
    const { session } = this;
    session.timers.once("pull", eventPatience, () => {
      if (session.link && session.isBehind) void this.pull(session.link);
    });
  }

  async pull(link: Link, patience?: number): Promise<void> {
    const { session } = this;
    if (this.isPulling || session.isHeld || session.hasDiverged) return;
    this.isPulling = true;
    try {
      const before = session.known;
      const { version, updates } = (await session.ask(link, "Pull", [session.participant.document, before], patience)) as Pulled;
      if (link !== session.link) return;
      this.isPulling = false;
      this.take(version, updates);
      if (session.known > before && session.isBehind)
        void this.pull(link); // that was a part
      else if (!updates.length) void this.compare(link);
    } catch (error) {
      if (link === session.link) this.isPulling = false;
      this.pace.troubled(link, error);
    }
  }

  /** Again and again, until something comes: the question itself may come at a moment when it must not be asked. */
  private askWhenQuiet(): void {
    const { session } = this;
    this.cancelQuiet();
    this.cancelQuiet = session.timers.after(quietPatience * (0.75 + session.clock.chance() / 2), () => {
      this.askWhenQuiet();
      if (session.link && session.isSubscribed) void this.pull(session.link);
    });
  }

  /** No state of page and network leads to another text than the server's; should one, it is found, kept and put right. */
  private async compare(link: Link): Promise<void> {
    const { session } = this,
      { editor, known: version } = session,
      { document } = session.participant;
    if (!editor || this.isSettling(editor)) return;
    const base = editor.state.doc,
      { marks: held } = unconfirmed(editor.state);
    try {
      const { same, text, marks } = (await session.ask(link, "Compare", [document, version, fingerprint(base, held)])) as Compared;
      if (same !== false || text === null || link !== session.link || version !== session.known) return;
      if (session.isHeld || unconfirmed(editor.state).inflight.length) return;
      editor.dispatch([corrected(editor.state, base, Text.of(text.split("\n")), marksFromJSON(marks ?? []))]);
      session.keep();
      session.host.corrected?.(base.toString());
      await session.ask(link, "Differ", [document, version, base.toString()]);
    } catch (error) {
      if (!Refusal.of(error)) session.transport.cut();
    }
  }

  private isSettling(editor: Editor): boolean {
    const { isHeld, isBehind, refusal } = this.session;
    return isHeld || isBehind || !this.incoming.isEmpty || hasUnconfirmed(editor.state) || refusal !== null;
  }
}
