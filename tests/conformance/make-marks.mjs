// Makes the cases that the C# side of suggestions is held to, by asking the browser's own code.
//   node make-marks.mjs [seed] [count] > marks.jsonl        (defaults: the ones of the file in this folder)
// One case a line; MarkConformanceTests.cs reads it. Needs `npm ci` here and in wwwroot-assets, whose esbuild makes the code readable for
// node.
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { change, doc, random, text } from "./random.mjs";

const assets = fileURLToPath(new URL("../../wwwroot-assets/", import.meta.url)),
  here = fileURLToPath(new URL(".", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "marks-"));
createRequire(join(assets, "package.json"))("esbuild").buildSync({
  stdin: {
    contents: "export * from './suggesting'; export * from './marks'; export * from './ranges'",
    resolveDir: join(assets, "tracking"),
    loader: "ts",
  },
  outfile: join(folder, "suggestions.mjs"),
  bundle: true,
  platform: "node",
  format: "esm",
  alias: { "@codemirror/state": join(here, "node_modules/@codemirror/state/dist/index.js") },
  external: [join(here, "node_modules/*")],
});
const {
  applyMarking,
  decide,
  except,
  intersect,
  mapMarking,
  mapMarks,
  mapRanges,
  markingOf,
  markingToJSON,
  noMarks,
  projecting,
  rangesOf,
  thenMark,
  turn,
  union,
} = await import(pathToFileURL(join(folder, "suggestions.mjs")).href);
rmSync(folder, { recursive: true });

const seed = Number(process.argv[2] ?? 20255),
  count = Number(process.argv[3] ?? 900);
const rnd = random(seed);
const people = ["1", "2", "3"],
  at = n => new Date(1_700_000_000_000 + n * 1000).toISOString();

function some(s) {
  const found = [],
    inPair = i => /[\uD800-\uDBFF]/.test(s[i - 1] ?? "") && /[\uDC00-\uDFFF]/.test(s[i] ?? ""),
    edge = () => {
      const i = rnd.below(s.length + 1);
      return inPair(i) ? i - 1 : i;
    };
  for (let n = rnd.below(3); n > 0; n--) {
    const one = edge(),
      other = edge();
    found.push([Math.min(one, other), Math.max(one, other)]);
  }
  return rangesOf(found);
}

function marking(s, marks, name) {
  const found = [];
  for (let n = rnd.below(3); n > 0; n--) {
    const known = marks.length && rnd.chance(0.6) ? rnd.pick(marks) : null;
    const insert = some(s),
      gone = except(some(s), insert),
      clear = except(except(some(s), insert), gone);
    found.push({
      id: known?.id ?? name + rnd.below(2),
      by: known?.by ?? "1",
      at: known?.at ?? at(50),
      insert,
      delete: gone,
      clear,
      outcome: rnd.chance(0.3) ? rnd.pick(["accepted", "rejected", "withdrawn"]) : null,
      reason: rnd.chance(0.1) ? "理由" : null,
    });
  }
  return markingOf(found);
}

const sinceOf = (marks, author) => id => {
  const known = marks.find(mark => mark.id === id);
  return !known ? at(99) : known.by === author ? known.at : null;
};

function tracked() {
  let now = text(rnd, 14),
    marks = noMarks;
  for (let n = rnd.below(5); n > 0; n--) {
    const made = turn(
      doc(now),
      marks,
      { changes: change(rnd, now), marking: [] },
      rnd.pick(people),
      () => at(1),
      `s${n}`,
      at(rnd.below(3)),
    );
    now = made.changes.apply(doc(now)).toString();
    marks = applyMarking(mapMarks(marks, made.changes), made.marking);
  }
  return { text: now, marks };
}

const after = (before, { changes, marking: mark }) => ({
  text: changes.apply(doc(before.text)).toString(),
  marks: applyMarking(mapMarks(before.marks, changes), mark),
});
const json = ({ changes, marking: mark }) => ({ changes, marks: markingToJSON(mark) });
const shown = ({ text: s, marks }) => ({
  text: s,
  marks: marks.map(({ id, by, at: when, insert, delete: gone }) => ({ id, by, at: when, insert, delete: gone })),
});

function ranges() {
  const s = text(rnd, 14),
    a = some(s),
    b = some(s),
    over = change(rnd, s);
  return {
    kind: "ranges",
    text: s,
    a,
    b,
    over,
    union: union(a, b),
    except: except(a, b),
    intersect: intersect(a, b),
    mapped: mapRanges(a, over),
  };
}

function updates() {
  const start = tracked(),
    changes = change(rnd, start.text),
    first = { changes, marking: marking(changes.apply(doc(start.text)).toString(), start.marks, "a") };
  const middle = after(start, first),
    more = change(rnd, middle.text),
    next = { changes: more, marking: marking(more.apply(doc(middle.text)).toString(), middle.marks, "b") };
  const beside = change(rnd, start.text);
  const composed = { changes: changes.compose(more), marking: thenMark(mapMarking(first.marking, more), next.marking) };
  return {
    kind: "updates",
    start: shown(start),
    first: json(first),
    next: json(next),
    middle: shown(middle),
    end: shown(after(middle, next)),
    composed: json(composed),
    beside,
    mapped: json({ changes: changes.map(beside), marking: mapMarking(first.marking, beside.map(changes, true)) }),
  };
}

function suggestions() {
  const start = tracked(),
    changes = change(rnd, start.text),
    update = { changes, marking: marking(changes.apply(doc(start.text)).toString(), start.marks, "a") },
    author = rnd.pick(people);
  const turned = turn(doc(start.text), start.marks, update, author, sinceOf(start.marks, author), "spare", at(99));
  const ids = start.marks.filter(() => rnd.chance(0.5)).map(({ id }) => id),
    within = rnd.chance(0.4) ? some(start.text) : null,
    outcome = rnd.pick(["accepted", "rejected"]);
  return {
    kind: "suggestions",
    start: shown(start),
    update: json(update),
    author,
    turned: json(turned),
    end: shown(after(start, turned)),
    ids,
    within,
    outcome,
    decided: json(decide(start.marks, start.text.length, ids, outcome, within, "理由")),
    final: projecting(start.marks, start.text.length, "final"),
    original: projecting(start.marks, start.text.length, "original"),
  };
}

for (let i = 0; i < count; i++) process.stdout.write(JSON.stringify([ranges, updates, suggestions][i % 3]()) + "\n");
