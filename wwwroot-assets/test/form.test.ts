// Files and lines stay short enough to be read: 300 lines, 140 characters. Functions (40 lines) and the format are Biome's, in
// `npm run check`.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folders = ["wwwroot-assets", "tests/conformance", "seed"];
const notOurs = /node_modules|test-out/;

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    if (notOurs.test(path)) return [];
    return entry.isDirectory() ? filesIn(path) : /\.(ts|mjs|css)$/.test(path) ? [path] : [];
  });
}

const files = folders.flatMap(filesIn).map(path => ({ path, lines: readFileSync(join(root, path), "utf8").trimEnd().split("\n") }));

test("no file has more than 300 lines", () => {
  assert.ok(files.length > 200, `only ${files.length} files were found`);
  assert.deepEqual(
    files.filter(({ lines }) => lines.length > 300).map(({ path, lines }) => `${path}: ${lines.length}`),
    [],
  );
});

test("no line has more than 140 characters, but for pictures in styles", () => {
  const long = files.flatMap(({ path, lines }) =>
    lines.flatMap((line, i) => ([...line].length > 140 && !line.includes('url("data:') ? [`${path}:${i + 1}`] : [])),
  );
  assert.deepEqual(long, []);
});
