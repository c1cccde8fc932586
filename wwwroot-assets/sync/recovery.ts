// Edits that pages before this one left behind are taken up one after the other: moved over all that was logged since, without those that
// the log has already, and then sent as one's own under the ids that they have.
import type { Pace } from "./pace";
import { type Link, type Pulled, Refusal } from "./protocol";
import type { RecoveredEdits } from "./recovered";
import { isAsSent } from "./same-edit";
import type { Editor, Session } from "./session";
import { rebased } from "./rebase";
import { adopt } from "./buffer";
import { unconfirmed } from "./unconfirmed";
import { isAnothers, type Update } from "./update";
import { updateFromJSON } from "./update-json";

interface Found {
  readonly version: number;
  readonly updates: readonly Update[];
}

export class Recovery {
  private readonly left: RecoveredEdits[] = [];

  constructor(
    private readonly session: Session,
    private readonly pace: Pace,
  ) {}

  /** Something is still to be taken up. */
  get isDue(): boolean {
    return this.left.length > 0;
  }

  add(edits: RecoveredEdits): void {
    this.left.push(edits);
    this.handBack();
  }

  /** The text cannot be opened: what was left for it is no longer on its way, and the person is given it to look at. */
  handBack(): void {
    const { editor, refusal } = this.session;
    if (editor || !refusal || !refusal.isShut) return;
    for (const edits of this.left.splice(0)) edits.refused(refusal);
  }

  /** `maybeLogged`: gets the ids of what is in flight now, for a page before this one may have sent them. */
  async adoptNext(editor: Editor, link: Link, maybeLogged: Set<string>): Promise<void> {
    const edits = this.left[0]!,
      { session } = this;
    try {
      const found = await this.notInLog(link, edits);
      if (!found || found.version !== session.known || session.isHeld || unconfirmed(editor.state).inflight.length) return; // later, then
      const { updates } = found,
        { mayWrite } = session.participant;
      if (mayWrite || !updates.length) editor.dispatch([adopt(editor.state, updates)]);
      this.left.shift();
      if (!mayWrite && updates.length) return edits.refused(null);
      for (const { id } of updates) maybeLogged.add(id);
    } catch (error) {
      const refusal = error instanceof RangeError ? new Refusal("bad-version", String(error)) : Refusal.of(error);
      if (!refusal || refusal.isPassing) throw error;
      this.left.shift();
      edits.refused(refusal);
      return this.pace.retryAfter(0);
    }
    session.keep();
    await edits.adopted();
  }

  /** What of them the log does not have, moved over all that it has; null: the line went. */
  private async notInLog(link: Link, { version, updates }: Found): Promise<Found | null> {
    const { session } = this;
    while (version < session.known) {
      const pulled = await this.pullPatiently(link, version);
      if (!pulled || link !== session.link) return null;
      const upTo = Math.min(pulled.version, session.known);
      if (upTo <= version) throw new Refusal("bad-version", `Nothing came after version ${version}.`);
      const first = pulled.version - pulled.updates.length;
      for (const logged of pulled.updates.slice(version - first, upTo - first).map(updateFromJSON))
        updates = this.movedOver(updates, logged);
      version = upTo;
    }
    if (version > session.known)
      throw new Refusal("bad-version", `Version ${version} was stored here, and the server is at ${session.known}.`);
    return { version, updates };
  }

  private movedOver(updates: readonly Update[], logged: Update): readonly Update[] {
    const { person, canBeTakenOver } = this.session.participant;
    const isOthers = isAnothers(person, logged),
      place = isOthers ? -1 : updates.findIndex(({ id }) => id === logged.id);
    if (canBeTakenOver && (place > 0 || (place === 0 && !isAsSent(updates[0]!, logged))))
      throw new Refusal("bad-version", "Another page has sent a part of it.");
    return rebased(updates, isOthers ? "" : logged.id, logged.changes);
  }

  /** Much may be missing: what is too fast goes on from where it was, and does not begin again. Null: the line went. */
  private async pullPatiently(link: Link, version: number): Promise<Pulled | null> {
    const { session } = this;
    while (link === session.link) {
      try {
        return (await session.ask(link, "Pull", [session.participant.document, version])) as Pulled;
      } catch (error) {
        if (Refusal.of(error)?.code !== "too-fast") throw error;
        await new Promise<void>(resolve => session.timers.after(this.pace.slowDown(), resolve));
      }
    }
    return null;
  }
}
