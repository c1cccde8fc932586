// The house's promise: a layer knows those below it, never one above, and no two files know each other, by whatever way round.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const layers = [
  ["kernel"],
  ["tracking"],
  ["sync"],
  ["editor"],
  (
    "cases comments compare diagnostics figures find history notices outline pasting preview references review saving suggestions tree " +
    "visual"
  ).split(" "),
  ["page", "print", "read", "shell"], // what starts pages
];
const root = fileURLToPath(new URL("..", import.meta.url));
const notOurs = ["node_modules", "test", "test-out"];
const imported = /^(?:import|export)\b[^;"]*"(\.\.?\/[^"]+)"|\bimport\("(\.\.?\/[^"]+)"\)/gm;

const folders = readdirSync(root, { withFileTypes: true }).filter(entry => entry.isDirectory() && !notOurs.includes(entry.name));
const files = folders
  .flatMap(({ name }) => readdirSync(join(root, name), { recursive: true, encoding: "utf8" }).map(file => join(name, file)))
  .filter(file => file.endsWith(".ts"));
const imports = new Map(
  files.map(file => {
    const found = [...readFileSync(join(root, file), "utf8").matchAll(imported)];
    return [file, found.map(([, atOnce, later]) => `${join(dirname(file), (atOnce ?? later)!)}.ts`)];
  }),
);
const arrows = files.flatMap(file => imports.get(file)!.map(to => ({ file, to, name: `${file} → ${to}` })));
const layerOf = (file: string) => layers.findIndex(layer => layer.includes(file.split(/[\\/]/)[0]!));

test("a layer knows none above it", () => {
  assert.deepEqual(
    arrows.filter(({ file, to }) => layerOf(to) > layerOf(file)).map(({ name }) => name),
    [],
  );
});

test("no files know each other", () => {
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    assert.ok(!way.includes(file), [...way.slice(way.indexOf(file)), file].join(" → "));
    if (!done.has(file)) for (const to of imports.get(file)!) walk(to, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
});

test("every script stands in a layer, and every import is followed", () => {
  assert.deepEqual(
    files.filter(file => layerOf(file) < 0),
    [],
  );
  assert.ok(arrows.length > 300, `${arrows.length} imports are too few to be all`);
  assert.deepEqual(
    arrows.filter(({ to }) => !imports.has(to)).map(({ name }) => name),
    [],
  );
});
