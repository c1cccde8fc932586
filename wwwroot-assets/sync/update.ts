import type { ChangeSet } from "@codemirror/state";
import type { Marking } from "../tracking/marks";

/**
 * One edit. `marking`: what it does to suggestions, in coordinates of the text that it leaves. `suggests`: it keeps the rules of suggesting,
 * and the server sees to it. `by` and `at`: the server's word, on what comes from the log.
 */
export interface Update {
  readonly id: string;
  readonly clientID: string;
  readonly changes: ChangeSet;
  readonly marking?: Marking;
  readonly suggests?: boolean;
  readonly by?: string;
  readonly at?: string;
}

/** It is in the log as somebody else's: its id and its clientID say nothing then, whatever he has put there. */
export const isAnothers = (person: string, { by }: Update): boolean => by !== undefined && person !== "" && by !== person;
