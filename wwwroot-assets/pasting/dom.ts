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

/** The same content under another name. */
export function renamed(element: Element, name: string): Element {
  const other = element.ownerDocument.createElement(name);
  while (element.firstChild) other.appendChild(element.firstChild);
  element.parentNode!.replaceChild(other, element);
  return other;
}

export function nextElement(element: Element): Element | null {
  let next = element.nextSibling;
  while (next && (next.nodeType !== 1 || (textOf(next) === "" && !(next as Element).querySelector("img,table")))) {
    if (next.nodeType === 3 && textOf(next) !== "") return null;
    if (next.nodeType === 1 && /^(IMG|TABLE|HR)$/.test(next.nodeName)) break;
    next = next.nextSibling;
  }
  return next as Element | null;
}

export function previousElement(element: Element): Element | null {
  let previous = element.previousSibling;
  while (previous && (previous.nodeType !== 1 || (textOf(previous) === "" && !(previous as Element).querySelector("img,table")))) {
    if (previous.nodeType === 3 && textOf(previous) !== "") return null;
    if (previous.nodeType === 1 && /^(IMG|TABLE|HR)$/.test(previous.nodeName)) break;
    previous = previous.previousSibling;
  }
  return previous as Element | null;
}
