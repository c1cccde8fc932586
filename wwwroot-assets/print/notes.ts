// Footnotes stand at the foot of the page on which they are first named.

/** Of a page's height: a longer note stays at the end of its file, where it can be broken. */
const longest = 0.3;

export interface Mark {
  readonly item: HTMLElement;
  readonly box: DOMRect;
}

export class Notes {
  private readonly items = new Map<string, { item: HTMLElement; height: number }>();
  private readonly seen = new Set<string>();

  /** Takes all notes that are short enough out of the files; what is laid out then no longer has them. */
  take(root: Element, measured: Element, pageHeight: number): void {
    for (const list of root.querySelectorAll<HTMLElement>("section > ol.footnotes")) {
      const items = [...list.children] as HTMLElement[];
      const heights = items.map(item => item.getBoundingClientRect().height);
      items.forEach((item, at) => {
        if (heights[at]! > pageHeight * longest) return;
        this.items.set(item.id, { item, height: heights[at]! });
      });
    }
    for (const { item } of this.items.values()) measured.append(item);
    for (const list of root.querySelectorAll("section > ol.footnotes")) if (list.children.length === 0) list.remove();
  }

  /** The marks of notes that no mark has named yet. */
  marksIn(element: Element): readonly Mark[] {
    const marks: Mark[] = [];
    for (const link of element.querySelectorAll<HTMLAnchorElement>("sup.footnote a")) {
      const id = decodeURIComponent(link.hash.slice(1));
      const note = this.items.get(id);
      if (!note || this.seen.has(id)) continue;
      this.seen.add(id);
      marks.push({ item: note.item, box: link.getBoundingClientRect() });
    }
    return marks;
  }

  firstSeenIn = (element: Element): readonly HTMLElement[] => this.marksIn(element).map(mark => mark.item);

  heightOf = (items: readonly HTMLElement[]): number => items.reduce((total, item) => total + this.items.get(item.id)!.height, 0);
}
