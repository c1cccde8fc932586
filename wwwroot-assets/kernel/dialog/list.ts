// Parts of lists beside the text.
import { type Word, word } from "../words";
import { button } from "./modal";

/**
 * Makes `elements` the children of a list. What stands in its place already is not touched: it keeps the focus, and what is being
 * composed in it.
 */
export function arrange(list: Element, elements: readonly Element[]): void {
  const wanted = new Set(elements);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  elements.forEach((element, i) => {
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
  });
}

/** A button to the next one of something, or the previous. */
export function step(name: Word, sign: string, keys: string, pressed: () => void): HTMLButtonElement {
  const element = button(sign, pressed, "button button-small");
  element.title = `${word(name)} ${keys}`;
  element.setAttribute("aria-label", word(name));
  return element;
}

/** A moment, as short as it can be said. */
export function moment(at: string): HTMLTimeElement {
  const element = document.createElement("time"),
    date = new Date(at),
    language = document.documentElement.lang || undefined;
  element.dateTime = at;
  element.textContent = date.toLocaleString(language, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  element.title = date.toLocaleString(language);
  return element;
}
