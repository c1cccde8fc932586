// The rescue copy: taking every difference gives the kept text, taking some touches nothing else, and whole characters are never cut.
import assert from "node:assert/strict";
import test from "node:test";
import { again, differences, type Edit, places, taken } from "../kernel/differences";
import { Chance, seeds } from "./random";

const apply = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((one, other) => other.from - one.from)
    .reduce((sum, { from, to, insert }) => sum.slice(0, from) + insert + sum.slice(to), text);

const pieces = ["学校", "六所", "😀", "😁", "👨‍👩‍👧", "\n", "\n\n", "| 指标 |", "abc", " ", "，", "一万二千人", "é"];
const edited = (text: string, chance: Chance): string => {
  for (let edits = chance.below(6); edits > 0; edits--) {
    const characters = [...text],
      at = chance.below(characters.length + 1);
    characters.splice(at, chance.below(4), ...(chance.happens(0.7) ? [chance.of(pieces)] : []));
    text = characters.join("");
  }
  return text;
};

test("all differences taken give the kept text; whatever is taken, no character is cut", t => {
  const all = seeds(2_000);
  t.diagnostic(`seeds ${all[0]} to ${all[all.length - 1]}`);
  for (const seed of all) {
    const chance = new Chance(seed),
      base = Array.from({ length: chance.below(30) }, () => chance.of(pieces)).join("");
    const kept = edited(base, chance),
      present = edited(base, chance),
      found = differences(kept, present, null);
    assert.equal(
      apply(
        present,
        found.map(one => taken(kept, one)),
      ),
      kept,
      `SEED=${seed}`,
    );
    const some = apply(
      present,
      found.filter(() => chance.happens(0.5)).map(one => taken(kept, one)),
    );
    assert.doesNotMatch(some, /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/u, `SEED=${seed}`);
    assert.deepEqual(
      places(kept, present, null).flatMap(place => place.differences),
      found,
      `SEED=${seed}`,
    );
    for (const place of places(kept, present, null))
      for (const { fromA, toA, fromB, toB } of place.differences) {
        assert.ok(place.fromA <= fromA && toA <= place.toA && place.fromB <= fromB && toB <= place.toB, `SEED=${seed}`);
      }
  }
});

test("what one wrote is told from what others have changed since", () => {
  const kept = "全市有学校六所，我写的。\n第二段。\n",
    present = "全市有学校七所，\n第二段。\n别人写的。\n";
  const own = [{ from: kept.indexOf("我写的"), to: kept.indexOf("我写的") + 4 }];
  const found = differences(kept, present, own);
  assert.deepEqual(
    found.map(({ mine }) => mine),
    [false, true, false],
  );
  assert.equal(
    apply(
      present,
      found.filter(({ mine }) => mine).map(one => taken(kept, one)),
    ),
    "全市有学校七所，我写的。\n第二段。\n别人写的。\n",
  );
});

test("a difference is found again after somebody has written elsewhere, and not when somebody has written in it", () => {
  const kept = "全市的甲乙丙丁\n第二行",
    was = "全市的甲丙丁\n第二行",
    [one] = differences(kept, was, null);
  const moved = "前面多了一行\n" + was;
  assert.equal(
    apply(moved, [taken(kept, again(differences(kept, moved, null), moved, one!, was)!)]),
    "前面多了一行\n全市的甲乙丙丁\n第二行",
  );
  const gone = "全市的甲乙丙丁\n第二行";
  assert.equal(again(differences(kept, gone, null), gone, one!, was), undefined);
});

test("texts of a million characters that have nothing in common are compared within two seconds", () => {
  const chance = new Chance(5),
    long = () =>
      Array.from({ length: 250_000 }, () => String.fromCharCode(0x4e00 + chance.below(3_000)))
        .join("，")
        .repeat(2);
  const one = long(),
    other = long(),
    start = performance.now();
  assert.equal(
    apply(
      other,
      differences(one, other, null).map(difference => taken(one, difference)),
    ),
    one,
  );
  assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
});
