// The pending suggestions of one text, and what an update does to them: the same values, and the same results, as in
// Authoring.Text/Tracking.
import type { ChangeDesc } from "@codemirror/state";
import { except, mapRanges, none, type Range, type Ranges, union } from "./ranges";

export type Outcome = "accepted" | "rejected" | "withdrawn";

/** `at` is ISO 8601, UTC. Of an own suggestion that the server has not seen it is this computer's time until it comes back. */
export interface Suggestion {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly insert: Ranges;
  readonly delete: Ranges;
}

/** What an update does to one suggestion, in coordinates of the text that the update leaves. No character is in two of the three. */
export interface MarkChange extends Suggestion {
  readonly clear: Ranges;
  readonly outcome: Outcome | null;
  readonly reason: string | null;
}

/** In the order in which they were begun: by `at`, then by `id`. */
export type Marks = readonly Suggestion[];
export type Marking = readonly MarkChange[];

export const noMarks: Marks = [];
export const noMarking: Marking = [];

export const allOf = (suggestion: Suggestion): Ranges => union(suggestion.insert, suggestion.delete);

const isEmpty = (suggestion: Suggestion): boolean => suggestion.insert.length === 0 && suggestion.delete.length === 0;

const byBeginning = (a: Suggestion, b: Suggestion): number =>
  a.at !== b.at ? (a.at < b.at ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

export const marksOf = (suggestions: readonly Suggestion[]): Marks =>
  suggestions.filter(suggestion => !isEmpty(suggestion)).sort(byBeginning);

export const mapMarks = (marks: Marks, change: ChangeDesc): Marks =>
  marks.length === 0 || change.empty
    ? marks
    : marksOf(
        marks.map(suggestion => ({
          ...suggestion,
          insert: mapRanges(suggestion.insert, change),
          delete: mapRanges(suggestion.delete, change),
        })),
      );

/** The marks with a marking of the same text. */
export function applyMarking(marks: Marks, marking: Marking): Marks {
  if (marking.length === 0) return marks;
  const suggestions = new Map(marks.map(suggestion => [suggestion.id, suggestion]));
  for (const change of marking) {
    const { id, by, at } = change,
      known = suggestions.get(id);
    if (!known && isEmpty(change)) continue;
    const before = known ?? { id, by, at, insert: none, delete: none };
    suggestions.set(id, {
      ...before,
      insert: union(except(except(before.insert, change.clear), change.delete), change.insert),
      delete: union(except(except(before.delete, change.clear), change.insert), change.delete),
    });
  }
  return marksOf([...suggestions.values()]);
}

export const insertions = (marks: Marks, by?: string): Ranges =>
  marks.reduce((all, suggestion) => (by === undefined || suggestion.by === by ? union(all, suggestion.insert) : all), none);

export const deletions = (marks: Marks): Ranges => marks.reduce((all, suggestion) => union(all, suggestion.delete), none);

/** The changes one after the other, each suggestion once. */
export function markingOf(changes: readonly MarkChange[]): Marking {
  const joined = new Map<string, MarkChange>();
  for (const change of changes) {
    const known = joined.get(change.id);
    joined.set(change.id, known ? then(known, change) : change);
  }
  return [...joined.values()].filter(change => !isEmpty(change) || change.clear.length > 0 || change.outcome !== null);
}

/** What both do, one after the other, to the same suggestion of the same text. */
function then(first: MarkChange, next: MarkChange): MarkChange {
  const isMarkedAgain = !isEmpty(next); // and is to be weighed again
  return {
    ...next,
    by: first.by,
    at: first.at,
    insert: union(except(except(first.insert, next.delete), next.clear), next.insert),
    delete: union(except(except(first.delete, next.insert), next.clear), next.delete),
    clear: union(except(except(first.clear, next.insert), next.delete), next.clear),
    outcome: next.outcome ?? (isMarkedAgain ? null : first.outcome),
    reason: next.reason ?? (isMarkedAgain ? null : first.reason),
  };
}

export const mapMarking = (marking: Marking, change: ChangeDesc): Marking =>
  marking.length === 0 || change.empty
    ? marking
    : markingOf(
        marking.map(mark => ({
          ...mark,
          insert: mapRanges(mark.insert, change),
          delete: mapRanges(mark.delete, change),
          clear: mapRanges(mark.clear, change),
        })),
      );

/** What one marking and then another do to the same text. */
export const thenMark = (first: Marking, next: Marking): Marking =>
  next.length === 0 ? first : first.length === 0 ? next : markingOf([...first, ...next]);

/** What makes of a person's own suggestions in `now` those in `then`, both of the same text. */
export function markingTo(now: Marks, then: Marks, person: string): Marking {
  const of = (marks: Marks) => new Map(marks.filter(({ by }) => by === person).map(suggestion => [suggestion.id, suggestion]));
  const before = of(now),
    after = of(then),
    ids = [...new Set([...before.keys(), ...after.keys()])];
  return markingOf(
    ids.map((id): MarkChange => {
      const had = before.get(id),
        has = after.get(id),
        is = { insert: has?.insert ?? none, delete: has?.delete ?? none };
      return {
        ...(had ?? has)!,
        insert: except(is.insert, had?.insert ?? none),
        delete: except(is.delete, had?.delete ?? none),
        clear: had ? except(allOf(had), union(is.insert, is.delete)) : none,
        outcome: null,
        reason: null,
      };
    }),
  );
}

// ── on the wire ──

export interface WireMark {
  id: string;
  by?: string;
  at?: string;
  insert?: readonly Range[];
  delete?: readonly Range[];
  clear?: readonly Range[];
  outcome?: Outcome;
  reason?: string;
}

export const marksFromJSON = (json: readonly WireMark[]): Marks =>
  marksOf(json.map(markFromJSON).map(({ id, by, at, insert, delete: gone }) => ({ id, by, at, insert, delete: gone })));
export const markingFromJSON = (json: readonly WireMark[] | undefined): Marking => (json ? markingOf(json.map(markFromJSON)) : noMarking);

const markFromJSON = ({
  id,
  by = "",
  at = "",
  insert = none,
  delete: gone = none,
  clear = none,
  outcome,
  reason,
}: WireMark): MarkChange => ({ id, by, at, insert, delete: gone, clear, outcome: outcome ?? null, reason: reason ?? null });

export const marksToJSON = (marks: Marks): WireMark[] =>
  marks.map(({ id, by, at, insert, delete: gone }) => ({
    id,
    by,
    at,
    ...(insert.length && { insert }),
    ...(gone.length && { delete: gone }),
  }));

export const markingToJSON = (marking: Marking): WireMark[] =>
  marking.map(({ id, by, at, insert, delete: gone, clear, outcome, reason }) => ({
    id,
    by,
    at,
    ...(insert.length && { insert }),
    ...(gone.length && { delete: gone }),
    ...(clear.length && { clear }),
    ...(outcome && { outcome }),
    ...(reason !== null && { reason }),
  }));
