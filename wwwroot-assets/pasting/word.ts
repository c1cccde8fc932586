// Word's paragraphs that only look like headings, items and notes become those. A list of Word's is paragraphs, each with its level in its
// style and the sign before it between '[if !supportLists]' and '[endif]', which are comments to a browser.
import { nodesIn, renamed, styleOf, textOf, within } from "./dom";

const level = /\blevel(\d)/;
const written = /^(?:[（(][一二三四五六七八九十百]{1,4}[)）]|[一二三四五六七八九十百]{1,4}[、.．])$/;
/** A letter alone is a sign of a font of signs. */
const counted = /^[（(]?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)．）、]$|^\d{1,3}$|^[\u2460-\u2473]$/;

/** What Word counted or drew before headings and items, which are counted anew. */
export function readWord(root: Element): string[] {
  const gone: string[] = [];
  headings(root, gone);
  lists(root, gone);
  return gone;
}

function headings(root: Element, gone: string[]): void {
  for (const paragraph of within(root, "p")) {
    const own = paragraph.getAttribute("class") ?? "";
    const named = /^(?:Mso)?Heading\s?([1-9])$/i.exec(own)?.[1] ?? (/^MsoTitle$/i.test(own) ? "1" : undefined);
    const outline = /^[1-9]$/.exec(styleOf(paragraph, "mso-outline-level"))?.[0];
    const depth = Number(named ?? outline ?? 0);
    if (depth > 0 && textOf(paragraph) !== "" && !isItem(paragraph, outline !== undefined && !named)) {
      gone.push(takeSign(paragraph));
      renamed(paragraph, `h${Math.min(6, depth)}`);
    }
  }
  for (const heading of within(root, "h1,h2,h3,h4,h5,h6")) gone.push(takeSign(heading));
}

/** An item may have an outline level of its own, and is an item all the same; a heading has its class. */
const isItem = (paragraph: Element, isOutlined: boolean): boolean =>
  isOutlined && styleOf(paragraph, "mso-list") !== "" && textOf(paragraph).length > 40;

/** What Word counts or draws before the words, taken out of them. */
function takeSign(paragraph: Element): string {
  let sign = "";
  for (const ignored of within(paragraph, "span").filter(span => styleOf(span, "mso-list") === "ignore")) {
    sign += ignored.textContent ?? "";
    ignored.remove();
  }
  return (sign + between(paragraph)).replace(/[\s\u00a0]+/g, "");
}

function between(paragraph: Element): string {
  const nodes = [...nodesIn(paragraph)],
    open = nodes.findIndex(node => node.nodeType === 8 && /\[if !supportLists\]/.test(node.nodeValue ?? "")),
    close = nodes.findIndex((node, at) => at > open && node.nodeType === 8 && /\[endif\]/.test(node.nodeValue ?? ""));
  if (open < 0 || close < 0) return "";
  const signs = nodes.slice(open + 1, close).filter(node => node.nodeType === 3);
  const sign = signs.map(node => node.nodeValue ?? "").join("");
  for (const node of signs) node.parentNode!.removeChild(node);
  return sign;
}

interface Open {
  level: number;
  list: Element;
}

function lists(root: Element, gone: string[]): void {
  const open: Open[] = [];
  let last: Element | null = null;
  for (const paragraph of within(root, "p,div").filter(isListed)) {
    const depth = Number(level.exec(styleOf(paragraph, "mso-list"))?.[1] ?? 1),
      sign = takeSign(paragraph);
    if (last === null || !follows(last, paragraph)) open.length = 0;
    if (written.test(sign)) {
      // Counted in Chinese: the report prints it as it was typed.
      paragraph.insertBefore(paragraph.ownerDocument.createTextNode(sign), paragraph.firstChild);
      paragraph.removeAttribute("style");
      open.length = 0;
      last = null;
      continue;
    }
    gone.push(sign);
    last = place(paragraph, depth, counted.test(sign), open);
  }
}

const isListed = (element: Element): boolean => {
  const style = styleOf(element, "mso-list");
  return style !== "" && style !== "ignore" && level.test(style);
};

/** Nothing but blanks between the list that is open and the next item. */
function follows(last: Element, paragraph: Element): boolean {
  let node: Node | null = paragraph.previousSibling;
  while (node && node !== last && textOf(node) === "" && !(node.nodeType === 1 && /^(TABLE|IMG)$/.test(node.nodeName)))
    node = node.previousSibling;
  return node === last;
}

/** Puts an item into its list, and returns the outermost list. */
function place(paragraph: Element, depth: number, isCounted: boolean, open: Open[]): Element {
  while (open.length > 0 && open[open.length - 1]!.level > depth) open.pop();
  const document = paragraph.ownerDocument;
  const kind = isCounted ? "OL" : "UL";
  let here = open[open.length - 1];
  if (here?.level === depth && here.list.nodeName !== kind && open.length === 1) {
    open.length = 0;
    here = undefined;
  }
  if (here === undefined || here.level < depth) {
    const list = document.createElement(kind);
    const under = here?.list.lastElementChild;
    if (under) under.appendChild(list);
    else paragraph.parentNode!.insertBefore(list, paragraph);
    open.push((here = { level: depth, list }));
  }
  const item = document.createElement("li");
  while (paragraph.firstChild) item.appendChild(paragraph.firstChild);
  here.list.appendChild(item);
  paragraph.remove();
  return open[0]!.list;
}
