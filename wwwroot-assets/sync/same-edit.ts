// Whether two edits are one.
import { ChangeSet, Text } from "@codemirror/state";
import { differences } from "../kernel/differences";
import { type Marking, noMarking } from "../tracking/marks";

/** Whether two changes do the same to the same text, however they are written down. */
export function sameEdit(one: ChangeSet, other: ChangeSet): boolean {
  return one.length === other.length && one.newLength === other.newLength && replacements(one) === replacements(other);
}

interface Edit {
  readonly changes: ChangeSet;
  readonly marking?: Marking;
}

/** Likewise with what they do to suggestions; whose those are, and since when, is the server's word. */
export const isAsSent = (here: Edit, logged: Edit): boolean =>
  sameEdit(here.changes, logged.changes) && bare(here.marking) === bare(logged.marking);

const bare = (marking: Marking = noMarking): string =>
  JSON.stringify(marking.map(({ id, insert, delete: gone, clear, outcome }) => [id, insert, gone, clear, outcome]).sort());

/** What makes `right` of `base`; no edge inside a surrogate pair. */
export function difference(base: Text, right: Text): ChangeSet {
  const text = right.toString();
  return ChangeSet.of(
    differences(base.toString(), text, null, 0).map(({ fromA, toA, fromB, toB }) => ({
      from: fromA,
      to: toA,
      insert: Text.of(text.slice(fromB, toB).split("\n")),
    })),
    base.length,
  );
}

function replacements(changes: ChangeSet): string {
  const found: unknown[] = [];
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => found.push([fromA, toA, inserted.toString()]));
  return JSON.stringify(found);
}
