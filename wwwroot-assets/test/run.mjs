// Type check, then the tests: bundled by esbuild, run by node's own runner. `node test/run.mjs disorder` runs one file.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import "../words-type.mjs";

const here = fileURLToPath(new URL(".", import.meta.url)),
  out = join(here, "../test-out");
const only = process.argv[2] ?? "";
const check = spawnSync(process.execPath, [join(here, "../node_modules/typescript/lib/tsc.js"), "--noEmit", "-p", join(here, "..")], {
  stdio: "inherit",
});
if (check.status !== 0) process.exit(check.status ?? 1);

rmSync(out, { recursive: true, force: true });
const tests = readdirSync(here).filter(name => name.endsWith(".test.ts") && name.includes(only));
await build({
  entryPoints: tests.map(name => join(here, name)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  logLevel: "warning",
  external: ["fake-indexeddb", "esbuild"],
  alias: { "@codemirror/lang-html": join(here, "../editor/no-html.ts") },
});
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", ...tests.map(name => join(out, name.replace(/\.ts$/, ".mjs")))],
  { stdio: "inherit" },
);
process.exit(run.status ?? 1);
