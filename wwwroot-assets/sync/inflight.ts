// Own edits on their way to the log, one at a time: the buffer is flushed, the first in flight is sent, and what the server does not like
// is put back into the buffer.
import { ClientNames } from "./client-names";
import type { Pace } from "./pace";
import { weight } from "./parts";
import { type Link, type Pushed, Refusal } from "./protocol";
import type { Recovery } from "./recovery";
import type { Editor, Session } from "./session";
import { flush, requeue, suggestInstead } from "./buffer";
import { ownUpdates, unconfirmed } from "./unconfirmed";
import { isAnothers, type Update } from "./update";
import { updateToJSON } from "./update-json";

export class Inflight {
  readonly names = new ClientNames();
  private isPushing = false;
  private acknowledged: string | null = null; // an id whose answer came before its event
  private readonly maybeLogged = new Set<string>(); // ids that were sent, by this page or one before it, and not refused
  private isUnstored = false; // there are new ids, which must be stored before one of them is logged

  constructor(
    private readonly session: Session,
    private readonly pace: Pace,
    private readonly recovery: Recovery,
  ) {}

  /** The link is gone. */
  down(): void {
    this.isPushing = false;
    this.acknowledged = null;
  }

  maySend(editor: Editor): boolean {
    if (this.isPushing || this.pace.isWaiting || this.session.hasDiverged) return false;
    const { inflight, buffer } = unconfirmed(editor.state);
    if (!this.session.participant.mayWrite) return this.recovery.isDue; // nothing is sent: it is asked whether the log has them
    return inflight[0] ? inflight[0].id !== this.acknowledged : buffer !== null || this.recovery.isDue;
  }

  /** One at a time: what goes on from here goes on when this one is done with. */
  async send(editor: Editor, link: Link): Promise<void> {
    this.isPushing = true;
    let trouble: unknown = null;
    try {
      await this.sendNext(editor, link);
    } catch (error) {
      trouble = error;
    }
    if (link !== this.session.link) return;
    this.isPushing = false;
    if (trouble) this.pace.troubled(link, trouble);
    else this.session.step();
  }

  /** The log has brought it. */
  logged(update: Update): void {
    if (!isAnothers(this.session.participant.person, update)) this.maybeLogged.delete(update.id);
  }

  /** Own edits were cut anew while something was taken in. `before`: the ids that they had. */
  haveNewIds(editor: Editor, before: readonly string[]): void {
    this.isUnstored ||= ownUpdates(unconfirmed(editor.state)).some(({ id }) => !before.includes(id));
    this.session.keep();
  }

  flush(editor: Editor): void {
    // a light buffer has been stored under its id since its first keystroke
    this.isUnstored ||= weight(unconfirmed(editor.state).buffer!) > this.pace.limit;
    editor.dispatch([flush(editor.state, this.pace.limit)]);
    this.session.keep();
  }

  private async sendNext(editor: Editor, link: Link): Promise<void> {
    const { session } = this;
    await this.flushNext(editor, link);
    if (this.isUnstored) await session.host.stored?.();
    this.isUnstored = false;
    const {
      version,
      inflight: [update],
    } = unconfirmed(editor.state);
    if (link !== session.link || !update || session.isHeld) return;
    const answer = await this.push(link, version, update);
    if (link !== session.link) return;
    // Keystroke 3: it is on disk. It leaves what is in flight when the log brings it, in its turn (receive.ts).
    if (unconfirmed(editor.state).inflight[0]?.id === update.id) this.acknowledged = update.id;
    session.hear(answer.version);
    this.pace.went();
  }

  /** Puts in flight what is unsent if nothing is: what a gone page left first, then the buffer. */
  private async flushNext(editor: Editor, link: Link): Promise<void> {
    const { inflight, buffer } = unconfirmed(editor.state);
    if (inflight.length) return;
    if (this.recovery.isDue) await this.recovery.adoptNext(editor, link, this.maybeLogged);
    else if (buffer) this.flush(editor);
  }

  private async push(link: Link, version: number, update: Update): Promise<Pushed> {
    const { session, names } = this;
    // Keystroke 2: the update is sent, and no other until it is acknowledged.
    this.maybeLogged.add(update.id);
    try {
      const onWire = { ...updateToJSON(update), clientID: names.onWire(update.clientID) };
      const answer = (await session.ask(link, "Push", [session.participant.document, version, [onWire]])) as Pushed;
      names.taken(update.clientID);
      return answer;
    } catch (error) {
      const refusal = Refusal.from(error);
      if (refusal?.isOfClient) names.renew(update.clientID);
      else if (refusal && link === session.link) this.cutAnew(update, refusal);
      throw error;
    }
  }

  private cutAnew(refused: Update, refusal: Refusal): void {
    const { session } = this;
    if (refusal.isOfContent) this.requeue(refused);
    if (refusal.code !== "not-allowed" || !session.participant.onlySuggests || refused.suggests || !this.requeue(refused)) return;
    session.editor!.dispatch([suggestInstead(session.editor!.state)]);
    this.isUnstored = true;
    session.keep();
  }

  /**
   * The server does not like the size or the content of an edit. Made one buffer with what was typed since, it is cut anew, and goes
   * through once what was wrong is taken out.
   */
  private requeue(refused: Update): boolean {
    const editor = this.session.editor!,
      [first, ...rest] = unconfirmed(editor.state).inflight;
    this.maybeLogged.delete(refused.id);
    if (first?.id !== refused.id || rest.some(({ id }) => this.maybeLogged.has(id))) return false;
    editor.dispatch([requeue(editor.state, this.pace.limit)]);
    this.session.keep();
    return true;
  }
}
