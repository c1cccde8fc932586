// Leads to the search over every page, and fetches its script when it is wanted for the first time: most pages are left without it.
interface Search {
  mount(): void;
  show(from: HTMLElement | null): void;
  openChosen(): Promise<void>;
  close(givesBack: boolean): void;
}

let search: Search | null = null;
let isComing = false;
let from: HTMLElement | null = null; // who had the focus
let isEntered = false;

export function mountSearch(): void {
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("click", event => {
    const target = event.target as Element | null;
    if (target?.closest?.("[data-search-open]")) open();
    else if (target === field()) void show();
  });
  document.addEventListener("input", event => event.target === field() && void show());
}

/** Another page stands in the place of the one that was. */
export const closeSearch = () => search?.close(false);

const field = () => document.getElementById("search") as HTMLInputElement | null;

function onKey(event: KeyboardEvent): void {
  const input = field();
  if (!input) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    event.stopPropagation();
    open();
  } else if (!search && event.target === input && event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    isEntered = true; // quicker than the script
    void show();
  }
}

function open(): void {
  const input = field();
  if (!input) return;
  if (document.activeElement instanceof HTMLElement && document.activeElement !== input) from = document.activeElement;
  document.querySelector(".shell-header")?.classList.add("is-searching");
  if (CSS.supports("selector(:popover-open)"))
    for (const other of document.querySelectorAll<HTMLElement>(":is(.menu, .drawer):popover-open")) other.hidePopover();
  input.focus();
  input.select();
  void show();
}

async function show(): Promise<void> {
  if (!search) {
    if (isComing) return;
    isComing = true;
    try {
      search = (await import(field()?.dataset.script ?? "")) as Search;
      search.mount();
    } catch {
      return; // the line is down; the next press asks again
    } finally {
      isComing = false;
    }
  }
  search.show(from);
  from = null;
  if (isEntered) void search.openChosen();
  isEntered = false;
}
