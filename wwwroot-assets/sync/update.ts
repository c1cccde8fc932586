import type { ChangeSet } from "@codemirror/state";
import { applyMarking, mapMarking, mapMarks, type Marking, type Marks, noMarking, thenMark } from "../tracking/marks";

/**
 * One edit. `marking`: what it does to suggestions, in coordinates of the text that it leaves. `suggests`: it keeps the rules of
 * suggesting, and the server sees to it. `by` and `at`: the server's word, on what comes from the log.
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

export type Edit = Pick<Update, "changes" | "marking" | "suggests">;

/** Two edits of one kind as one. */
export function composed(first: Update, { changes, marking = noMarking }: Edit): Update {
  const all = thenMark(first.marking ? mapMarking(first.marking, changes) : noMarking, marking),
    { marking: _, ...rest } = first;
  return { ...rest, changes: first.changes.compose(changes), ...(all.length && { marking: all }) };
}

/** Null: it came to nothing. */
export const unlessEmpty = (buffer: Update): Update | null => (buffer.changes.empty && !buffer.marking?.length ? null : buffer);

/** What it makes of the suggestions in a text. */
export const marked = (marks: Marks, { changes, marking = noMarking }: Edit): Marks => applyMarking(mapMarks(marks, changes), marking);
