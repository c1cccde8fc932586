// The bars above the text: why something is not being saved, with a way on. They stand where the eyes are and cover nothing.
import type { Leftover } from "../sync/leftover";
import type { SignInWindow } from "./sign-in";
import { word } from "../kernel/words";

type Offer = "sign-in" | "download" | null;

export interface AlarmBar {
  element: HTMLElement;
  show(sentence: string | null, offer: Offer, rescue: boolean): void;
}

/**
 * `text` gives what the editor holds, or null while there is none; `compare` lays it beside what the server has; `window` asks for the
 * sign-in.
 */
export function alarmBar(before: Element, name: string, text: () => string | null, compare: () => void, window: SignInWindow): AlarmBar {
  const element = bar("alarm", "alert"),
    sentence = document.createElement("span");
  const signIn = button(word("sign-in-again"), () => window.ask()),
    save = button(word("download"), () => download(name, text() ?? "")),
    rescue = button(word("rescue-compare"), compare);
  element.append(sentence, signIn, rescue, save);
  element.hidden = true;
  stack(before).append(element);
  return {
    element,
    show: (words, offer, isRescue) => {
      if (words !== null && sentence.textContent !== words) sentence.textContent = words;
      signIn.hidden = offer !== "sign-in";
      window.need(offer === "sign-in");
      rescue.hidden = !isRescue || text() === null;
      save.hidden = (offer !== "download" && !isRescue) || text() === null;
      element.hidden = words === null;
    },
  };
}

/**
 * What an earlier page could not send: to be looked at, taken from, kept, and put away. `compare` is told what to do once it has been put
 * away there.
 */
export function showLeftover(before: Element, name: string, { at, text, discard }: Leftover, compare: (gone: () => void) => void): void {
  const element = bar("alarm alarm-leftover", "status"),
    sentence = document.createElement("span");
  sentence.textContent = word("leftover", { at: at.toLocaleString(document.documentElement.lang || undefined) });
  const gone = () => element.remove();
  const away = button(word("leftover-discard"), () => {
    if (confirm(word("leftover-discard-sure"))) void discard().then(gone);
  });
  element.append(
    sentence,
    button(word("rescue-compare"), () => compare(gone)),
    button(word("download"), () => download(name, text)),
    away,
  );
  stack(before).append(element);
}

/** What the text was before it was put right: see `Host.corrected`. */
export function showCorrected(before: Element, name: string, text: string, compare: () => void): void {
  const element = bar("alarm alarm-leftover", "status"),
    sentence = document.createElement("span");
  sentence.textContent = word("corrected");
  const away = button(word("leftover-discard"), () => {
    if (confirm(word("leftover-discard-sure"))) element.remove();
  });
  element.append(
    sentence,
    button(word("rescue-compare"), compare),
    button(word("download"), () => download(name, text)),
    away,
  );
  stack(before).append(element);
}

/** The bars stand one below the other. */
function stack(before: Element): Element {
  const there = before.previousElementSibling;
  if (there?.classList.contains("alarms")) return there;
  const made = document.createElement("div");
  made.className = "alarms";
  before.before(made);
  return made;
}

function bar(className: string, role: string): HTMLElement {
  const element = document.createElement("div");
  element.className = className;
  element.setAttribute("role", role);
  return element;
}

function button(label: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "button button-small";
  element.textContent = label;
  element.onclick = pressed;
  return element;
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
