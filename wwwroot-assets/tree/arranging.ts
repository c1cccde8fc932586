// Those who put a report in order do it beside the text, too: with the mouse, and with Alt and the arrow keys. The server moves the text,
// if the order is still the one that was before their eyes, and everybody sees it.
import { word } from "../kernel/words";
import type { Protection } from "../review/about";

interface Refused {
  code: string;
  sentence: string;
  protection?: Protection | null;
}
/** `index`: how many texts of the part stand before it afterwards. */
interface Aim {
  part: string;
  index: number;
}

const parts = ["Front", "Body", "Annex"];
const movable = "li[data-path]:not([data-card])";

export class Arranging {
  private dragged: HTMLElement | null = null;
  private isBusy = false;

  constructor(
    private readonly nav: HTMLElement,
    private readonly slug: string,
    private readonly say: (sentence: string) => void,
    /** Tells whose signatures would end; true: he goes on. */
    private readonly goesOn: (protection: Protection) => Promise<boolean>,
    signal: AbortSignal,
  ) {
    const on = <Name extends keyof HTMLElementEventMap>(name: Name, then: (event: HTMLElementEventMap[Name]) => void) =>
      nav.addEventListener(name, then, { signal });
    on("keydown", event => this.key(event));
    on("dragstart", event => this.begin(event));
    on("dragover", event => this.over(event));
    on("dragleave", () => this.mark(null));
    on("dragend", () => this.end());
    on("drop", event => this.drop(event));
  }

  private key(event: KeyboardEvent): void {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0,
      row = (event.target as Element).closest<HTMLElement>(movable);
    if (!by || !event.altKey || !row) return;
    event.preventDefault();
    event.stopPropagation();
    const aim = this.step(row, by);
    if (aim) void this.move(row, aim);
  }

  /** Within the part, and over its edge into the next one. */
  private step(row: HTMLElement, by: 1 | -1): Aim | null {
    const part = partOf(row),
      texts = this.texts(part),
      index = texts.indexOf(row) + by;
    if (index >= 0 && index < texts.length) return { part, index };
    const next = parts[parts.indexOf(part) + by];
    return next ? { part: next, index: by > 0 ? 0 : this.texts(next).length } : null;
  }

  private begin(event: DragEvent): void {
    const row = (event.target as Element).closest<HTMLElement>("li[data-path]");
    if (!row?.matches(movable) || !event.dataTransfer) return event.preventDefault();
    this.dragged = row;
    event.dataTransfer.effectAllowed = "move";
    row.classList.add("is-dragged");
  }

  private over(event: DragEvent): void {
    const { dragged } = this,
      row = this.rowUnder(event);
    if (!dragged || !row) return this.mark(null);
    event.preventDefault();
    this.mark(row === dragged ? null : row, event.clientY);
  }

  /** A case card stands in the section above it: what is dropped there goes behind both. */
  private rowUnder(event: DragEvent): HTMLElement | null {
    let row = (event.target as Element).closest<HTMLElement>("li[data-path]");
    while (row?.matches("[data-inside]")) row = row.previousElementSibling as HTMLElement | null;
    return row?.matches(movable) ? row : null;
  }

  private drop(event: DragEvent): void {
    const { dragged } = this,
      row = this.rowUnder(event);
    event.preventDefault();
    const isBelow = row?.dataset.drop === "below";
    this.end();
    if (!dragged || !row || row === dragged) return;
    const part = partOf(row),
      others = this.texts(part).filter(one => one !== dragged),
      index = others.indexOf(row) + (isBelow ? 1 : 0);
    if (part !== partOf(dragged) || index !== this.texts(part).indexOf(dragged)) void this.move(dragged, { part, index });
  }

  private end(): void {
    this.dragged?.classList.remove("is-dragged");
    this.dragged = null;
    this.mark(null);
  }

  private mark(row: HTMLElement | null, y = 0): void {
    for (const marked of this.nav.querySelectorAll<HTMLElement>("[data-drop]")) if (marked !== row) delete marked.dataset.drop;
    if (!row) return;
    const { top, height } = row.querySelector("a")!.getBoundingClientRect();
    row.dataset.drop = y > top + height / 2 ? "below" : "above";
  }

  private texts(part: string): HTMLElement[] {
    return [...this.nav.querySelectorAll<HTMLElement>(`ul[data-part="${part}"] > ${movable}`)];
  }

  private async move(row: HTMLElement, aim: Aim, agreed = false): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    const refused = await this.ask(row, aim, agreed);
    this.isBusy = false;
    if (!refused) return this.say(word("tree-moved", { title: row.querySelector("bdi")?.textContent ?? "" }));
    if (!refused.protection) return this.say(refused.sentence);
    if (await this.goesOn(refused.protection)) await this.move(row, aim, true);
  }

  private async ask(row: HTMLElement, { part, index }: Aim, agreed: boolean): Promise<Refused | null> {
    try {
      const answer = await fetch(`/reports/${encodeURIComponent(this.slug)}/arrange`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ order: this.nav.dataset.order, path: row.dataset.path, part, index, agreed }),
        redirect: "error",
      });
      return answer.ok ? null : ((await answer.json()) as Refused);
    } catch {
      return { code: "offline", sentence: word("tree-not-moved") };
    }
  }
}

const partOf = (row: HTMLElement): string => row.closest<HTMLElement>("[data-part]")!.dataset.part!;
