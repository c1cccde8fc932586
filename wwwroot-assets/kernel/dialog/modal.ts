// A window over the page that takes all keys until it is closed. It closes with Escape and its own buttons, never by a press beside it:
// what was filled in is not lost by a slip. (<dialog> is missing in browsers that offices still have.)
import { word } from "../words";

export interface Modal {
  element: HTMLElement;
  body: HTMLElement;
  foot: HTMLElement;
  close(): void;
}

/** `mayClose` is asked before Escape and the closing cross; `closed` is told once. */
export function openModal(
  title: string,
  { mayClose = () => true, closed = () => {} }: { mayClose?: () => boolean; closed?: () => void } = {},
): Modal {
  const ground = made("div", "modal-ground"),
    element = made("div", "modal"),
    head = made("div", "modal-head"),
    body = made("div", "modal-body"),
    foot = made("div", "modal-foot");
  const heading = made("h2", ""),
    cross = button("×", () => leave(), "modal-cross");
  heading.textContent = title;
  heading.id = "modal-title";
  cross.setAttribute("aria-label", word("close"));
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-modal", "true");
  element.setAttribute("aria-labelledby", heading.id);
  element.tabIndex = -1;
  head.append(heading, cross);
  element.append(head, body, foot);
  ground.append(element);
  const ending = new AbortController();
  const close = () => {
    if (ending.signal.aborted) return;
    ending.abort();
    ground.remove();
    closed();
  };
  const leave = () => {
    if (mayClose()) close();
  };
  document.addEventListener(
    "keydown",
    event => {
      if (event.key === "Escape" && !event.isComposing) leave();
      else if (event.key === "Tab") keepInside(element, event);
      else return;
      if (event.key === "Escape") event.preventDefault();
      event.stopPropagation();
    },
    { signal: ending.signal, capture: true },
  );
  document.addEventListener("page-patched", close, { signal: ending.signal });
  document.body.append(ground);
  element.focus();
  return { element, body, foot, close };
}

function keepInside(element: HTMLElement, event: KeyboardEvent): void {
  const stops = [...element.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary")].filter(
    stop => !(stop as HTMLButtonElement).disabled && stop.closest("[hidden]") === null && stop.getClientRects().length > 0,
  );
  const first = stops[0],
    last = stops[stops.length - 1],
    here = document.activeElement;
  if (!first || !last) return event.preventDefault();
  const to = !element.contains(here)
    ? first
    : event.shiftKey && (here === first || here === element)
      ? last
      : !event.shiftKey && here === last
        ? first
        : null;
  if (!to) return;
  event.preventDefault();
  to.focus();
}

export function made<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

export function button(label: string, pressed: () => void, className = "button"): HTMLButtonElement {
  const element = made("button", className, label);
  element.type = "button";
  element.onclick = pressed;
  return element;
}

/** A labelled field; the hint is read out with it. */
export function field<T extends HTMLInputElement | HTMLTextAreaElement>(label: string, input: T, hint = ""): HTMLElement {
  const holder = made("div", "field"),
    name = made("label", "", label);
  input.id ||= `field-${++fields}`;
  name.htmlFor = input.id;
  holder.append(name, input);
  if (hint) {
    const said = made("div", "hint", hint);
    said.id = `${input.id}-hint`;
    input.setAttribute("aria-describedby", said.id);
    holder.append(said);
  }
  return holder;
}
let fields = 0;

/** Says below a field what is wrong with it, and puts the focus there; nothing wrong takes the sentence away. */
export function complain(input: HTMLInputElement | HTMLTextAreaElement, sentence: string): boolean {
  const id = `${input.id}-error`,
    before = document.getElementById(id);
  input.setAttribute("aria-invalid", String(sentence !== ""));
  if (sentence === "") {
    before?.remove();
    input.setAttribute("aria-describedby", (input.getAttribute("aria-describedby") ?? "").replace(id, "").trim());
    return false;
  }
  const said = before ?? made("div", "error");
  said.id = id;
  said.setAttribute("role", "alert");
  said.textContent = sentence;
  if (!before) {
    input.after(said);
    input.setAttribute("aria-describedby", `${id} ${input.getAttribute("aria-describedby") ?? ""}`.trim());
  }
  input.focus();
  return true;
}
