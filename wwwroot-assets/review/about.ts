// Where a text stands on its way through the chain, as the server tells it with each look at the text.
export const verbs = ["submit", "approve", "return", "take-back", "reopen"] as const;
export type Verb = (typeof verbs)[number];

export interface Stage {
  key: string;
  name: string;
  status: "done" | "now" | "later";
  signers: string[];
  by: string | null;
  at: string | null;
  words: string | null;
  minutes: string | null;
  isOverride: boolean;
}
export interface Block {
  kind: "suggestions" | "suggestions-elsewhere" | "errors" | "cards";
  count: number;
  titles: string[];
}

/** All that a signature covers: the text at a version, its cards and pictures. */
export interface Read {
  readonly hash: string;
  readonly version: number;
}

/** A signature that a change of the text would end. `text`: what it is called, where it is another text in which this one is printed. */
export interface Signature {
  stage: string;
  by: string;
  at: string;
  text: string | null;
}

/** Whose signatures a change would end. `asks`: this person has not said in this round that he goes on. */
export interface Protection {
  round: number;
  signatures: Signature[];
  asks: boolean;
}

/** What made a draft of a text again. `voided`: how many signatures that ended, where it is known. */
export interface SentBack {
  verb: "return" | "reopen" | "edited" | "take-back";
  by: string;
  at: string;
  words: string | null;
  voided?: number;
}

const drafts = ["draft", "returned", "edited", "reopened", "taken-back"] as const;
export type Draft = (typeof drafts)[number];

/**
 * `state`: one of the drafts, the key of the stage where it lies, waiting (signed by all, a case card in it is not final) or final.
 * `turn` counts the acts on it. `hash` is of what is shown, and `version` that of its text; an approval names the hash.
 */
export interface Review {
  state: string;
  name: string | null;
  round: number;
  turn: number;
  hash: string;
  version: number;
  stages: Stage[];
  acts: Verb[];
  blocks: Block[];
  needsReason: boolean;
  asksMinutes: boolean;
  sentBack: SentBack | null;
  /** What this person approved last. */
  approved: Read | null;
  protection: Protection | null;
  openComments: number;
}

const isOne = (state: string): state is Draft => (drafts as readonly string[]).includes(state);

/** With its writers: to be submitted, or submitted again. */
export const isDraft = ({ state }: Pick<Review, "state">): boolean => isOne(state);
export const isInReview = ({ state }: Pick<Review, "state">): boolean => !isDraft({ state }) && state !== "final" && state !== "waiting";
export const draftOf = ({ state }: Pick<Review, "state">): Draft | null => (isOne(state) ? state : null);
