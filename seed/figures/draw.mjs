// Draws the sample report's pictures: SVG from the functions below, PNG by headless Chromium.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { numberFigures } from "./numbers.mjs";
import { diagrams } from "./diagrams.mjs";
import { pictures } from "./pictures.mjs";
import { indexed } from "./png.mjs";

const images = fileURLToPath(new URL("../report/images/", import.meta.url));
const browser = process.env.CHROMIUM ?? "chromium";
const figures = { ...numberFigures, ...diagrams, ...pictures };

function render(name, { width, height, svg }, workspace) {
  const page = join(workspace, `${name}.html`);
  const style = "<style>html,body{margin:0;overflow:hidden;background:#fff}svg{display:block}</style>";
  writeFileSync(page, `<!doctype html><html lang="zh-CN"><meta charset="utf-8">${style}${svg}</html>`);
  execFileSync(
    browser,
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--hide-scrollbars",
      "--disable-lcd-text",
      `--user-data-dir=${join(workspace, "profile")}`,
      `--window-size=${width},${height}`,
      `--screenshot=${join(workspace, "shot.png")}`,
      pathToFileURL(page).href,
    ],
    { stdio: "ignore" },
  );
  writeFileSync(join(images, `${name}.png`), indexed(readFileSync(join(workspace, "shot.png"))));
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(figures);
const unknown = wanted.filter(name => !(name in figures));
if (unknown.length > 0) {
  console.error(`No such figure: ${unknown.join(", ")}. There are: ${Object.keys(figures).join(", ")}`);
  process.exit(2);
}

const workspace = mkdtempSync(join(tmpdir(), "figures-"));
try {
  for (const name of wanted) {
    render(name, figures[name](), workspace);
    console.log(name);
  }
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
