// Headings, captions, tables and pictures of a copied page, each in the form that the report knows.
import { tableOf } from "../editor/paste/table";
import { nextElement, previousElement, renamed, styleOf, textOf, unwrap, within } from "./dom";
import { captionIn, looksLikeHeading, runsIn, typedNumber } from "./numbers";
import { escaped } from "./markdown";
import { gridOf } from "./tables";

/** Stands in the text where a block stands that is Markdown already, until the rest is. */
export class Places {
  private readonly blocks: string[] = [];

  put(element: Element, markdown: string): void {
    const document = element.ownerDocument,
      place = document.createElement("p");
    place.appendChild(document.createTextNode(`\ufdd2${this.blocks.length}\ufdd3`));
    this.blocks.push(markdown);
    element.parentNode!.replaceChild(place, element);
  }

  fill(text: string): string {
    return text.replace(/\ufdd2(\d+)\ufdd3/g, (_, at: string) => this.blocks[Number(at)]!);
  }
}

export interface Picture {
  /** Stands where its line will. */
  mark: string;
  /** A data address, or what the clipboard says of it; '' where nothing came along. */
  source: string;
  caption: string;
  alternative: string;
}

/** Typed numbers before headings go, and short paragraphs that are counted through are headings. */
export function readHeadings(root: Element): string[] {
  const gone: string[] = [];
  const headings = within(root, "h1,h2,h3,h4,h5,h6");
  for (const mark of headings.flatMap(heading => within(heading, "b,strong,i,em,u"))) unwrap(mark);
  const paragraphs = within(root, "p,div").filter(
    element => isAlone(element) && looksLikeHeading(textOf(element)) && typedNumber(textOf(element)),
  );
  // Where there are headings, Word's own say which paragraphs are headings; digits alone begin items of a list, too.
  const counted = headings.length > 0 ? [] : paragraphs.filter(element => typedNumber(textOf(element))!.kind !== "digit");
  const runs = runsIn([...headings, ...counted].map(textOf));
  for (const heading of headings) strip(heading, runs, gone);
  for (const paragraph of counted) {
    const { kind, level } = typedNumber(textOf(paragraph))!;
    if (!runs.has(kind)) continue;
    for (const mark of within(paragraph, "b,strong,i,em,u")) unwrap(mark);
    strip(renamed(paragraph, `h${level}`), runs, gone);
  }
  return gone;
}

const isAlone = (element: Element): boolean =>
  within(element, "p,div,table,li,br,img").length === 0 && !/^(LI|TD|TH)$/.test(element.parentNode?.nodeName ?? "");

function strip(heading: Element, runs: ReadonlySet<string>, gone: string[]): void {
  const words = textOf(heading),
    found = typedNumber(words);
  if (!found || !runs.has(found.kind)) return;
  gone.push(found.sign);
  heading.textContent = words.slice(found.sign.length).trim();
}

/** Each table becomes Markdown with its caption; one that only places the page gives its cells as paragraphs. */
export function readTables(root: Element, places: Places, said: Set<string>, gone: string[]): void {
  for (let tables = innermost(root); tables.length > 0; tables = innermost(root))
    for (const table of tables) {
      // One that holds another only places the page.
      const grid = (table.textContent ?? "").includes("\ufdd2") ? null : gridOf(table);
      if (!grid) takeApart(table);
      else {
        if (grid.wasMerged) said.add("merged");
        if (within(table, "img").length > 0) said.add("picture-in-table");
        const caption = grid.title || takeCaption(table, "表", gone);
        places.put(table, tableOf(grid.rows.map(row => row.map(escaped))) + (caption ? `\n: ${escaped(caption)}` : ""));
      }
    }
}

const innermost = (root: Element): Element[] => within(root, "table").filter(table => within(table, "table").length === 0);

function takeApart(table: Element): void {
  for (const cell of within(table, "td,th,caption")) renamed(cell, "div");
  for (const part of within(table, "tr,tbody,thead,tfoot,colgroup,col")) unwrap(part);
  unwrap(table);
}

/** The paragraph above or below that is the caption of this table or picture. */
function takeCaption(element: Element, kind: "图" | "表", gone: string[]): string {
  const own = element.querySelector("caption");
  const above = previousElement(element),
    below = nextElement(element);
  for (const beside of kind === "表" ? [own, above, below] : [below, above]) {
    const words = beside ? textOf(beside) : "",
      caption = captionIn(words, kind);
    if (!beside || caption === null) continue;
    gone.push(words.slice(0, words.length - caption.length));
    beside.remove();
    return caption;
  }
  return own ? textOf(own) : "";
}

/** Pictures stand in paragraphs of their own, as figures do. Spacers and an emoji of a chat are none. */
export function readPictures(root: Element, places: Places, gone: string[]): Picture[] {
  const pictures: Picture[] = [];
  for (const image of within(root, "img")) {
    const alternative = (image.getAttribute("alt") ?? "").trim();
    if (isSmall(image)) {
      image.parentNode!.replaceChild(image.ownerDocument.createTextNode(alternative.length <= 8 ? alternative : ""), image);
      continue;
    }
    const place = lift(image);
    const caption = takeCaption(place, "图", gone);
    const mark = `\ufdd4${pictures.length}\ufdd5`;
    pictures.push({ mark, source: image.getAttribute("src") ?? "", caption, alternative: isNamed(alternative) ? alternative : "" });
    places.put(place, mark);
  }
  return pictures;
}

const isNamed = (alternative: string): boolean => !/\.(png|jpe?g|gif|webp)$|^(图片|图像|image|img)\s*\d*$/i.test(alternative);

const isSmall = (image: Element): boolean => {
  const size = (name: string) => Number.parseFloat(image.getAttribute(name) || styleOf(image, name) || "100");
  return Math.max(size("width"), size("height")) <= 32;
};

/** Out of the paragraph in which it stands, before it; alone in it, in its place. */
function lift(image: Element): Element {
  let outer: Element = image;
  while (outer.parentElement && !/^(BODY|DIV|TD|TH|LI|SECTION|BLOCKQUOTE)$/.test(outer.parentElement.nodeName)) outer = outer.parentElement;
  if (outer === image) return image;
  const place = image.ownerDocument.createElement("p");
  if (textOf(outer) === "" && within(outer, "img").length === 1) {
    outer.parentNode!.replaceChild(place, outer);
    return place;
  }
  outer.parentNode!.insertBefore(place, outer);
  image.remove();
  return place;
}
