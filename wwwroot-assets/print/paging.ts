// From a report in one long column to its pages. Everything is read from one layout before anything is moved: however long a report is,
// the browser lays it out a handful of times, not once for each page.
import { findPages, type Run } from "./breaks";
import { takeBefore } from "./cutting";
import type { Place } from "./lines";
import { Notes } from "./notes";
import { PageNumbers, roman } from "./numbers";
import { cutBefore, Pieces, type Placed } from "./pieces";
import { blockItems, leadLists, sizePictures } from "./prepare";
import { sheet } from "./sheets";
import { nameCrowds, squeeze, type TableShape } from "./tables";
import { throughWindows } from "./tall";

interface Part {
  readonly element: HTMLElement;
  readonly kind: string;
  readonly title: string;
}

/** How a part is cut into pages. */
interface Plan extends Part {
  readonly pieces: readonly Placed[];
  readonly runs: readonly Run[];
  readonly cuts: readonly (Place | undefined)[];
  readonly tables: ReadonlyMap<Element, TableShape>;
}

export interface Paging {
  /** Called now and then, to let the browser draw. */
  readonly breathe: (pages: number) => Promise<void>;
}

const noteGap = 16; // pixels, with the line above the notes
const tallest = 0.75; // of a page: leaves room for a table's head and caption

export class Pager {
  private readonly numbers: PageNumbers;
  private readonly places = new Map<string, string>();
  private count = 0;

  constructor(
    private readonly book: HTMLElement,
    private readonly sheets: HTMLElement,
  ) {
    this.numbers = new PageNumbers(book);
  }

  async run({ breathe }: Paging): Promise<number> {
    const plans = this.plan();
    let [lists, pages] = [0, 0];
    for (const plan of plans)
      for (const [at, run] of plan.runs.entries()) {
        const numeral = plan.kind === "cover" ? "" : plan.kind === "lists" ? roman(++lists) : this.numbers.listed(++pages);
        const isOdd = (plan.kind === "lists" ? lists : pages) % 2 === 1;
        this.sheets.append(this.page(plan, run, at, numeral, isOdd));
        if (++this.count % 20 === 0) await breathe(this.count);
      }
    this.book.remove();
    this.namePages();
    return this.count;
  }

  /** Lays everything out and decides where pages end. Nothing of it has moved afterwards. */
  private plan(): readonly Plan[] {
    const { book } = this;
    const parts = partsOf(book);
    const { width, height } = bodySize(book);
    sizePictures(book, width, height);
    blockItems(book);
    leadLists(book);
    nameCrowds(book);
    squeeze(book);
    throughWindows(book, height * tallest);
    const notes = new Notes();
    const measured = document.createElement("ol");
    measured.className = "footnotes";
    book.append(measured);
    notes.take(book, measured, height);
    return parts.map(part => {
      const pieces = new Pieces(height, notes);
      pieces.inside(part.element, []);
      const runs = findPages(pieces.all, { height, noteGap });
      const cuts = runs.map(run => (run.to < pieces.all.length ? cutBefore(pieces.all[run.to]!) : undefined));
      return { ...part, pieces: pieces.all, runs, cuts, tables: pieces.tables };
    });
  }

  private page(plan: Plan, run: Run, at: number, numeral: string, isOdd: boolean): HTMLElement {
    const last = plan.pieces[run.to - 1]!;
    if (run.lowered > 0 && last.picture) lower(last.picture, run.lowered);
    const notes = plan.pieces.slice(run.from, run.to).flatMap(piece => piece.noteItems);
    const content = this.takeOff(plan, at);
    for (const named of content.querySelectorAll("[id]")) this.places.set(named.id, numeral);
    if (at === 0) this.places.set(plan.element.id, numeral);
    const opens = at === 0 || plan.kind === "lists" || plan.kind === "cover";
    const head = opens ? "" : isOdd ? plan.title : (this.book.dataset["title"] ?? "");
    const page = sheet({ kind: plan.kind, head, foot: numeral && this.numbers.atFoot(numeral), isOdd }, content, notes);
    if (at === 0 && plan.element.id) page.querySelector(".text")!.id = plan.element.id;
    return page;
  }

  private takeOff(plan: Plan, at: number): DocumentFragment {
    const cut = plan.cuts[at];
    if (cut) return takeBefore(plan.element, cut, plan.tables);
    const rest = document.createDocumentFragment();
    rest.append(...plan.element.childNodes);
    return rest;
  }

  /** A line that is longer than a page has its number on the last of its pages. */
  private namePages(): void {
    for (const number of this.sheets.querySelectorAll("nav li > a > .page-number")) {
      const link = number.parentElement as HTMLAnchorElement;
      number.textContent = this.places.get(decodeURIComponent(link.hash.slice(1))) ?? "";
    }
  }
}

/** The cover, the lists one behind the other, then each file of the report. */
function partsOf(book: HTMLElement): readonly Part[] {
  const parts: Part[] = [];
  const lists = document.createElement("div");
  for (const child of [...book.children] as HTMLElement[]) {
    if (child.tagName === "HEADER") parts.push({ element: child, kind: "cover", title: "" });
    else if (child.tagName === "NAV") {
      if (!lists.parentNode) {
        child.before(lists);
        parts.push({ element: lists, kind: "lists", title: "" });
      }
      lists.append(child);
    } else parts.push({ element: child, kind: child.className, title: child.querySelector("h1")?.textContent ?? "" });
  }
  return parts;
}

/** What of a page the text may have, as the style says. */
function bodySize(book: HTMLElement): { width: number; height: number } {
  const probe = document.createElement("div");
  probe.className = "sheet-body";
  book.append(probe);
  const { width, height } = probe.getBoundingClientRect();
  probe.remove();
  return { width, height };
}

function lower(picture: HTMLImageElement, by: number): void {
  const height = Number.parseFloat(picture.style.height);
  const scale = (height - by) / height;
  picture.style.width = `${Number.parseFloat(picture.style.width) * scale}px`;
  picture.style.height = `${height - by}px`;
}
