// Heavy edits go out in parts.
import { ChangeSet, type Text } from "@codemirror/state";
import { type Marking, markingOf, noMarking } from "../tracking/marks";
import { intersect, none, type Range, type Ranges } from "../tracking/ranges";
import { newUpdateId } from "../kernel/identity";
import type { Update } from "./update";

const perChange = 16; // what a change weighs beside its text, in JSON
const perMark = 100;

export function weight({ changes, marking = noMarking }: Pick<Update, "changes" | "marking">): number {
  let sum = marking.reduce(
    (weights, mark) => weights + perMark + perChange * (mark.insert.length + mark.delete.length + mark.clear.length),
    0,
  );
  changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    sum += perChange + inserted.length;
  }, true);
  return sum;
}

/** Parts that give the same text and the same marks when applied one after the other. A light update stays what it is, id included. */
export function split(update: Update, limit: number): Update[] {
  if (weight(update) <= limit) return [update];
  return marked(update, parted(update, limit));
}

function parted(update: Update, limit: number): Update[] {
  const parts: Update[] = [];
  let length = update.changes.length,
    shift = 0; // of the text after the parts so far; what they moved the rest by
  let batch: Replacement[] = [],
    heavy = 0;
  const close = () => {
    const changes = ChangeSet.of(
      batch.map(({ from, to, insert }) => ({ from: from + shift, to: to + shift, insert })),
      length,
    );
    parts.push({ ...update, id: newUpdateId(), changes, marking: noMarking });
    shift += changes.newLength - changes.length;
    length = changes.newLength;
    batch = [];
    heavy = 0;
  };
  for (const piece of pieces(update.changes, Math.max(2, limit - perChange))) {
    const more = perChange + piece.insert.length;
    if (batch.length && heavy + more > limit) close();
    batch.push(piece);
    heavy += more;
  }
  close();
  return parts;
}

interface Replacement {
  from: number;
  to: number;
  insert: Text;
}

/** The changes as replacements of the old text, from left to right, none of which inserts more than `size`. */
function pieces(changes: ChangeSet, size: number): Replacement[] {
  const found: Replacement[] = [];
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    let end = wholePairs(inserted, 0, size);
    found.push({ from: fromA, to: toA, insert: inserted.slice(0, end) });
    for (let at = end; at < inserted.length; at = end) {
      end = wholePairs(inserted, at, size);
      found.push({ from: toA, to: toA, insert: inserted.slice(at, end) });
    }
  }, true);
  return found;
}

/** Where a piece of at most `size` that starts at `at` ends, without cutting a surrogate pair. */
function wholePairs(text: Text, at: number, size: number): number {
  const end = Math.min(text.length, at + size);
  if (end === text.length) return end;
  const last = text.sliceString(end - 1, end).charCodeAt(0);
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

/** Each part marks what it inserts, which later parts do not move, for they lie behind it; the last one does the rest. */
function marked(update: Update, parts: Update[]): Update[] {
  const marking = update.marking ?? noMarking;
  if (marking.length === 0) return parts.map(({ marking: _, ...part }) => part);
  return parts.map((part, i) =>
    i === parts.length - 1 ? { ...part, marking } : { ...part, marking: insertionsIn(marking, insertedBy(part.changes)) },
  );
}

const insertionsIn = (marking: Marking, ranges: Ranges): Marking =>
  markingOf(
    marking.map(mark => ({ ...mark, insert: intersect(mark.insert, ranges), delete: none, clear: none, outcome: null, reason: null })),
  );

function insertedBy(changes: ChangeSet): Ranges {
  const found: Range[] = [];
  changes.iterChanges((_fromA, _toA, fromB, toB) => {
    if (fromB < toB) found.push([fromB, toB]);
  });
  return found;
}
