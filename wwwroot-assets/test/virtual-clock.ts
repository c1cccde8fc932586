import type { Clock } from "../kernel/clock";
import type { Chance } from "./random";

/** Time that passes only when a test lets it, in the order of its timers. */
export class VirtualClock implements Clock {
  private time = 0;
  private order = 0;
  /** Looks at everything after whatever happens. */
  always = () => {};
  private timers: { at: number; order: number; then(): void }[] = [];

  constructor(private readonly random: Chance) {}

  now(): number {
    return this.time;
  }
  chance(): number {
    return this.random.next();
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.time + Math.max(0, milliseconds), order: this.order++, then };
    const place = this.timers.findIndex(other => other.at > timer.at);
    this.timers.splice(place < 0 ? this.timers.length : place, 0, timer);
    return () => {
      this.timers = this.timers.filter(other => other !== timer);
    };
  }

  /** Lets `milliseconds` pass. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.time + milliseconds;
    await settled();
    for (let timer; (timer = this.timers[0]) && timer.at <= until; ) {
      this.timers.shift();
      this.time = timer.at;
      timer.then();
      await settled();
      this.always();
    }
    this.time = until;
  }
}

/** All promises that could go on have gone on. */
export const settled = () => new Promise<void>(resolve => setImmediate(resolve));
