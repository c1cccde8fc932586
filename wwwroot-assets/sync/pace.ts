// How soon and how much is sent: slower while the server says too-fast, in smaller parts where it says too-large, and after a while where
// it refuses.
import { Refusal, type Link } from "./protocol";
import type { Session } from "./session";

const refusedPause = 15_000; // milliseconds, as below: a right may come back, a lock be lifted
const contentPause = 4_000; // the person may have taken out what the server does not like
const slowest = 8_000;
const heaviest = 60_000; // UTF-16 code units of one update: under the transport's 1 MiB even if each is escaped
const lightest = 1_000;

export class Pace {
  /** What one update may weigh. */
  limit = heaviest;
  private notBefore = 0;
  private slowness = 0;

  constructor(private readonly session: Session) {}

  get isWaiting(): boolean {
    return this.session.clock.now() < this.notBefore;
  }

  /** There is reason to try at once. */
  hurry(): void {
    this.notBefore = 0;
  }

  /** The server has taken an update. */
  went(): void {
    this.slowness = 0;
    this.limit = Math.min(heaviest, this.limit * 2);
    if (!this.session.hasDiverged) this.session.refusal = null;
  }

  /** For how long to wait, in milliseconds: each time longer, until an update is taken. */
  slowDown(): number {
    return Math.min(slowest, 500 * 2 ** this.slowness++) * (0.5 + this.session.clock.chance() / 2);
  }

  pauseAfter(refusal: Refusal, isCutAnew = false): number {
    return refusal.isPassing ? this.slowDown() : isCutAnew ? contentPause : refusedPause;
  }

  retryAfter(milliseconds: number): void {
    this.notBefore = this.session.clock.now() + milliseconds;
    this.session.timers.after(milliseconds, () => this.session.step());
  }

  /** An answer did not come, or was no. */
  troubled(link: Link, error: unknown): void {
    const { session } = this;
    if (link !== session.link) return;
    const refusal = Refusal.of(error);
    if (!refusal) return session.transport.cut();
    if (refusal.code === "too-large" && this.limit > lightest) {
      this.limit = Math.max(lightest, this.limit / 4);
      return this.retryAfter(0);
    }
    if (refusal.isOfClient) return this.retryAfter(this.slowDown());
    if (refusal.code !== "too-fast" && !session.hasDiverged) session.refusal = refusal;
    const isCutAnew = refusal.isOfContent || (refusal.code === "not-allowed" && session.participant.onlySuggests === true);
    this.retryAfter(this.pauseAfter(refusal, isCutAnew));
    session.host.changed();
  }
}
