// A small window below a button. It closes with Escape, a press elsewhere, or when the focus leaves it.
import { giveFocus } from "../../kernel/focus";

export interface Popover {
  element: HTMLElement;
  close(): void;
}

export function openPopover(
  button: HTMLElement,
  label: string,
  fill: (element: HTMLElement, close: () => void) => void,
  closed: () => void = () => {},
): Popover {
  const element = document.createElement("div"),
    ending = new AbortController(),
    before = document.activeElement;
  element.className = "popover";
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", label);
  const close = (giveBack = false) => {
    if (ending.signal.aborted) return;
    ending.abort();
    element.remove();
    button.setAttribute("aria-expanded", "false");
    // in the text, where it was opened by a key or with the mouse
    if (giveBack) giveFocus(before instanceof HTMLElement && before !== document.body ? before : button);
    closed();
  };
  fill(element, () => close());
  button.setAttribute("aria-expanded", "true");
  (button.closest("#editor-page") ?? document.body).append(element);
  place(element, button);
  const on = (target: EventTarget, event: string, then: (event: Event) => void) =>
    target.addEventListener(event, then, { signal: ending.signal, capture: true });
  on(document, "pointerdown", event => {
    if (!element.contains(event.target as Node) && !button.contains(event.target as Node)) close();
  });
  on(document, "keydown", event => {
    if ((event as KeyboardEvent).key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close(true);
  });
  on(element, "focusout", event => {
    const next = (event as FocusEvent).relatedTarget as Node | null;
    if (next && !element.contains(next) && next !== button) close();
  });
  on(window, "resize", () => close());
  element.querySelector<HTMLElement>('[autofocus], button, input, [tabindex="0"]')?.focus();
  return { element, close: () => close() };
}

function place(element: HTMLElement, button: HTMLElement): void {
  const edge = 8,
    below = button.getBoundingClientRect(),
    { width } = element.getBoundingClientRect();
  element.style.left = `${Math.max(edge, Math.min(below.left, window.innerWidth - width - edge))}px`;
  element.style.top = `${below.bottom + 4}px`;
  element.style.maxHeight = `${window.innerHeight - below.bottom - 4 - edge}px`;
}
