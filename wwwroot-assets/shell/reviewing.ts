// The page 审核, as far as it needs the browser: keys, how far one has read, and which words are marked. All of it presses what stands on
// the page; what that does is the server's.
import { Offer } from "../comments/offer";
import { keepWords, keptWords } from "../comments/words-box";
import { printedWords } from "../comments/selected";

const dwell = 1_000; // ms for which the end of a text is in sight until it counts as read

export function mountReviewing(): void {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  const offer = new Offer(tell, () => {
    offer.hide();
    document.querySelector<HTMLElement>("[data-review-key=c]")?.click();
  });
  watchReviewing();
}

/** Another page is shown: on no other than this does anything happen here. */
export function watchReviewing(): void {
  changes.disconnect();
  const content = room() && document.getElementById("content");
  if (!content) return;
  changes.observe(content, { childList: true, subtree: true });
  follow();
}

const changes = new MutationObserver(() => follow());
const room = (): HTMLElement | null => document.querySelector<HTMLElement>("[data-review]");

function onKey(event: KeyboardEvent): void {
  const here = room();
  if (!here || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const target = event.target as Element | null;
  if (event.key === "Escape") return press(here.querySelector("[data-review-cancel]"), event);
  if (target?.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog") || document.querySelector("dialog[open]"))
    return;
  // Keys of the page are its own only while nothing else on it has the focus.
  if (target && target !== document.body && !here.contains(target) && !target.contains(here)) return;
  if (event.key === "n") return toChange(event);
  const key = event.key.toLowerCase();
  if (/^[jkarc]$/.test(key)) press(here.querySelector(`[data-review-key=${key}]`), event);
}

function press(button: Element | null, event: Event): void {
  if (!(button instanceof HTMLElement) || (button as HTMLButtonElement).disabled) return;
  event.preventDefault();
  button.click();
}

function onClick(event: MouseEvent): void {
  const target = event.target as Element | null;
  if (target?.closest("[data-review-change]")) toChange(event);
  // The address says what is open, so that it opens again. What is opened in another window is not this page's.
  const link = target?.closest<HTMLAnchorElement>("a[data-review-text]");
  if (link && room() && !event.ctrlKey && !event.metaKey && !event.shiftKey) history.replaceState(history.state, "", link.href);
}

/** To the next passage that has changed, behind the last one that is gone to; behind the last one the first. */
function toChange(event: Event): void {
  const passages = [...document.querySelectorAll<HTMLElement>("[data-review-printed] :is(ins, del, .deleted)")];
  if (passages.length === 0) return;
  event.preventDefault();
  const now = passages.findIndex(change => change.hasAttribute("data-now"));
  passages[now]?.removeAttribute("data-now");
  const next = passages[(now + 1) % passages.length]!;
  next.setAttribute("data-now", "");
  next.scrollIntoView({ block: "center" });
}

let watched: Element | null = null;
let asked: Element | null = null;
let shownAt = "";
let timer = 0;
let seeing: IntersectionObserver | null = null;

/** Another text is shown, or something is asked: its end is watched for, its beginning is gone to, its question has the focus. */
function follow(): void {
  const end = document.querySelector<HTMLElement>("[data-review-end]");
  if (end !== watched) {
    seeing?.disconnect();
    clearTimeout(timer);
    watched = end;
    if (end) watch(end);
  }
  sayWaiting();
  const question = document.querySelector<HTMLElement>("[data-review-focus]");
  if (question !== asked) {
    asked = question;
    if (sent && !question) keepWords(sent, "");
    sent = "";
    question?.focus({ preventScroll: true });
    keep(document.querySelector<HTMLTextAreaElement>("[data-review-kept]"));
  }
}

/** Under which the words are kept that are on their way to the server. */
let sent = "";

/** The words of a comment that was not sent come back with its question, and go when the question does because they have been taken. */
function keep(box: HTMLTextAreaElement | null): void {
  if (!box) return;
  const name = `${document.querySelector<HTMLElement>("[data-person]")?.dataset.person}-${box.dataset.reviewKept}-review`,
    words = keptWords(name);
  box.addEventListener("input", () => keepWords(name, box.value));
  // Prevented where the page takes it: nobody does while the line is down.
  box.form?.addEventListener("submit", event => event.defaultPrevented && (sent = name));
  box.form?.querySelector("[data-review-cancel]")?.addEventListener("click", () => (sent = ""));
  if (!words || box.value) return;
  box.value = words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const said = document.querySelector<HTMLElement>("[data-review-kept-said]");
  if (said) said.hidden = false;
}

/** The number beside the link to this page, as it is by now. */
function sayWaiting(): void {
  const waiting = document.querySelector<HTMLElement>("[data-group=ToSign] [data-queue-count]")?.textContent?.trim() ?? "0";
  for (const count of document.querySelectorAll<HTMLElement>("[data-review-waiting]")) {
    count.hidden = waiting === "0";
    if (count.firstElementChild && count.firstElementChild.textContent !== waiting) count.firstElementChild.textContent = waiting;
  }
}

function watch(end: HTMLElement): void {
  const hash = end.dataset.hash ?? "";
  // The first one stands where the page opens.
  if (shownAt && shownAt !== hash && scrollY > 0) scrollTo(0, 0);
  shownAt = hash;
  seeing = new IntersectionObserver(entries => {
    clearTimeout(timer);
    if (entries.some(entry => entry.isIntersecting)) timer = window.setTimeout(() => end.isConnected && end.click(), dwell);
  });
  seeing.observe(end);
}

/** What is marked in the printed text is told when the marking rests. */
function tell(range: Range | null): boolean {
  const printed = document.querySelector("[data-review-printed]"),
    field = document.querySelector<HTMLInputElement>("[data-review-marked]");
  if (!field || !printed) return false;
  const words = range && printedWords(printed, range),
    said = words ? JSON.stringify(words) : "";
  // A press on the bar takes the marking away in some browsers, and is about what was marked.
  if (said === field.value || (said === "" && document.activeElement?.closest(".review-bar"))) return words !== null;
  field.value = said;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  return words !== null;
}
