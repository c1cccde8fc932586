// Bundles the browser side into the web project's wwwroot/assets. Called by Browser.targets, and by hand with `npm run build`.
//   node build.mjs           bundle; says what each file weighs
//   node build.mjs restore   npm ci, when package-lock.json is newer than what is installed
// Two builds at once on one checkout take turns: each step holds a lock, and finished files are moved into place whole.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { mudStyles } from "./mud.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const out = process.env.BROWSER_OUT ?? join(here, "../src/Authoring.Web/wwwroot/assets");
const stamp = join(here, "node_modules/.installed");
const lock = join(here, ".building");

async function locked(work) {
  for (let tries = 0; !tryLock(); tries++) {
    if (tries > 3000) throw new Error(`Another build has held ${lock} for five minutes. If none is running, delete that file.`);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryLock() {
  try {
    const file = openSync(lock, "wx");
    writeFileSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    if (ownerIsGone()) rmSync(lock, { force: true });
    return false;
  }
}

// A lock that is still empty belongs to a process that is about to write its id.
function ownerIsGone() {
  try {
    const pid = Number(readFileSync(lock, "utf8"));
    if (!pid) return Date.now() - statSync(lock).mtimeMs > 10_000;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function restore() {
  const lockFile = join(here, "package-lock.json");
  if (existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(lockFile).mtimeMs) return;
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: here,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (npm.error?.code === "ENOENT") throw new Error("npm was not found. Install Node.js 20 or later, which brings it: https://nodejs.org");
  if (npm.status !== 0) throw new Error(`npm ci ended with status ${npm.status}: the packages of the browser side are not installed.`);
  writeFileSync(stamp, "");
  const now = new Date();
  utimesSync(stamp, now, now);
}

const styles = ["mud", "mud-plain", "app", "live", "editor", "print", "read"];

async function bundle() {
  const esbuild = await import("esbuild");
  const common = {
    absWorkingDir: here,
    bundle: true,
    minify: true,
    write: false,
    outdir: out,
    legalComments: "none",
    charset: "utf8",
    target: ["chrome86", "firefox90", "safari15"],
    logLevel: "warning",
    // Raw HTML is text in a report: lang-markdown's HTML support (with the CSS and JavaScript languages behind it) would be 130 KB for
    // nothing.
    alias: { "@codemirror/lang-html": join(here, "editor/no-html.ts") },
  };
  const leftOut = {
    name: "left-out",
    setup: build => {
      build.onResolve({ filter: /\/XhrHttpClient$/ }, () => ({ path: join(here, "sync/no-xhr.ts") }));
      build.onResolve({ filter: /\/ServerSentEventsTransport$/ }, () => ({ path: join(here, "sync/no-events.ts") }));
      build.onResolve({ filter: /\/MessageBuffer$/ }, () => ({ path: join(here, "sync/no-buffer.ts") }));
    },
  };
  const results = await Promise.all([
    esbuild.build({ ...common, plugins: [leftOut], entryPoints: { editor: "page/main.ts" }, format: "esm" }),
    esbuild.build({
      ...common,
      entryPoints: {
        compare: "compare/window.ts",
        arrange: "tree/arranging.ts",
        search: "shell/search.ts",
        pasting: "pasting/main.ts",
        cases: "cases/insert.ts",
      },
      format: "esm",
    }),
    esbuild.build({ ...common, entryPoints: { shell: "shell/main.ts" }, format: "iife" }),
    esbuild.build({ ...common, entryPoints: { print: "print/main.ts", read: "read/main.ts" }, format: "iife" }),
    esbuild.build({
      ...common,
      entryPoints: Object.fromEntries(styles.map(name => [name, `styles/${name}.css`])),
      plugins: [mudStyles],
    }),
  ]);
  write(results.flatMap(result => result.outputFiles));
}

function write(files) {
  mkdirSync(out, { recursive: true });
  for (const file of files) {
    writeFileSync(`${file.path}.${process.pid}`, file.contents);
    renameSync(`${file.path}.${process.pid}`, file.path);
    const kb = bytes => `${(bytes / 1024).toFixed(1)} KB`;
    const [plain, gzip, brotli] = [file.contents, gzipSync(file.contents), brotliCompressSync(file.contents)].map(({ length }) =>
      kb(length).padStart(9),
    );
    console.log(`${basename(file.path).padEnd(13)} ${plain}  ${gzip} gzip  ${brotli} br`);
  }
}

try {
  await locked(process.argv[2] === "restore" ? restore : bundle);
} catch (error) {
  if (!error.errors) console.error(error.message); // esbuild has printed its own
  process.exitCode = 1;
}
