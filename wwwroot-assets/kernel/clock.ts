// Time and chance, handed in so that tests can own both.
export interface Clock {
  now(): number;
  /** Calls back once after so many milliseconds; what it gives cancels that. */
  after(milliseconds: number, then: () => void): () => void;
  /** From 0 up to, without, 1. For jitter only, never for identities. */
  chance(): number;
}

export const browserClock: Clock = {
  now: () => performance.now(),
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};
