// The print page: the report comes as one long column; here it becomes pages, and then can be printed.
import { word } from "../kernel/words";
import { Pager } from "./paging";

const nextFrame = () => new Promise<void>(done => setTimeout(done));

async function start(): Promise<void> {
  const book = document.querySelector<HTMLElement>(".book")!;
  const sheets = document.querySelector<HTMLElement>(".sheets")!;
  const [state, button] = [
    document.querySelector<HTMLElement>(".print-state")!,
    document.querySelector<HTMLButtonElement>(".print-button")!,
  ];
  button.addEventListener("click", () => print());
  state.textContent = word("print-paging");
  await document.fonts.ready;
  await nextFrame();
  const began = performance.now();
  const pages = await new Pager(book, sheets).run({
    breathe: count => {
      state.textContent = word("print-paged-so-far", { count });
      return nextFrame();
    },
  });
  fit(sheets);
  addEventListener("resize", () => fit(sheets));
  state.textContent = word("print-pages", { count: pages });
  button.disabled = false;
  const root = document.documentElement;
  root.dataset["paged"] = String(pages);
  root.dataset["pagedIn"] = String(Math.round(performance.now() - began));
  if (location.hash.length > 1) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

/** On a window that is narrower than a page the pages are shown smaller; paper has its own measure. */
function fit(sheets: HTMLElement): void {
  sheets.style.setProperty("--zoom", "1");
  const page = sheets.firstElementChild?.getBoundingClientRect().width ?? 0;
  if (page > 0) sheets.style.setProperty("--zoom", String(Math.min(1, (document.documentElement.clientWidth - 16) / page)));
}

void start();
