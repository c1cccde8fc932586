// The pictures of the guides in docs/guide, taken anew from a demo: `npm run screens -- --guide`. Small in bytes: they travel with the
// program.
import { fileURLToPath } from "node:url";
import { join } from "node:path";

const folder = fileURLToPath(new URL("../../docs/guide/pictures", import.meta.url));
const report = "/reports/sample-2025";
const wide = { viewport: { width: 1200, height: 720 } };
const telephone = { viewport: { width: 390, height: 760 }, isMobile: true, hasTouch: true };
const quality = 62;
const drawn = 2_500; // ms until what comes over the line stands on the page

const pictures = [
  { name: "desk", who: "author1", address: "/" },
  { name: "writing", who: "author1", address: `${report}/sections/04-training` },
  { name: "comments", who: "author2", address: `${report}/sections/08-support#comments` },
  { name: "review", who: "city-reviewer", address: `${report}/review` },
  { name: "phone", who: "school-reviewer", address: `${report}/sections/09-challenges`, window: telephone },
  { name: "read", who: "city-reviewer", address: `${report}/read`, prepare: selectWords },
  { name: "overview", who: "editor", address: report },
  { name: "members", who: "editor", address: `${report}/members` },
  { name: "publish", who: "editor", address: `${report}/publish` },
  { name: "people", who: "admin", address: "/people" },
  { name: "chains", who: "admin", address: "/chains/1" },
];

/** As somebody does who comments on words. */
async function selectWords(page) {
  await page.evaluate(() => {
    const words = [...document.querySelectorAll(".read-text p [data-at]")].find(one => one.textContent.length > 30);
    words.scrollIntoView({ block: "center" });
    getSelection().setBaseAndExtent(words.firstChild, 4, words.firstChild, 16);
  });
  await page.getByTestId("comment-offer").waitFor();
}

export async function takeGuide(browser, address, password) {
  for (const { name, who, address: path, window = wide, prepare } of pictures) {
    const context = await browser.newContext({ ...window, locale: "zh-CN", colorScheme: "light" });
    await context.request.post(`${address}/api/sign-in`, { data: { name: who, password } });
    const page = await context.newPage();
    await page.goto(address + path, { waitUntil: "load" });
    await page.waitForTimeout(drawn);
    await prepare?.(page);
    await page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality });
    await context.close();
    console.log(name);
  }
}
