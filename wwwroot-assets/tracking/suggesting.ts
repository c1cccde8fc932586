// The one place where edits become suggestions: Authoring.Text/Tracking/Suggesting.cs does the same on the server, whatever a browser
// sends.
import { ChangeSet, type ChangeSpec, type Text } from "@codemirror/state";
import { deletions, insertions, type MarkChange, type Marking, mapMarking, markingOf, type Marks } from "./marks";
import { except, intersect, mapRanges, none, type Range, type Ranges, rangesOf, union } from "./ranges";

export interface TrackedChange {
  readonly changes: ChangeSet;
  readonly marking: Marking;
}

interface Span {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
  inserted: Text;
}

const spansOf = (changes: ChangeSet): Span[] => {
  const found: Span[] = [];
  changes.iterChanges((fromA, toA, fromB, toB, inserted) => found.push({ fromA, toA, fromB, toB, inserted }), true);
  return found;
};

/**
 * What an update does when its author suggests. What he inserts is marked as his insertion; what he deletes stays and is marked, but for
 * what he inserted himself and nobody has decided on, which goes. `since`: when the author began the suggestion of that id, `now` where
 * nobody has, null where it is another's.
 */
export function turn(
  text: Text,
  marks: Marks,
  { changes: wanted, marking }: TrackedChange,
  author: string,
  since: (id: string) => string | null,
  spare: string,
  now: string,
): TrackedChange {
  const own = insertions(marks, author),
    spans = spansOf(wanted);
  const stays = except(removed(spans), own);
  const changes = stays.length === 0 ? wanted : keeping(wanted, spans, stays);
  const inserted = rangesOf(spansOf(changes).map(({ fromB, toB }): Range => [fromB, toB]));
  const ownNow = union(mapRanges(own, changes), inserted);
  const widening = widened(text, wanted, spans, stays);

  const turned: MarkChange[] = [];
  let spareInserted: Ranges = inserted,
    spareDeleted: Ranges = mapRanges(stays, changes);
  for (const mark of mapMarking(marking, widening)) {
    const insert = intersect(mark.insert, ownNow),
      gone = except(mark.delete, ownNow),
      at = since(mark.id);
    if (at === null) {
      spareDeleted = union(spareDeleted, gone);
      continue;
    }
    spareInserted = except(spareInserted, insert);
    // An insertion is taken back with its text: without its mark the text would stand there as if it had been accepted.
    turned.push({ ...mark, by: author, at, insert, delete: gone, clear: except(mark.clear, ownNow), outcome: mark.outcome && "withdrawn" });
  }
  turned.push({ id: spare, by: author, at: now, insert: spareInserted, delete: spareDeleted, clear: none, outcome: null, reason: null });
  return { changes, marking: markingOf(turned) };
}

/** The changes without the deletion of what stays. What is put instead of something stands behind it, as it does on paper. */
function keeping(changes: ChangeSet, spans: readonly Span[], stays: Ranges): ChangeSet {
  const edits: ChangeSpec[] = [];
  for (const { fromA, toA, inserted } of spans) {
    for (const [from, to] of except([[fromA, toA]], stays)) if (from < to) edits.push({ from, to });
    if (inserted.length) edits.push({ from: toA, insert: inserted });
  }
  return ChangeSet.of(edits, changes.length);
}

/**
 * Leads from the text that an update would have made to the one that it makes once it was turned: what was to be deleted is there again.
 * Without the text positions can be mapped over it.
 */
export function widening(text: Text | null, wanted: ChangeSet, turned: ChangeSet): ChangeSet {
  const spans = spansOf(wanted);
  return widened(text, wanted, spans, except(removed(spans), removed(spansOf(turned))));
}

const removed = (spans: readonly Span[]): Ranges => rangesOf(spans.map(({ fromA, toA }): Range => [fromA, toA]));

function widened(text: Text | null, changes: ChangeSet, spans: readonly Span[], stays: Ranges): ChangeSet {
  if (stays.length === 0) return ChangeSet.empty(changes.newLength);
  const edits: ChangeSpec[] = [];
  for (const { fromA, toA, fromB } of spans) {
    const back = intersect(fromA < toA ? [[fromA, toA]] : none, stays)
      .map(([from, to]) => text?.sliceString(from, to) ?? " ".repeat(to - from))
      .join("");
    if (back) edits.push({ from: fromB, insert: back });
  }
  return ChangeSet.of(edits, changes.newLength);
}

export type Projection = "final" | "original" | "marked-up";

/** The change that leads from a text to its projection: it deletes, and inserts nothing. */
export function projecting(marks: Marks, length: number, projection: Projection): ChangeSet {
  const gone = projection === "final" ? deletions(marks) : projection === "original" ? insertions(marks) : none;
  return deleting(gone, length);
}

/** Decides on suggestions as they stand. `within`: only what of them lies in these ranges. */
export function decide(
  marks: Marks,
  length: number,
  ids: readonly string[],
  outcome: "accepted" | "rejected",
  within: Ranges | null = null,
  reason: string | null = null,
): TrackedChange {
  const chosen = marks.filter(({ id }) => ids.includes(id)),
    part = (ranges: Ranges) => (within ? intersect(ranges, within) : ranges);
  const changes = deleting(
    chosen.reduce((gone, suggestion) => union(gone, part(outcome === "accepted" ? suggestion.delete : suggestion.insert)), none),
    length,
  );
  return {
    changes,
    marking: markingOf(
      chosen.map(
        (suggestion): MarkChange => ({
          ...suggestion,
          insert: none,
          delete: none,
          clear: mapRanges(part(union(suggestion.insert, suggestion.delete)), changes),
          outcome,
          reason,
        }),
      ),
    ),
  };
}

const deleting = (ranges: Ranges, length: number): ChangeSet =>
  ChangeSet.of(
    ranges.map(([from, to]) => ({ from, to })),
    length,
  );
