// From what stands in one long column to pieces that are never torn.
import type { Frame, Piece } from "./breaks";
import { type LineBox, lineAt, linesOf, startOfLine, type Place } from "./lines";
import { columnWidths, type TableShape } from "./tables";
import type { Notes } from "./notes";

/** A piece, and how the page before it is cut off. */
export interface Placed extends Piece {
  top: number;
  bottom: number;
  keeps: boolean;
  frames: Frame[];
  notes: number;
  slack: number;
  noteItems: readonly HTMLElement[];
  /** What the page before ends in front of; a line has a place in its text instead. */
  before: Element;
  line?: { element: Element; lines: LineBox; index: number };
  picture?: HTMLImageElement;
}

/** Parts of a page's height up to which something is kept on one page. */
const keptTable = 0.3;
const keptCard = 0.25;
/** A picture may give way by so much of its height, rather than leave the rest of a page empty. */
const yielding = 0.25;

export const cutBefore = (piece: Placed): Place =>
  piece.line && piece.line.index > 0 ? startOfLine(piece.line.element, piece.line.lines, piece.line.index) : { before: piece.before };

export class Pieces {
  readonly all: Placed[] = [];
  readonly tables = new Map<Element, TableShape>();

  constructor(
    private readonly height: number,
    private readonly notes: Notes,
  ) {}

  /** Everything inside an element, in its order. */
  inside(element: Element, frames: Frame[]): void {
    for (const child of element.children) this.add(child, frames);
  }

  private add(element: Element, frames: Frame[]): void {
    switch (element.tagName) {
      case "TABLE":
        return this.table(element as HTMLTableElement, frames);
      case "FIGURE":
        return this.figure(element, frames);
      case "UL":
      case "OL":
      case "BLOCKQUOTE":
      case "SECTION":
      case "NAV":
      case "DIV":
        return this.framed(element, frames);
      case "LI":
        return [...element.children].some(isBlock) ? this.framed(element, frames) : this.lines(element, frames);
      default:
        return this.lines(element, frames);
    }
  }

  private framed(element: Element, frames: Frame[]): void {
    const style = getComputedStyle(element);
    const pixels = (value: string) => Number.parseFloat(value) || 0;
    const frame: Frame = {
      head: pixels(style.paddingTop) + pixels(style.borderTopWidth),
      foot: pixels(style.paddingBottom) + pixels(style.borderBottomWidth),
    };
    const from = this.all.length;
    this.inside(element, [...frames, frame]);
    this.enclose(element, from);
    const own = this.all.slice(from);
    if (element.matches(".case") && this.isLowerThan(own, keptCard)) for (const piece of own.slice(0, -1)) piece.keeps = true;
  }

  private isLowerThan(pieces: readonly Placed[], part: number): boolean {
    return pieces.length > 0 && pieces.at(-1)!.bottom - pieces[0]!.top <= this.height * part;
  }

  /** The first piece of an element begins with it, the last one ends with it; nothing is left of it on the page before. */
  private enclose(element: Element, from: number): void {
    const [first, last] = [this.all[from], this.all.at(-1)];
    if (!first || !last || from >= this.all.length) return;
    const box = element.getBoundingClientRect();
    first.top = Math.min(first.top, box.top);
    last.bottom = Math.max(last.bottom, box.bottom);
    first.before = element;
  }

  private whole(element: Element, frames: Frame[], keeps = false): Placed {
    const box = element.getBoundingClientRect();
    const noteItems = this.notes.firstSeenIn(element);
    const piece: Placed = {
      top: box.top,
      bottom: box.bottom,
      frames,
      keeps,
      notes: this.notes.heightOf(noteItems),
      noteItems,
      slack: 0,
      before: element,
    };
    this.all.push(piece);
    return piece;
  }

  /** Never one line alone at the foot or the head of a page, and no heading at its foot. */
  private lines(element: Element, frames: Frame[], keepsAll = false): void {
    const keeps = keepsAll || /^H[1-6]$/.test(element.tagName) || element.matches(".case-title");
    const lines = linesOf(element, getComputedStyle(element), element.getBoundingClientRect());
    if (!lines) {
      this.whole(element, frames, keeps);
      return;
    }
    const marks = this.notes.marksIn(element).map(mark => ({ ...mark, line: lineAt(lines, mark.box) }));
    const [from, isShort] = [this.all.length, lines.count * lines.height < this.height / 2];
    for (let index = 0; index < lines.count; index++) {
      const noteItems = marks.filter(mark => mark.line === index).map(mark => mark.item);
      const top = lines.top + index * lines.height;
      this.all.push({
        top,
        bottom: top + lines.height,
        frames,
        keeps: (keeps && (isShort || index + 1 === lines.count)) || index === 0 || index === lines.count - 2,
        notes: this.notes.heightOf(noteItems),
        noteItems,
        slack: 0,
        before: element,
        line: { element, lines, index },
      });
    }
    this.all.at(-1)!.keeps = keeps;
    this.enclose(element, from);
  }

  /** The picture and its caption are one, unless the caption is as long as a page. */
  private figure(element: Element, frames: Frame[]): void {
    const picture = element.querySelector("img") ?? undefined;
    if (element.getBoundingClientRect().height <= this.height) {
      const piece = this.whole(element, frames);
      if (picture) piece.slack = picture.getBoundingClientRect().height * yielding;
      if (picture) piece.picture = picture;
      return;
    }
    const from = this.all.length;
    for (const child of element.children) this.lines(child, frames);
    this.enclose(element, from);
    if (this.all.length > from + 1) this.all[from]!.keeps = true;
  }

  private table(table: HTMLTableElement, frames: Frame[]): void {
    const from = this.all.length;
    const head = table.tHead?.getBoundingClientRect().height ?? 0;
    const isRepeated = head <= this.height / 3;
    this.tables.set(table, { widths: columnWidths(table), isRepeated });
    const frame: Frame = { head: (isRepeated ? head : 0) + continuedCaption(table), foot: 1 };
    const inner = [...frames, frame];
    if (table.caption) this.lines(table.caption, inner, true);
    for (const row of table.tHead?.rows ?? []) this.whole(row, inner, true);
    const body = this.all.length;
    for (const row of table.tBodies[0]?.rows ?? []) this.whole(row, inner);
    this.enclose(table, from);
    const rows = this.all.slice(body);
    if (!isRepeated) return;
    const isKept = this.isLowerThan(this.all.slice(from), keptTable);
    rows.forEach((row, at) => {
      row.keeps = at < rows.length - 1 && (isKept || at === 0 || at === rows.length - 2);
    });
  }
}

/** The line above a table that goes on: it is as high as one line of a caption. */
const continuedCaption = (table: HTMLTableElement) => {
  const style = getComputedStyle(table.caption ?? table);
  return table.caption
    ? Number.parseFloat(style.lineHeight) + Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom)
    : 0;
};

const isBlock = (element: Element) => /^(?:P|UL|OL|TABLE|FIGURE|BLOCKQUOTE|PRE|HR|H[1-6]|DIV)$/.test(element.tagName);
