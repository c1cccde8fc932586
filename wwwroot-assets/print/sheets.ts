// The pages themselves.

export interface SheetWords {
  /** The class of what stands on it: a chapter, the lists. */
  readonly kind: string;
  /** The running head; empty where there is none. */
  readonly head: string;
  /** The number at its foot; empty where there is none. */
  readonly foot: string;
  /** Odd pages have their number on the right. */
  readonly isOdd: boolean;
}

const part = (name: string, text = "") => {
  const element = document.createElement("div");
  element.className = name;
  element.textContent = text;
  return element;
};

export function sheet(words: SheetWords, content: Node, notes: readonly HTMLElement[]): HTMLElement {
  const page = part(`sheet ${words.isOdd ? "odd" : "even"}`);
  const body = part("sheet-body");
  const text = part(`text ${words.kind}`);
  text.append(content);
  body.append(text);
  if (notes.length > 0) {
    const list = document.createElement("ol");
    list.className = "footnotes";
    list.append(...notes);
    body.append(list);
  }
  if (words.head) {
    const head = part("sheet-head", words.head);
    head.setAttribute("aria-hidden", "true");
    page.append(head);
  }
  page.append(body);
  if (words.foot) page.append(part("sheet-foot", words.foot));
  return page;
}
