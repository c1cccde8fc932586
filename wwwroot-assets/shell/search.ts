// The search over every page: Ctrl+K leads to its field from everywhere, what the server finds is shown below it, grouped, and the arrow
// keys go through it. The server decides what somebody may find; nothing of it is kept here. Fetched when it is wanted for the first time.
import { word } from "../kernel/words";

interface Hit {
  number: string;
  title: string;
  about: string;
  address: string;
}
interface Group {
  kind: string;
  label: string;
  hits: Hit[];
}

const pause = 120; // milliseconds after the last key

let timer = 0;
let asked = 0;
let answering: Promise<void> = Promise.resolve();
let before: HTMLElement | null = null; // who had the focus

export function mount(): void {
  document.addEventListener("keydown", event => event.target === field() && !event.isComposing && onKey(event), true);
  document.addEventListener("click", event => {
    const target = event.target as Element | null;
    if (target?.closest?.(".search a")) close(false);
  });
  document.addEventListener("focusin", event => {
    if (!(event.target as Element | null)?.closest?.(".search")) close(false);
  });
  document.addEventListener("input", event => {
    if (event.target !== field()) return;
    show();
    clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), pause);
  });
  document.addEventListener("pointerdown", event => {
    if (!(event.target as Element | null)?.closest?.(".search, [data-search-open]")) close(false);
  });
}

const field = () => document.getElementById("search") as HTMLInputElement | null;
const panel = () => document.querySelector<HTMLElement>(".search-panel");
const hits = () => [...document.querySelectorAll<HTMLAnchorElement>("#search-hits [role=option]")];

function onKey(event: KeyboardEvent): void {
  const all = hits(),
    at = all.findIndex(hit => hit.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    show();
    choose(all[(at + (event.key === "ArrowDown" ? 1 : all.length - 1) + (at < 0 && event.key === "ArrowUp" ? 1 : 0)) % all.length]);
  } else if (event.key === "Enter") {
    event.preventDefault();
    void openChosen();
  } else if (event.key === "Escape") {
    event.preventDefault();
    close(true);
  }
}

/** What was typed last may not be answered yet. */
export async function openChosen(): Promise<void> {
  if (timer) {
    clearTimeout(timer);
    void ask();
  }
  await answering;
  (hits().find(hit => hit.getAttribute("aria-selected") === "true") ?? hits()[0])?.click();
}

function choose(hit: HTMLElement | undefined): void {
  for (const other of hits()) other.setAttribute("aria-selected", String(other === hit));
  if (!hit) return;
  field()?.setAttribute("aria-activedescendant", hit.id);
  hit.scrollIntoView({ block: "nearest" });
}

/** @param from Who had the focus, and gets it back. */
export function show(from: HTMLElement | null = null): void {
  before = from ?? before;
  const shown = panel();
  if (!shown?.hidden) return;
  document.querySelector(".shell-header")?.classList.add("is-searching");
  shown.hidden = false;
  field()?.setAttribute("aria-expanded", "true");
  void ask();
}

export function close(givesBack: boolean): void {
  const [input, shown] = [field(), panel()];
  if (!input || !shown || shown.hidden) return;
  clearTimeout(timer);
  asked++;
  shown.hidden = true;
  input.value = "";
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  document.getElementById("search-hits")?.replaceChildren();
  document.querySelector(".shell-header")?.classList.remove("is-searching");
  if (givesBack) (before?.isConnected ? before : document.body).focus();
  if (givesBack && document.activeElement === input) input.blur();
  before = null;
}

function ask(): Promise<void> {
  timer = 0;
  const input = field();
  if (input && !panel()?.hidden) answering = answer(input);
  return answering;
}

async function answer(input: HTMLInputElement): Promise<void> {
  const mine = ++asked,
    words = input.value.trim(),
    report = input.dataset.report;
  const address = `/api/search?q=${encodeURIComponent(words)}${report ? `&report=${encodeURIComponent(report)}` : ""}`;
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(String(response.status));
    const { groups } = (await response.json()) as { groups: Group[] };
    if (mine === asked) draw(groups, words);
  } catch {
    if (mine === asked) say(word("search-failed"));
  }
}

function draw(groups: Group[], words: string): void {
  let count = 0;
  const list = document.getElementById("search-hits");
  list?.replaceChildren(
    ...groups.map(group => {
      const element = made("div", "search-group"),
        label = made("p", "search-label", group.label);
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", group.label);
      label.setAttribute("aria-hidden", "true");
      element.append(label, ...group.hits.map(hit => option(hit, group.kind, count++)));
      return element;
    }),
  );
  choose(words ? hits()[0] : undefined);
  if (!words) say("");
  else if (count === 0) say(word("search-none", { words }));
  else say(word("search-count", { count }), true);
}

function option(hit: Hit, kind: string, place: number): HTMLElement {
  const link = document.createElement("a");
  link.id = `search-hit-${place}`;
  link.href = hit.address;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  link.dataset.testid = "search-hit";
  link.dataset.kind = kind;
  if (hit.number) link.append(made("span", "number", hit.number), " ");
  link.append(made("bdi", "", hit.title));
  if (hit.about) link.append(" ", made("bdi", "muted", hit.about));
  return link;
}

/** @param isSeen What is found says it to those who look; it is said to those who hear. */
function say(sentence: string, isSeen = false): void {
  const said = panel()?.querySelector(".search-said");
  if (!said) return;
  said.classList.toggle("visually-hidden", isSeen);
  said.textContent = sentence;
}

function made(tag: string, className: string, text = ""): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
