// All texts of the report beside the one that is written: which is open, with its headings beneath it, and who is where. The server draws
// the rows, once for everybody; here they are kept current, and moved by those who may. One stop for Tab; arrow keys go from text to text.
import { arrange } from "../kernel/dialog/list";
import { remember, remembered } from "../kernel/remembered";
import { roving } from "../kernel/roving";
import { word } from "../kernel/words";
import { askToRevise } from "../review/confirm-dialog";
import { colourOf } from "../editor/presence/people";
import { icon } from "../editor/toolbar/icons";
import type { Link, Person } from "../sync/protocol";
import type { Listener, Transport } from "../sync/transport";

export interface TreeView {
  order: string;
  html: string;
}
export interface Neighbour {
  address: string;
  title: string;
}

export const treeRoom = "(min-width: 75.01rem)"; // a column fits beside the text

const mostShown = 3;

export class Tree implements Listener {
  readonly button = document.createElement("button");
  /** On a narrow screen it stands on the rail. */
  readonly opener = document.createElement("button");
  private readonly people = new Map<string, readonly Person[]>();
  private readonly ending = new AbortController();
  private readonly stops: { only(stop: HTMLElement | null): void };
  private readonly said = document.createElement("p");
  private headings: HTMLElement | null = null;
  private isOver = false; // open over the text, where there is no room beside it

  constructor(
    private readonly page: HTMLElement,
    readonly element: HTMLElement,
    private readonly data: { slug: string; document: string; person: string },
    transport: Transport,
    private readonly changed: () => void,
  ) {
    const { button, opener, element: nav } = this,
      { signal } = this.ending;
    button.type = "button";
    button.dataset.testid = "tree-toggle";
    button.title = word("tree-toggle");
    button.setAttribute("aria-label", word("tree-toggle"));
    button.append(icon("outline"));
    button.onmousedown = event => event.preventDefault(); // the focus stays in the text
    button.onclick = opener.onclick = () => this.toggle();
    opener.type = "button";
    opener.className = "tree-opener";
    opener.append(Object.assign(document.createElement("span"), { textContent: word("panel-tree") }));
    this.stops = roving(nav, "a, .text-outline button", signal);
    nav.addEventListener("click", event => this.leaveOver(event), { signal });
    nav.addEventListener("keydown", event => this.escape(event), { signal });
    matchMedia(treeRoom).addEventListener("change", () => this.fold(), { signal });
    if (nav.dataset.arranges) void this.arrange();
    this.said.className = "tree-said";
    this.said.setAttribute("role", "status");
    nav.after(this.said);
    this.mark();
    this.fold();
    transport.add(this);
  }

  up(link: Link): void {
    void link.invoke("Whereabouts", this.data.slug).then(
      answer => {
        this.people.clear();
        for (const { document, people } of answer as { document: string; people: Person[] }[]) this.people.set(document, people);
        for (const row of this.rows) this.showPeople(row);
      },
      () => {}, // asked again with the next line
    );
  }

  down(): void {}

  event(name: string, [slug, document, people]: unknown[]): void {
    if (name !== "Moved" || slug !== this.data.slug) return;
    this.people.set(document as string, people as Person[]);
    const row = this.rows.find(one => one.dataset.document === document);
    if (row) this.showPeople(row);
  }

  /** As the server draws it now. What has not changed keeps its place and the focus: a finger may be on it. */
  show({ order, html }: TreeView): void {
    const drawn = document.createElement("template"),
      known = new Map(this.rows.map(row => [row.dataset.path, row])),
      focused = document.activeElement as HTMLElement | null;
    drawn.innerHTML = html;
    const lists = [...drawn.content.children].map(fresh => {
      const list =
        this.element.querySelector(`:scope > ${fresh.id ? `#${fresh.id}` : `[data-part="${(fresh as HTMLElement).dataset.part}"]`}`) ??
        fresh;
      if (fresh.tagName === "UL")
        arrange(
          list,
          ([...fresh.children] as HTMLElement[]).map(row => renewed(known.get(row.dataset.path) ?? row, row)),
        );
      return list;
    });
    arrange(this.element, lists);
    this.element.dataset.order = order;
    if (focused !== document.activeElement && this.element.contains(focused)) focused?.focus();
    this.said.textContent = "";
    this.mark();
    for (const row of this.rows) this.showPeople(row);
    this.changed();
  }

  /** The headings of the text that is open stand beneath it. */
  hold(headings: HTMLElement): void {
    this.headings = headings;
    this.mark();
  }

  /** What stands before and behind the open text in the report. */
  neighbours(): { previous: Neighbour | null; next: Neighbour | null } {
    const { rows } = this,
      here = rows.findIndex(row => row.dataset.document === this.data.document);
    return { previous: neighbour(rows[here - 1]), next: here < 0 ? null : neighbour(rows[here + 1]) };
  }

  /** Opens or folds it; over the text it takes the focus. */
  toggle(): void {
    if (matchMedia(treeRoom).matches) remember("tree", this.page.dataset.tree !== "on");
    else this.isOver = !this.isOver;
    this.fold();
    if (this.isOver) this.current?.querySelector("a")?.focus();
  }

  focus(): void {
    if (this.page.dataset.tree !== "on") this.toggle();
    this.element.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  close(): void {
    this.ending.abort();
    this.said.remove();
  }

  /** Few may move texts: only they fetch what it takes. */
  private async arrange(): Promise<void> {
    const { Arranging } = (await import(new URL("./arrange.js", import.meta.url).href)) as typeof import("./arranging");
    const say = (sentence: string) => void (this.said.textContent = sentence);
    if (!this.ending.signal.aborted)
      new Arranging(this.element, this.data.slug, say, protection => askToRevise(protection).answer, this.ending.signal);
  }

  private get rows(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("li[data-path]")];
  }

  private get current(): HTMLElement | undefined {
    return this.rows.find(row => row.dataset.document === this.data.document);
  }

  private fold(): void {
    const isOn = matchMedia(treeRoom).matches ? remembered("tree", true) : this.isOver;
    if (matchMedia(treeRoom).matches) this.isOver = false;
    this.page.dataset.tree = isOn ? "on" : "off";
    for (const button of [this.button, this.opener]) button.setAttribute("aria-expanded", String(isOn));
  }

  private leaveOver(event: Event): void {
    if (!this.isOver || !(event.target as Element).closest("a, .text-outline button")) return;
    this.isOver = false;
    this.fold();
  }

  private escape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !this.isOver) return;
    this.isOver = false;
    this.fold();
    [this.opener, this.button].find(button => button.getClientRects().length > 0)?.focus();
  }

  private mark(): void {
    const { current, headings } = this,
      mayMove = this.element.dataset.arranges === "true";
    for (const row of this.rows) {
      const link = row.querySelector("a")!;
      if (mayMove && !row.dataset.card) link.setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown");
      if (row === current) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (headings && current && headings.parentElement !== current) current.append(headings);
    if (!this.element.contains(document.activeElement)) this.stops.only(current?.querySelector("a") ?? null);
    if (current) this.reveal(current);
  }

  private reveal(row: HTMLElement): void {
    const { top, bottom } = row.querySelector("a")!.getBoundingClientRect(),
      frame = this.element.getBoundingClientRect();
    if (top < frame.top || bottom > frame.bottom) this.element.scrollTop += top - frame.top - frame.height / 3;
  }

  /** Small marks at the end of the row: whoever comes and goes, no row changes its height. */
  private showPeople(row: HTMLElement): void {
    const people = (this.people.get(row.dataset.document ?? "") ?? []).filter(({ id }) => id !== this.data.person),
      names = people.map(({ name }) => name).join("、"),
      link = row.querySelector("a")!;
    link.querySelector(".tree-people")?.remove();
    if (people.length === 0) return;
    const place = document.createElement("span");
    place.className = "tree-people";
    place.title = word("tree-here", { names });
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", place.title);
    place.append(
      ...people.slice(0, mostShown).map(({ id, name }) =>
        Object.assign(document.createElement("span"), {
          className: `tree-person colour-${colourOf(id)}`,
          textContent: [...name.trim()][0] ?? "",
        }),
      ),
      ...(people.length > mostShown ? [`+${people.length - mostShown}`] : []),
    );
    link.append(place);
  }
}

/** The row that is there, with what the server says of it now. */
function renewed(row: HTMLElement, fresh: HTMLElement): HTMLElement {
  if (row === fresh) return row;
  for (const { name, value } of fresh.attributes) if (row.getAttribute(name) !== value) row.setAttribute(name, value);
  if (!fresh.dataset.inside) delete row.dataset.inside;
  const link = row.querySelector("a")!,
    now = fresh.querySelector("a")!;
  link.href = now.href;
  link.title = now.title;
  for (const part of [".tree-title", ".tree-about"]) {
    const [before, after] = [link, now].map(one => one.querySelector(part)!);
    if (before!.innerHTML !== after!.innerHTML) before!.innerHTML = after!.innerHTML;
  }
  return row;
}

function neighbour(row: HTMLElement | undefined): Neighbour | null {
  const link = row?.querySelector("a");
  return link ? { address: link.getAttribute("href") ?? "", title: link.title } : null;
}
