// Takes every page as it is seen by those who use it, in each window, look and language, and lays them out on one sheet.
//   npm run screens                      all of them into wwwroot-assets/screens-out/
//   npm run screens -- --quick           in Chinese, light, 1440 and 390 wide
//   npm run screens -- --only board      pages whose address contains the word
//   npm run screens -- --at ADDRESS      of a demo that is running already
//   npm run screens -- --guide           instead the pictures of the guides, into docs/guide/pictures/
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { startDemo } from "./demo.mjs";
import { takeGuide } from "./guide.mjs";
import { languages, looks, scenes, windows } from "./scenes.mjs";
import { sheet } from "./sheet.mjs";

const password = "demo-2025";
const quietFor = 400; // ms without a request before a page counts as drawn
const { values: asked } = parseArgs({
  options: {
    quick: { type: "boolean" },
    only: { type: "string" },
    at: { type: "string" },
    out: { type: "string" },
    guide: { type: "boolean" },
  },
});
const out = asked.out ?? fileURLToPath(new URL("../screens-out", import.meta.url));

function browserPath() {
  const paths = [process.env.CHROMIUM, "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
  const found = paths.find(path => path && existsSync(path));
  if (!found) throw new Error("Chromium was not found: install it (Debian: apt install chromium), or name it in CHROMIUM.");
  return found;
}

function variants() {
  const all = windows.flatMap(window => languages.flatMap(language => looks.map(look => ({ window, language, look }))));
  return asked.quick ? all.filter(v => v.language === "zh-CN" && v.look === "light" && v.window.name !== "1366") : all;
}

/** Of one person, with his own cookies, in one variant. */
async function takeAll(browser, address, who, variant, wanted) {
  const { window, language, look } = variant;
  const { width, height, isMobile = false, hasTouch = false } = window;
  const context = await browser.newContext({ viewport: { width, height }, isMobile, hasTouch, locale: language, colorScheme: look });
  if (who) {
    const answer = await context.request.post(`${address}/api/sign-in`, { data: { name: who, password } });
    if (!answer.ok()) throw new Error(`${who} cannot sign in: ${answer.status()}`);
  }
  const taken = [];
  for (const scene of wanted) taken.push({ ...scene, ...variant, ...(await take(context, address, scene, variant)) });
  await context.close();
  return taken;
}

async function take(context, address, scene, { window, language, look }) {
  const page = await context.newPage();
  const complaints = [];
  page.on("console", message => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", error => complaints.push(error.message));
  const answer = await page.goto(address + scene.address, { waitUntil: "load" });
  await page.waitForTimeout(quietFor);
  await page.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => undefined); // A page that stays connected is never idle.
  const name = `${scene.who || "stranger"}${scene.address.replaceAll(/[/?=&]+/g, "-")}-${window.name}-${look}-${language}.png`;
  await page.screenshot({ path: join(out, name) });
  const seen = await page.evaluate(measure);
  await page.close();
  return { name, status: answer?.status() ?? 0, complaints, ...seen };
}

/** In the page: what it weighed, when it was first painted, and whether it is wider than its window. */
function measure() {
  const files = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return {
    paint: Math.round(performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0),
    weight: files.reduce((sum, file) => sum + file.transferSize, 0),
    wider: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
}

async function runGuide(address) {
  const browser = await chromium.launch({ executablePath: browserPath() });
  await takeGuide(browser, address, password);
  await browser.close();
}

async function run(address) {
  mkdirSync(out, { recursive: true });
  const wanted = scenes.filter(scene => !asked.only || scene.address.includes(asked.only));
  const browser = await chromium.launch({ executablePath: browserPath() });
  const taken = [];
  for (const variant of variants())
    for (const who of new Set(wanted.map(scene => scene.who))) {
      const his = wanted.filter(scene => scene.who === who);
      taken.push(...(await takeAll(browser, address, who, variant, his)));
      console.log(`${variant.window.name} ${variant.look} ${variant.language}: ${who || "stranger"}, ${his.length} pages`);
    }
  await browser.close();
  writeFileSync(join(out, "index.html"), sheet(taken));
  const faults = taken.filter(t => t.wider > 0 || t.complaints.length > 0 || t.status >= 400);
  for (const { name, wider, complaints, status } of faults)
    console.log(`${name}: ${status}, ${wider} px too wide; ${complaints.join(" | ")}`);
  console.log(`${taken.length} screens, ${faults.length} with something to look at: ${join(out, "index.html")}`);
}

const demo = asked.at ? { address: asked.at, stop() {} } : await startDemo();
try {
  await (asked.guide ? runGuide : run)(demo.address);
} finally {
  demo.stop();
}
