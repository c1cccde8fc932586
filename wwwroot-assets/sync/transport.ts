// The one reconnect mechanism: keeps one connection to the hub up, and tells who listens when it comes and goes.
// Nothing else reconnects: SignalR's own way is off, and the Blazor circuit is not needed.
import type { Clock } from "../kernel/clock";
import { type Connect, type Link, SignedOut } from "./protocol";

export interface Listener {
  up(link: Link): void;
  down(): void;
  event(name: string, args: unknown[]): void;
}

export type Trouble = "unreachable" | "signed-out";

const firstPause = 400; // milliseconds, as below; doubles with each failure
const longestPause = 15_000;
const longestPauseWhileActive = 2_000; // somebody is typing or has just come back to the page
const proven = 5_000; // a connection that stood so long counts as a success
const patience = 12_000; // for one attempt: a dead network answers nothing at all

export class Transport {
  private link: Link | null = null;
  private stopped = true;
  private failures = 0;
  private upSince = 0;
  private generation = 0; // of attempts: what an earlier one still says is not listened to
  private pause: { cancel(): void; until: number } | null = null;
  private listeners: Listener[] = [];
  trouble: Trouble | null = null;

  constructor(
    private readonly connect: Connect,
    private readonly clock: Clock,
  ) {}

  get isUp(): boolean {
    return this.link !== null;
  }

  add(listener: Listener): void {
    this.listeners = [...this.listeners, listener];
  }

  /** Nobody listens any more, and the connection stays: the next text takes it over. */
  release(): void {
    this.listeners = [];
  }

  start(): void {
    const { link } = this;
    if (link) for (const listener of this.listeners) listener.up(link); // one that was taken over stands already
    if (!this.stopped) return;
    this.stopped = false;
    void this.attempt();
  }

  stop(): void {
    this.stopped = true;
    this.pause?.cancel();
    this.pause = null;
    this.cut();
  }

  /** The person is active, or the network is back: do not wait long for the next attempt. */
  hurry(longest = longestPauseWhileActive): void {
    if (!this.pause || this.pause.until - this.clock.now() <= longest) return;
    this.wait(longest * this.clock.chance());
  }

  /** Gives up a connection that does not answer any more; a new one is made. */
  cut(): void {
    const { link } = this;
    if (!link) return;
    this.lost(this.generation);
    link.close();
  }

  private async attempt(): Promise<void> {
    const mine = ++this.generation;
    const giveUp = this.clock.after(patience, () => this.failed(mine, null));
    let link: Link;
    try {
      link = await this.connect({
        event: (name, args) => {
          if (mine === this.generation) for (const listener of this.listeners) listener.event(name, args);
        },
        closed: () => this.lost(mine),
      });
    } catch (error) {
      giveUp();
      return this.failed(mine, error);
    }
    giveUp();
    if (mine !== this.generation || this.stopped) return link.close();
    this.link = link;
    this.upSince = this.clock.now();
    this.trouble = null;
    for (const listener of this.listeners) listener.up(link);
  }

  private failed(generation: number, error: unknown): void {
    if (generation !== this.generation || this.stopped) return;
    this.generation++;
    this.trouble = error instanceof SignedOut ? "signed-out" : "unreachable";
    this.again();
    for (const listener of this.listeners) listener.down();
  }

  private lost(generation: number): void {
    if (generation !== this.generation || !this.link) return;
    this.generation++;
    this.link = null;
    this.trouble = "unreachable";
    if (this.clock.now() - this.upSince >= proven) this.failures = 0;
    if (!this.stopped) this.again();
    for (const listener of this.listeners) listener.down();
  }

  private again(): void {
    const longest = Math.min(longestPause, firstPause * 2 ** Math.min(this.failures++, 10));
    this.wait(longest * (0.5 + this.clock.chance() / 2)); // jitter: a restarted server is not met by everybody at once
  }

  private wait(milliseconds: number): void {
    this.pause?.cancel();
    const cancel = this.clock.after(milliseconds, () => {
      this.pause = null;
      void this.attempt();
    });
    this.pause = { cancel, until: this.clock.now() + milliseconds };
  }
}
