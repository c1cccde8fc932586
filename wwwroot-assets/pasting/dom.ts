// What all the clean-up of pasted pages needs of the DOM; nothing here depends on a window.
export const within = (root: Element, selector: string): Element[] => Array.from(root.querySelectorAll(selector));

/** A declaration of an element's own style, in small letters: '' where there is none. Word writes names that no browser keeps. */
export function styleOf(element: Element, name: string): string {
  const style = element.getAttribute("style") ?? "";
  const found = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*([^;]*)`, "i").exec(style);
  return found ? found[1]!.trim().toLowerCase() : "";
}

export const textOf = (node: Node): string => (node.textContent ?? "").replace(/[\s\u00a0]+/g, " ").trim();

export function unwrap(element: Element): void {
  while (element.firstChild) element.parentNode!.insertBefore(element.firstChild, element);
  element.remove();
}

export function* nodesIn(node: Node): Generator<Node> {
  for (let child = node.firstChild; child; child = child.nextSibling) {
    yield child;
    yield* nodesIn(child);
  }
}

/** The same content under another name. */
export function renamed(element: Element, name: string): Element {
  const other = element.ownerDocument.createElement(name);
  while (element.firstChild) other.appendChild(element.firstChild);
  element.parentNode!.replaceChild(other, element);
  return other;
}

export const nextElement = (element: Element): Element | null => beside(element, "nextSibling");
export const previousElement = (element: Element): Element | null => beside(element, "previousSibling");

/** Past what is empty, and no farther than words that stand in no element. */
function beside(element: Element, step: "nextSibling" | "previousSibling"): Element | null {
  for (let node = element[step]; node; node = node[step]) {
    if (node.nodeType === 3 && textOf(node) !== "") return null;
    if (node.nodeType === 1 && isShown(node as Element)) return node as Element;
  }
  return null;
}

const isShown = (element: Element): boolean =>
  textOf(element) !== "" || /^(IMG|TABLE|HR)$/.test(element.nodeName) || element.querySelector("img,table") != null;
