// The editing protocol's words, as the contract gives them. Positions and lengths are UTF-16 code units.

import type { WireMark } from "../tracking/marks";

export interface WireUpdate {
  id: string;
  clientID: string;
  changes: unknown;
  marks?: WireMark[];
  by?: string;
  at?: string;
}
export interface Person {
  id: string;
  name: string;
  organisation: string;
}
export interface Opened {
  version: number;
  text: string;
  marks: WireMark[];
  people: Person[];
}
export interface Pulled {
  version: number;
  updates: WireUpdate[];
}
export interface Pushed {
  version: number;
}
export interface Compared {
  same: boolean | null;
  text: string | null;
  marks: WireMark[] | null;
}

/**
 * The hub as it is while a connection stands. `invoke` rejects with a `Refusal` when the server says no, with any other error when the
 * line broke.
 */
export interface Link {
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  close(): void;
}

/** What a link tells while it stands. `closed` comes once and last. */
export interface LinkEvents {
  event(name: string, args: unknown[]): void;
  closed(): void;
}

/** Makes one connection, or rejects: with `SignedOut` when the sign-in has expired. */
export type Connect = (events: LinkEvents) => Promise<Link>;

export class SignedOut extends Error {}

export type RefusalCode =
  | "not-allowed"
  | "not-found"
  | "bad-message"
  | "bad-change"
  | "bad-version"
  | "too-large"
  | "too-fast"
  | "locked"
  | "not-saved"
  | "failed" // the database did not take it, or the server broke while it answered: the same again, a little later
  | "not-now"
  | "changed"
  | "blocked"
  | "no-reason"
  | "no-minutes"
  | "open-comments" // of acts of review
  | "diverged"
  | "other-person"; // found here: text and log do not fit; the sign-in has become another person's

export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    sentence: string,
  ) {
    super(sentence);
  }

  /** Not the person is refused but the clientID under which the edit was sent: somebody else has used it. */
  get isOfClient(): boolean {
    return this.code === "not-allowed" && /\bclientID\b/.test(this.message);
  }

  /** Trouble that is over when one asks again a little later. */
  get isPassing(): boolean {
    return this.code === "too-fast" || this.code === "not-saved" || this.code === "failed";
  }

  /** The server does not like the size or the content of the edit. */
  get isOfContent(): boolean {
    return this.code === "too-large" || this.code === "bad-change" || this.code === "bad-message";
  }

  /** The text cannot be opened. */
  get isShut(): boolean {
    return this.code === "not-allowed" || this.code === "not-found" || this.code === "locked";
  }

  /** What an error says; null for one that is no answer of the hub's. */
  static of(error: unknown): Refusal | null {
    return error instanceof Refusal ? error : Refusal.from(error);
  }

  /** Reads `… HubException: CODE: sentence`; null for an error that is no answer of the hub's. */
  static from(error: unknown): Refusal | null {
    const message = error instanceof Error ? error.message : String(error);
    const coded = /HubException: ([a-z]+(?:-[a-z]+)*): ?([^]*)/.exec(message);
    if (coded) return new Refusal(coded[1] as RefusalCode, coded[2]!.trim());
    return /An unexpected error occurred invoking|Failed to invoke/.test(message) ? new Refusal("failed", message) : null;
  }
}
