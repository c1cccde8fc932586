import type { Clock } from "./clock";

/** Timers of one owner, all gone when it closes. */
export class Timers {
  private readonly running = new Set<() => void>();
  private readonly named = new Set<string>();
  closed = false;

  constructor(private readonly clock: Clock) {}

  /** What it gives cancels the timer. */
  after(milliseconds: number, then: () => void): () => void {
    if (this.closed) return () => {};
    const stop = this.clock.after(milliseconds, () => {
      this.running.delete(stop);
      then();
    });
    this.running.add(stop);
    return () => {
      this.running.delete(stop);
      stop();
    };
  }

  /** While one of this name runs, another is not started. */
  once(name: string, milliseconds: number, then: () => void): void {
    if (this.named.has(name)) return;
    this.named.add(name);
    this.after(milliseconds, () => {
      this.named.delete(name);
      then();
    });
  }

  close(): void {
    this.closed = true;
    for (const stop of this.running) stop();
    this.running.clear();
  }
}
