// Who wrote which characters of a text, as ranges that cover it without gaps. Pure; positions are UTF-16 code units.
import type { ChangeSet } from "@codemirror/state";

/** `by`: a person's id; null: nobody, it stood there from the beginning. `at`: milliseconds since 1970; 0 where nobody wrote. */
export interface Written {
  readonly from: number;
  readonly to: number;
  readonly by: string | null;
  readonly at: number;
}
export interface Share {
  readonly by: string | null;
  readonly at: number;
  readonly share: number;
}

const sitting = 600_000; // milliseconds; neighbours by one person that are no further apart are one

/** The ranges after an edit: what it inserted is `by`'s. */
export function afterEdit(before: readonly Written[], changes: ChangeSet, by: string | null, at: number): Written[] {
  const after: Written[] = [];
  let next = 0,
    done = 0,
    shift = 0;
  const keepUpTo = (end: number) => {
    for (; next < before.length && before[next]!.from < end; next++) {
      const { from, to, by, at } = before[next]!;
      add(after, Math.max(from, done) + shift, Math.min(to, end) + shift, by, at);
      if (to > end) break; // cut by the edit; its rest may come yet
    }
    done = end;
  };
  changes.iterChanges((fromA, toA, fromB, toB) => {
    keepUpTo(fromA);
    add(after, fromB, toB, by, at);
    while (next < before.length && before[next]!.to <= toA) next++;
    done = toA;
    shift = toB - toA;
  });
  keepUpTo(changes.length);
  return after;
}

function add(ranges: Written[], from: number, to: number, by: string | null, at: number): void {
  if (from >= to) return;
  const last = ranges[ranges.length - 1];
  if (last && last.to === from && last.by === by && Math.abs(last.at - at) <= sitting)
    ranges[ranges.length - 1] = { from: last.from, to, by, at: Math.max(last.at, at) };
  else ranges.push({ from, to, by, at });
}

/** Those that have characters between two places. */
export function within(ranges: readonly Written[], from: number, to: number): Written[] {
  if (from >= to) return [];
  let low = 0,
    high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to > from) high = middle;
    else low = middle + 1;
  }
  const found: Written[] = [];
  for (; low < ranges.length && ranges[low]!.from < to; low++) found.push(ranges[low]!);
  return found;
}

/** Who wrote there last; null: there are no characters. */
export const lastIn = (ranges: readonly Written[], from: number, to: number): Written | null =>
  within(ranges, from, to).reduce<Written | null>((last, range) => (last && last.at >= range.at ? last : range), null);

/** Who wrote how much there, who wrote most first. */
export function sharesIn(ranges: readonly Written[], from: number, to: number): Share[] {
  const found = new Map<string | null, { at: number; length: number }>();
  for (const range of within(ranges, from, to)) {
    const length = Math.min(range.to, to) - Math.max(range.from, from),
      known = found.get(range.by);
    found.set(range.by, { at: Math.max(known?.at ?? 0, range.at), length: (known?.length ?? 0) + length });
  }
  return [...found].map(([by, { at, length }]) => ({ by, at, share: length / (to - from) })).sort((a, b) => b.share - a.share);
}
