// Random texts and changes, the same for the same seed. Edges of changes never lie inside a surrogate pair, and what is
// inserted is whole: such are the changes that the product lets in.
import { ChangeSet, Text } from "@codemirror/state";

export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = n => Math.floor(next() * n);
  const chance = p => next() < p;
  const pick = list => list[below(list.length)];
  return { below, chance, pick };
}

// Pairs, combining marks, a joined emoji, full-width signs, line ends.
const pieces = ["a", "b", "c", "1", " ", "\n", "年", "度", "报", "，", "😀", "𠮷", "e\u0301", "\u0308", "👩\u200D🏫", "\u3000", '"', "\\"];

export function text(rnd, length) {
  let s = "";
  for (let i = rnd.below(length + 1); i > 0; i--) s += rnd.pick(pieces);
  return s;
}

function edges(s) {
  const list = [];
  for (let i = 0; i <= s.length; i++) {
    const inPair = i > 0 && i < s.length && /[\uD800-\uDBFF]/.test(s[i - 1]) && /[\uDC00-\uDFFF]/.test(s[i]);
    if (!inPair) list.push(i);
  }
  return list;
}

/** Edits in ascending order that touch each other often; with `anyOrder` they may go back and overlap. */
export function edits(rnd, s, anyOrder = false) {
  const at = edges(s);
  const list = [];
  let i = rnd.below(Math.min(at.length, 4));
  for (let n = 1 + rnd.below(4); n > 0 && i < at.length; n--) {
    const j = rnd.chance(0.4) ? i : Math.min(at.length - 1, i + 1 + rnd.below(4));
    const insert = i === j || rnd.chance(0.4) ? text(rnd, 3) : "";
    list.push({ from: at[i], to: at[j], insert });
    i = anyOrder && rnd.chance(0.3) ? rnd.below(at.length) : rnd.chance(0.4) ? j : j + rnd.below(5);
  }
  return list;
}

export const doc = s => Text.of(s.split("\n"));

/** A change of `s`: as typed, or composed of several, or an undone one (those have forms that no single edit has). */
export function change(rnd, s) {
  let made = ChangeSet.of(edits(rnd, s), s.length);
  if (rnd.chance(0.35)) {
    for (let n = rnd.below(3); n >= 0; n--) {
      const now = made.apply(doc(s)).toString();
      made = made.compose(ChangeSet.of(edits(rnd, now), now.length));
    }
  }
  return made;
}
