// Marks within words: hidden, but for those of what the selection touches. References are chips with the number of what they name.
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Range, SelectionRange } from "@codemirror/state";
import { Decoration, type EditorView, WidgetType } from "@codemirror/view";
import type { SyntaxNodeRef } from "@lezer/common";
import { word } from "../kernel/words";
import { referencesIn } from "../editor/reading/lines";

/** What the number of an id is: null where nothing has it, "" before anybody has said. */
export type NumberOf = (id: string) => string | null;

const hidden = Decoration.replace({});
const footnoteMark = /\[\^([^\]\s]+)\](?!:)/g;
const lineBreak = /<br\s*\/?>/gi;
const constructs = new Set(["StrongEmphasis", "Emphasis", "Strikethrough", "InlineCode", "Link", "Escape", "Autolink"]);
const marks = new Set(["EmphasisMark", "StrikethroughMark", "CodeMark"]);

export class Chip extends WidgetType {
  constructor(
    private readonly id: string,
    private readonly number: string | null,
  ) {
    super();
  }
  override eq(other: Chip): boolean {
    return other.id === this.id && other.number === this.number;
  }
  override toDOM(view: EditorView): HTMLElement {
    const chip = view.dom.ownerDocument.createElement("span");
    chip.className = this.number === null ? "visual-reference is-dead" : "visual-reference";
    chip.dataset.testid = "visual-reference";
    chip.dataset.number = this.number ?? "";
    chip.textContent = this.number || `@${this.id}`;
    if (this.number === null) chip.title = word("visual-reference-dead", { id: this.id });
    return chip;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}

class LineBreak extends WidgetType {
  override eq(): boolean {
    return true;
  }
  override toDOM(view: EditorView): HTMLElement {
    return view.dom.ownerDocument.createElement("br");
  }
}

class FootnoteSign extends WidgetType {
  constructor(private readonly id: string) {
    super();
  }
  override eq(other: FootnoteSign): boolean {
    return other.id === this.id;
  }
  override toDOM(view: EditorView): HTMLElement {
    const sign = view.dom.ownerDocument.createElement("sup");
    sign.className = "visual-footnote-sign";
    sign.textContent = this.id;
    return sign;
  }
}

const touches = (ranges: readonly SelectionRange[], from: number, to: number): boolean => ranges.some(r => r.from <= to && r.to >= from);

/** Of a stretch of the text. `revealing`: the selections whose constructs show their marks. */
export function inlineMarks(state: EditorState, from: number, to: number, revealing: readonly SelectionRange[]): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  syntaxTree(state).iterate({
    from,
    to,
    enter: node => {
      if (node.name === "FencedCode" || node.name === "CodeBlock" || node.name === "FrontMatter") return false;
      if (!constructs.has(node.name) || state.doc.lineAt(node.from).to < node.to) return undefined;
      if (!touches(revealing, node.from, node.to)) hide(state, node, found);
      return undefined;
    },
  });
  return found;
}

function hide(state: EditorState, node: SyntaxNodeRef, found: Range<Decoration>[]): void {
  const put = (from: number, to: number) => {
    if (from < to) found.push(hidden.range(from, to));
  };
  if (node.name === "Escape") return put(node.from, node.from + 1);
  if (node.name === "Autolink") {
    put(node.from, node.from + 1);
    return put(node.to - 1, node.to);
  }
  if (node.name === "Link") return hideAddress(state, node, put);
  for (let child = node.node.firstChild; child; child = child.nextSibling) if (marks.has(child.name)) put(child.from, child.to);
}

/** `[words](address)` shows its words; a footnote's sign and a mere pair of brackets are no links. */
function hideAddress(state: EditorState, node: SyntaxNodeRef, put: (from: number, to: number) => void): void {
  if (!node.node.getChild("URL") || state.sliceDoc(node.from, node.from + 2) === "[^") return;
  const [open, close] = node.node.getChildren("LinkMark");
  if (!open || !close || close.from === open.to) return;
  put(open.from, open.to);
  put(close.from, node.to);
}

/** Signs of a line that no syntax tree knows: references, and footnotes. */
export function signsIn(
  line: { readonly from: number; readonly text: string },
  revealing: readonly SelectionRange[],
  numberOf: NumberOf,
): Range<Decoration>[] {
  const { from, text } = line,
    found: Range<Decoration>[] = [];
  for (const reference of referencesIn(text))
    found.push(
      Decoration.replace({ widget: new Chip(reference.id, numberOf(reference.id)) }).range(from + reference.from, from + reference.to),
    );
  if (text.includes("[^"))
    for (const { index, 0: sign, 1: id } of text.matchAll(footnoteMark))
      if (!touches(revealing, from + index, from + index + sign.length))
        found.push(Decoration.replace({ widget: new FootnoteSign(id!) }).range(from + index, from + index + sign.length));
  return found;
}

/** Lines within a cell of a table. */
export function lineBreaksIn({ from, text }: { readonly from: number; readonly text: string }): Range<Decoration>[] {
  if (!/<br/i.test(text)) return [];
  return [...text.matchAll(lineBreak)].map(({ index, 0: sign }) =>
    Decoration.replace({ widget: new LineBreak() }).range(from + index, from + index + sign.length),
  );
}
