// Makes the cases that the C# ChangeSet is held to, by asking the real @codemirror/state and @codemirror/collab.
//   node make-cases.mjs [seed] [count] > cases.jsonl        (defaults: the ones of the file in this folder)
// One case a line; its `kind` says what it holds, and ConformanceTests.cs reads it.
import { ChangeSet, MapMode } from "@codemirror/state";
import { random, text, edits, doc, change } from "./random.mjs";
import { session } from "./session.mjs";

const seed = Number(process.argv[2] ?? 20251);
const count = Number(process.argv[3] ?? 2600);
const rnd = random(seed);
const modes = { None: MapMode.Simple, Both: MapMode.TrackDel, Before: MapMode.TrackBefore, After: MapMode.TrackAfter };

// A change, one that follows it, one beside it that somebody else made of the same text.
function laws() {
  const start = text(rnd, 14);
  const a = change(rnd, start);
  const applied = a.apply(doc(start)).toString();
  const next = change(rnd, applied);
  const other = change(rnd, start);
  const positions = [];
  for (let i = 0; i < 6; i++) {
    const at = rnd.below(start.length + 1);
    const assoc = rnd.pick([-1, 1]);
    const mode = rnd.pick(Object.keys(modes));
    positions.push([at, assoc, mode, a.mapPos(at, assoc, modes[mode])]);
  }
  return {
    kind: "laws",
    text: start,
    a,
    next,
    other,
    applied,
    composed: a.compose(next),
    mapped: a.map(other),
    mappedBefore: a.map(other, true),
    otherMapped: other.map(a),
    otherMappedBefore: other.map(a, true),
    inverted: a.invert(doc(start)),
    positions,
  };
}

// ChangeSet.of with a list, in any order and overlapping.
function list() {
  const start = text(rnd, 14);
  const given = edits(rnd, start, true);
  return { kind: "list", text: start, edits: given.map(e => [e.from, e.to, e.insert]), made: ChangeSet.of(given, start.length) };
}

// JSON that fromJSON takes, though toJSON would never give it: parts split in two, and empty ones between. CodeMirror
// itself applies and maps such a change; a retained stretch of 0 would stop it with "Mismatched change set lengths", so
// there is none here.
function loose() {
  const start = text(rnd, 14);
  const json = [];
  for (const part of change(rnd, start).toJSON()) {
    if (rnd.chance(0.3)) json.push(rnd.pick([[0], [0, ""]]));
    if (typeof part === "number" && part > 1 && rnd.chance(0.5)) json.push(1, part - 1);
    else if (part.length === 1 && part[0] > 1 && rnd.chance(0.5)) json.push([1], [part[0] - 1]);
    else if (part[0] === 0 && part.length > 2 && rnd.chance(0.5)) json.push([0, part[1], ""], [0, ...part.slice(2)]);
    else json.push(part);
  }
  const a = ChangeSet.fromJSON(json);
  const other = change(rnd, start);
  const after = c => c.apply(doc(start));
  return {
    kind: "loose",
    text: start,
    json,
    other,
    applied: after(a).toString(),
    merged: a.map(other).apply(after(other)).toString(),
    mergedBefore: a.map(other, true).apply(after(other)).toString(),
    otherMerged: other.map(a).apply(after(a)).toString(),
  };
}

for (let i = 0; i < count; i++) {
  const make = i % 13 === 0 ? list : i % 13 === 1 ? loose : i % 13 === 2 ? () => session(rnd) : laws;
  console.log(JSON.stringify(make()));
}
