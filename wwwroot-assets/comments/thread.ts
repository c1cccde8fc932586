// A thread of comments, as the hub tells it, and how it moves: as Authoring.Text/Anchor.cs does.
import type { ChangeSet } from "@codemirror/state";
import type { Person } from "../sync/protocol";

export type Subject = "words" | "item" | "whole";
export const outcomes = ["open", "adopted", "partly", "not-adopted"] as const;
export type Adoption = (typeof outcomes)[number];

export interface Entry {
  id: number;
  by: Person;
  at: string;
  editedAt: string | null;
  text: string;
}

/**
 * [`from`, `to`) are UTF-16 code units of the log's text at `version`. `collapsed`: what it was about is gone; `quote` says what it was.
 */
export interface Thread {
  readonly id: number;
  readonly by: Person;
  readonly at: string;
  readonly subject: Subject;
  readonly version: number;
  readonly from: number;
  readonly to: number;
  readonly collapsed: boolean;
  readonly quote: string;
  readonly round: number;
  readonly assignee: Person | null;
  readonly isResolved: boolean;
  readonly adoption: Adoption;
  readonly reason: string | null;
  readonly handledBy: string | null;
  /** In an event the one that is new or was put right alone; `count`: how many the thread has. */
  readonly entries: readonly Entry[];
  readonly count: number;
}

export interface ThreadList {
  version: number;
  threads: Thread[];
  people: Person[];
}

/** A thread as an event tells it, with what was known of it. */
export function withKnown(told: Thread, known: Thread | undefined): Thread {
  if (!known) return told;
  const entries = new Map(known.entries.map(entry => [entry.id, entry]));
  for (const entry of told.entries) entries.set(entry.id, entry);
  // What was said by two at once may be told in any order: the later count is the higher one.
  return { ...told, entries: [...entries.values()].sort((a, b) => a.id - b.id), count: Math.max(told.count, known.count) };
}

export const isMissingSome = ({ entries, count }: Thread): boolean => entries.length < count;

interface Place {
  readonly from: number;
  readonly to: number;
  readonly collapsed: boolean;
}

/** What is typed at its edges stays outside. A range whose text is gone is a place, until the hub says that its words have come back. */
export function movePlace<T extends Place>(place: T, change: ChangeSet): T {
  let from = change.mapPos(place.from, 1);
  if (place.collapsed) return { ...place, from, to: from };
  const to = change.mapPos(place.to, -1);
  if (to < from) from = to;
  return { ...place, from, to, collapsed: place.from < place.to && from === to };
}

/** What is about all of a text comes first, then in reading order. */
export const inReadingOrder = (threads: readonly Thread[]): Thread[] =>
  [...threads].sort((a, b) => Number(b.subject === "whole") - Number(a.subject === "whole") || a.from - b.from || a.id - b.id);
