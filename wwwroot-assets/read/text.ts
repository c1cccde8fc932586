// A page's text as one string, and back to its places.
import { wall } from "./find";

const blocks = "P, LI, TD, TH, CAPTION, FIGCAPTION, FIGURE, TABLE, SECTION, PRE, BLOCKQUOTE, H1, H2, H3, H4, H5, H6, HEADER, DIV";
const notText = ".closes, .read-open, .footnote-back";

export class PageText {
  readonly text: string;
  private readonly nodes: { readonly node: Text; readonly from: number }[] = [];

  constructor(root: Element) {
    let text = "";
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, node =>
      node instanceof Element && node.matches(notText) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    let last: Element | null = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!(node instanceof Text)) continue;
      const block = node.parentElement!.closest(blocks);
      if (block !== last) text += wall;
      last = block;
      this.nodes.push({ node, from: text.length });
      text += node.data;
    }
    this.text = text;
  }

  range(from: number, to: number): Range {
    const range = document.createRange();
    const [first, last] = [this.at(from), this.at(to - 1)];
    range.setStart(first.node, from - first.from);
    range.setEnd(last.node, to - last.from);
    return range;
  }

  private at(place: number): { readonly node: Text; readonly from: number } {
    let [from, to] = [0, this.nodes.length];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (this.nodes[middle]!.from <= place) from = middle;
      else to = middle;
    }
    return this.nodes[from]!;
  }
}
