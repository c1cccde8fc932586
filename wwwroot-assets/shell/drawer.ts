// The drawer beside every page: folded to a rail of icons or wide, as it was left; on narrow screens it lies over the page, a popover that
// the browser opens and closes. Browsers without popovers get the same from here.
const kept = 365 * 24 * 60 * 60; // seconds
const hasPopovers = typeof HTMLElement !== "undefined" && "popover" in HTMLElement.prototype;

export function mountDrawer(): void {
  document.addEventListener("click", event => {
    const target = event.target as Element | null;
    if (target?.closest?.("[data-fold]")) return fold();
    if (!hasPopovers) openByClass(target);
  });
  document.addEventListener("toggle", placeMenu, true);
  sayFold();
}

/** Below the button that opens it, and not beyond the window. */
function placeMenu(event: Event): void {
  const menu = event.target as HTMLElement;
  const opener = menu.matches?.(".menu-left, .menu-below") && document.querySelector(`[popovertarget="${menu.id}"]`);
  if (!opener) return;
  const { left, bottom } = opener.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
  if (menu.matches(".menu-below")) menu.style.top = `${bottom + 4}px`;
}

/** A page that was patched in place has the words of the server again. */
export function sayFold(): void {
  const button = document.querySelector<HTMLElement>("[data-fold]");
  const words = button && (isRail() ? button.dataset.rail : button.dataset.wide);
  if (!button || !words) return;
  button.title = words;
  button.setAttribute("aria-label", words);
  button.querySelector("span")!.textContent = words;
}

const shell = () => document.querySelector<HTMLElement>(".shell");
const isRail = () => shell()?.dataset.drawer === "rail";

function fold(): void {
  const element = shell();
  if (!element) return;
  element.dataset.drawer = isRail() ? "wide" : "rail";
  const secure = location.protocol === "https:" ? "; secure" : "";
  // The server reads it, so that the next page is right from its first byte.
  document.cookie = `${element.dataset.drawerCookie}=${element.dataset.drawer}; path=/; max-age=${kept}; samesite=lax${secure}`;
  sayFold();
}

function openByClass(target: Element | null): void {
  const opener = target?.closest?.<HTMLElement>("[popovertarget]") ?? null;
  const opened = opener && document.getElementById(opener.getAttribute("popovertarget") ?? "");
  const wasOpen = opened?.classList.contains("is-open") ?? false;
  const isInside = target?.closest?.(".is-open") && !target.closest("a[href]");
  if (!isInside || opener) for (const open of document.querySelectorAll("[popover].is-open")) open.classList.remove("is-open");
  if (opened && !wasOpen) opened.classList.add("is-open");
}
