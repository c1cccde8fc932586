// From text to text of one report without loading the page anew: the next page is fetched, its main part takes the place of this one's,
// and the connection goes over to it. Only where nothing would be lost by it: as long as something is not saved, or the line is down, a
// link does what it does anywhere, with all that guards a page that is left.
import { EditorView } from "@codemirror/view";
import { giveFocus } from "../kernel/focus";
import { word } from "../kernel/words";

/** The page that is left, and the one that is begun. */
export interface Visited {
  /** Stores what is typed, and resolves once all of it is on the server; false: that takes too long. */
  saved(): Promise<boolean>;
  /** Nothing is unsaved at this moment. */
  readonly isSaved: boolean;
  /** It ends, and the one that `put` puts in its place begins. */
  leave(put: () => HTMLElement): void;
}

const textAddress = /^\/reports\/([^/]+)\/(?:sections|cases)\/[^/]+\/?$/;
const fresh = 5_000; // milliseconds for which a page that was fetched early may be shown
const pointing = 60; // milliseconds on a link: somebody means it

export class Visiting {
  private early: { path: string; at: number; html: Promise<string | null> } | null = null;
  private pointed = 0;
  private turn = 0;
  private path = location.pathname;

  constructor(private readonly visited: () => Visited) {
    addEventListener("click", event => this.press(event));
    addEventListener("popstate", () => {
      if (location.pathname !== this.path) void this.go(location.href, false);
    });
    addEventListener("pointerover", event => this.point(event));
    addEventListener("pointerdown", event => this.prepare(this.linkOf(event)));
  }

  /** A link to another text of this report. */
  private linkOf(event: Event): HTMLAnchorElement | null {
    const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>("a[href]") ?? null,
      slug = textAddress.exec(this.path)?.[1];
    if (!link || link.target || link.download || link.origin !== location.origin || link.pathname === this.path) return null;
    return slug !== undefined && textAddress.exec(link.pathname)?.[1] === slug ? link : null;
  }

  private press(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = this.linkOf(event);
    if (!link) return;
    event.preventDefault();
    void this.go(link.href, true);
  }

  private point(event: Event): void {
    clearTimeout(this.pointed);
    const link = this.linkOf(event);
    if (link) this.pointed = window.setTimeout(() => this.prepare(link), pointing);
  }

  private prepare(link: HTMLAnchorElement | null): void {
    if (link && (this.early?.path !== link.pathname || performance.now() - this.early.at > fresh))
      this.early = { path: link.pathname, at: performance.now(), html: fetched(link.pathname) };
  }

  private async go(href: string, isNew: boolean): Promise<void> {
    const turn = ++this.turn,
      { pathname } = new URL(href),
      known = this.early?.path === pathname && performance.now() - this.early.at <= fresh ? this.early.html : fetched(pathname);
    this.early = null;
    const [html, isSaved] = await Promise.all([known, this.visited().saved()]);
    if (turn !== this.turn) return; // somebody has pressed on
    const next = html !== null && isSaved ? pageIn(html) : null;
    if (!next || !this.visited().isSaved) return isNew ? location.assign(href) : location.reload();
    this.path = pathname;
    if (isNew) history.pushState(null, "", href);
    document.title = next.title;
    document.querySelector(".skip-link")?.setAttribute("href", `${pathname}#content`);
    this.show(next.page);
  }

  private show(page: HTMLElement): void {
    const before = document.getElementById("editor-page")!,
      tree = before.querySelector<HTMLElement>("#tree")!,
      top = tree.scrollTop;
    this.visited().leave(() => {
      // What is the same for all texts of the report stays what it was.
      for (const part of ["#tree", "#lists"]) page.querySelector(part)!.replaceWith(before.querySelector(part)!);
      before.replaceWith(page);
      tree.scrollTop = top;
      return page;
    });
  }
}

async function fetched(path: string): Promise<string | null> {
  try {
    const answer = await fetch(path, { headers: { accept: "text/html", "x-visit": "1" }, redirect: "error" });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}

/** Made for the scripts that run here; another edition of the server has others. */
function pageIn(html: string): { page: HTMLElement; title: string } | null {
  const parsed = new DOMParser().parseFromString(html, "text/html"),
    page = parsed.querySelector<HTMLElement>("#editor-page"),
    scripts = (from: Document) => [...from.querySelectorAll<HTMLScriptElement>("script[src]")].map(script => script.getAttribute("src"));
  return page && scripts(parsed).join() === scripts(document).join() ? { page: document.adoptNode(page), title: parsed.title } : null;
}

/** He goes on writing; a finger would not want the keyboard at once. */
export function arrive(view: EditorView): void {
  view.dispatch({ effects: EditorView.announce.of(word("opened", { title: document.title })) });
  if (matchMedia("(pointer: fine)").matches && !location.hash) giveFocus(view);
}
