// What an earlier page left and the server no longer takes, made readable.
import { ChangeSet, Text } from "@codemirror/state";
import type { Stretch } from "../kernel/differences";
import type { Refusal } from "./protocol";
import type { Entry, Kept } from "./store";

/** What could not be sent any more, for the person to have. */
export interface Leftover {
  at: Date;
  text: string;
  /** Which stretches of the text were written then; null where only the inserted words are known, not the text around them. */
  own: readonly Stretch[] | null;
  refusal: Refusal | null;
  /** Something of it was taken by hand: it is never sent by itself any more, and stays until it is put away. */
  used(): void;
  discard(): Promise<void>;
}

/** `kept`: the text that the edits belong to, where it was stored in time. */
export function written({ updates, version }: Entry, kept: Kept | undefined): Pick<Leftover, "text" | "own"> {
  const edits = updates.map(({ changes }) => ChangeSet.fromJSON(changes)),
    all = edits.reduce((sum, changes) => sum.compose(changes));
  const base = kept?.version === version ? Text.of(kept.base.split("\n")) : null;
  return { text: base ? all.apply(base).toString() : insertedText(all), own: base && stretches(all) };
}

function stretches(changes: ChangeSet): Stretch[] {
  const found: Stretch[] = [];
  changes.iterChangedRanges((_fromA, _toA, from, to) => found.push({ from, to }));
  return found;
}

function insertedText(changes: ChangeSet): string {
  const pieces: string[] = [];
  changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
    if (inserted.length) pieces.push(inserted.toString());
  });
  return pieces.join("\n");
}
