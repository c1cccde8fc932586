/** Chance with a seed, so that a failure can be run again: every random test prints its own. */
export class Chance {
  constructor(private state: number) {}

  next(): number {
    // mulberry32
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  happens(probability: number): boolean {
    return this.next() < probability;
  }
  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

/** SEED=… runs one schedule again, ROUNDS=… runs more of them. */
export const seeds = (rounds: number): number[] =>
  process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: Number(process.env.ROUNDS ?? rounds) }, (_, i) => start + i);

const start = Math.floor(Date.now() / 1000) % 1_000_000_000;
