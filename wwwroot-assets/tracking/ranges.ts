// A set of characters of one text, as ranges: ascending, none empty, no two touching. Authoring.Text/Tracking/Ranges.cs is the same. It
// belongs to the characters and not to the places between them: what is inserted beside or among them is not in it.
import type { ChangeDesc } from "@codemirror/state";

export type Range = readonly [from: number, to: number];
export type Ranges = readonly Range[];

export const none: Ranges = [];

/** The ranges in any order; they may overlap. */
export function rangesOf(given: readonly Range[]): Ranges {
  const joined: [number, number][] = [];
  for (const [from, to] of [...given].filter(([from, to]) => from < to).sort((a, b) => a[0] - b[0])) add(joined, from, to);
  return joined;
}

export const union = (a: Ranges, b: Ranges): Ranges => (a.length === 0 ? b : b.length === 0 ? a : rangesOf([...a, ...b]));

export function except(a: Ranges, b: Ranges): Ranges {
  if (a.length === 0 || b.length === 0) return a;
  const rest: [number, number][] = [];
  let j = 0;
  for (const [start, to] of a) {
    while (j < b.length && b[j]![1] <= start) j++;
    let from = start;
    for (let k = j; k < b.length && b[k]![0] < to; k++) {
      if (b[k]![0] > from) add(rest, from, b[k]![0]);
      from = Math.max(from, b[k]![1]);
    }
    if (from < to) add(rest, from, to);
  }
  return rest;
}

export const intersect = (a: Ranges, b: Ranges): Ranges => except(a, except(a, b));

export const overlaps = (a: Ranges, from: number, to: number): boolean => a.some(range => range[0] < to && from < range[1]);

/** How many code units it holds. */
export const lengthOf = (a: Ranges): number => a.reduce((sum, [from, to]) => sum + to - from, 0);

/** The same characters in the text that the change makes. */
export function mapRanges(ranges: Ranges, change: ChangeDesc): Ranges {
  if (ranges.length === 0 || change.empty) return ranges;
  const mapped: [number, number][] = [];
  let i = 0;
  change.iterGaps((fromA, fromB, length) => {
    const toA = fromA + length;
    while (i < ranges.length && ranges[i]![1] <= fromA) i++;
    for (let k = i; k < ranges.length && ranges[k]![0] < toA; k++) {
      const [from, to] = ranges[k]!;
      add(mapped, Math.max(from, fromA) - fromA + fromB, Math.min(to, toA) - fromA + fromB);
    }
  });
  return mapped;
}

/** Ranges come by ascending start; those that touch or overlap become one. */
function add(joined: [number, number][], from: number, to: number): void {
  const last = joined[joined.length - 1];
  if (last && last[1] >= from) last[1] = Math.max(last[1], to);
  else joined.push([from, to]);
}
