// The field that finds words in the report: how often they stand in it, and from one to the next.
import { word } from "../kernel/words";
import { Searched } from "./find";
import { PageText } from "./text";

/** Browsers that can colour words without touching them; others select the one that is shown. */
interface Painter {
  set(name: string, highlight: unknown): void;
  delete(name: string): void;
}

const painter = (globalThis.CSS as unknown as { highlights?: Painter } | undefined)?.highlights;
const Highlight = (globalThis as unknown as { Highlight?: new (...ranges: Range[]) => unknown }).Highlight;

export class Finding {
  private readonly page: PageText;
  private readonly searched: Searched;
  private found: readonly Range[] = [];
  private shown = -1;

  constructor(
    private readonly text: HTMLElement,
    private readonly field: HTMLInputElement,
    private readonly count: HTMLElement,
  ) {
    this.page = new PageText(text);
    this.searched = new Searched(this.page.text);
  }

  /** What is gone to, if anything is. */
  get now(): Range | null {
    return this.found[this.shown] ?? null;
  }

  look(): void {
    this.found = this.searched.find(this.field.value).map(([from, to]) => this.page.range(from, to));
    this.shown = -1;
    this.paint();
  }

  go(step: 1 | -1): void {
    if (this.found.length === 0) return;
    this.shown = this.shown < 0 ? this.firstBelow(step) : (this.shown + step + this.found.length) % this.found.length;
    this.paint();
    this.show(this.found[this.shown]!);
  }

  clear(): void {
    this.field.value = "";
    this.look();
  }

  /** One begins where one reads. */
  private firstBelow(step: 1 | -1): number {
    const edge = this.text.ownerDocument.documentElement.clientHeight * 0.15;
    const below = this.found.findIndex(range => range.getBoundingClientRect().top >= edge);
    if (step === 1) return below < 0 ? 0 : below;
    return below <= 0 ? this.found.length - 1 : below - 1;
  }

  private paint(): void {
    const now = this.found[this.shown];
    if (painter && Highlight) {
      painter.set("found", new Highlight(...this.found));
      if (now) painter.set("found-now", new Highlight(now));
      else painter.delete("found-now");
    } else if (now) {
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(now);
    }
    const count = this.found.length;
    const place = this.shown + 1;
    this.count.textContent =
      this.field.value.trim() === ""
        ? ""
        : count === 0
          ? word("read-none")
          : place > 0
            ? word("read-place", { place, count })
            : word("read-count", { count });
    this.count.dataset["count"] = String(count);
    this.count.dataset["place"] = String(place);
  }

  private show(range: Range): void {
    const box = range.getBoundingClientRect();
    scrollTo({ top: scrollY + box.top - document.documentElement.clientHeight / 3 });
  }
}
