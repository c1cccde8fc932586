// Where two texts differ: characters, gathered into the lines that they stand in. `a` is what was kept, `b` the present text.
import { diff } from "@codemirror/merge";

export interface Stretch {
  from: number;
  to: number;
}

export interface Difference {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
  /** It touches what the person wrote; others differ because somebody has gone on writing since. */
  mine: boolean;
}

/** Whole lines of both texts, and what is different in them. */
export interface Place {
  fromA: number;
  toA: number;
  fromB: number;
  toB: number;
  differences: Difference[];
}

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

// Of texts that have little in common an exact comparison would take minutes; a coarse one is still right.
const closest = 2; // UTF-16 code units between two differences; below that they are read as one
const effort = { scanLimit: 2_000, timeout: 400 };

/** `own`: the stretches of `a` that the person wrote; null when that is not known, and then everything counts as such. */
export function differences(a: string, b: string, own: readonly Stretch[] | null, near = closest): Difference[] {
  const found: Difference[] = [];
  for (const change of diff(a, b, effort)) {
    const whole = wholeCharacters(a, b, change),
      mine = own === null || own.some(({ from, to }) => from <= whole.toA && to >= whole.fromA);
    const last = found[found.length - 1];
    if (last && (whole.fromA < last.toA || whole.fromB < last.toB))
      Object.assign(last, { toA: whole.toA, toB: whole.toB, mine: mine || last.mine }); // around one character of two halves
    else if (last?.mine === mine && whole.fromA - last.toA <= near && !a.slice(last.toA, whole.fromA).includes("\n"))
      Object.assign(last, { toA: whole.toA, toB: whole.toB });
    else found.push({ ...whole, mine });
  }
  return found;
}

export function places(a: string, b: string, own: readonly Stretch[] | null): Place[] {
  const found: Place[] = [];
  for (const difference of differences(a, b, own)) {
    const lines = {
      fromA: lineStart(a, difference.fromA),
      toA: lineEnd(a, difference.toA),
      fromB: lineStart(b, difference.fromB),
      toB: lineEnd(b, difference.toB),
    };
    const last = found[found.length - 1];
    if (last && (lines.fromA <= last.toA || lines.fromB <= last.toB)) {
      Object.assign(last, { toA: Math.max(last.toA, lines.toA), toB: Math.max(last.toB, lines.toB) });
      last.differences.push(difference);
    } else {
      found.push({ ...lines, differences: [difference] });
    }
  }
  return found;
}

/** What makes the present text have the kept one's words there. */
export const taken = (a: string, { fromA, toA, fromB, toB }: Difference): Edit => ({ from: fromB, to: toB, insert: a.slice(fromA, toA) });

/** The same difference after the present text has changed elsewhere; undefined when it is there no more, or is another one now. */
export const again = (now: readonly Difference[], nowB: string, was: Difference, wasB: string): Difference | undefined =>
  now.find(one => one.fromA === was.fromA && one.toA === was.toA && nowB.slice(one.fromB, one.toB) === wasB.slice(was.fromB, was.toB));

const lineStart = (text: string, at: number): number => (at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1);
const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
};

type Range = Pick<Difference, "fromA" | "toA" | "fromB" | "toB">;

/** No edge inside a surrogate pair: the characters before and behind a difference are the same in both texts. */
function wholeCharacters(a: string, b: string, { fromA, toA, fromB, toB }: Range): Range {
  const before = cuts(a, fromA) || cuts(b, fromB) ? 1 : 0,
    behind = cuts(a, toA) || cuts(b, toB) ? 1 : 0;
  return { fromA: fromA - before, toA: toA + behind, fromB: fromB - before, toB: toB + behind };
}

const cuts = (text: string, at: number): boolean =>
  at > 0 && at < text.length && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800 && (text.charCodeAt(at) & 0xfc00) === 0xdc00;
