// A box for words that names people: `@` and the first letters of a name offer those who belong to the report. What is in it is kept in
// this browser until it is sent or thrown away, so that a page that is left by mistake loses nothing; what was kept is offered back in
// words.
import { button, made } from "../kernel/dialog/modal";
import type { Person } from "../sync/protocol";
import { word } from "../kernel/words";

const naming = /@([^\s@，。；：、（）“”]{0,20})$/;
const mostOffered = 6;
export const longest = 4_000; // UTF-16 code units; Comments:MaxLength is the server's

let boxes = 0;

export class WordsBox {
  readonly element = made("div", "words-box");
  readonly input = made("textarea", "");
  private readonly offers = made("ul", "words-offers");
  private readonly back = made("p", "words-back muted");
  private chosen = 0;
  private offered: Person[] = [];
  private readonly id = `words-box-${++boxes}`;

  /** `kept`: under what name it is kept. `send`: Ctrl+Enter. `leave`: Escape. */
  constructor(
    label: string,
    private readonly kept: string,
    private readonly people: () => readonly Person[],
    send: () => void,
    leave: () => void,
  ) {
    const { input, offers } = this;
    input.rows = 3;
    input.maxLength = longest;
    input.placeholder = label;
    input.setAttribute("aria-label", label);
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.id);
    input.setAttribute("aria-keyshortcuts", "Control+Enter");
    offers.id = this.id;
    offers.setAttribute("role", "listbox");
    offers.setAttribute("aria-label", word("comment-people"));
    offers.hidden = true;
    input.value = keptWords(kept);
    this.back.setAttribute("role", "status");
    if (input.value) this.offerBack();
    input.oninput = () => {
      keepWords(this.kept, input.value);
      this.offer();
    };
    input.onblur = () => this.close();
    input.onkeydown = event => {
      if (event.isComposing) return;
      const isOpen = !offers.hidden;
      if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp"))
        this.choose((this.chosen + (event.key === "ArrowDown" ? 1 : -1) + this.offered.length) % this.offered.length);
      else if (isOpen && (event.key === "Enter" || event.key === "Tab")) this.take(this.offered[this.chosen]!);
      else if (isOpen && event.key === "Escape") this.close();
      else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
      else if (event.key === "Escape") leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    this.element.append(this.back, input, offers);
  }

  private offerBack(): void {
    const drop = button(
      word("comment-drop"),
      () => {
        this.clear();
        this.input.focus();
      },
      "button button-small",
    );
    drop.dataset.testid = "comment-drop";
    this.back.append(word("comment-kept"), " ", drop);
  }

  get text(): string {
    return this.input.value.trim();
  }

  /** The ids of those whom the words name. */
  get mentions(): string[] {
    const named: string[] = [];
    let text = this.input.value;
    // The longest name first: 王芳 is not named where 王芳华 is.
    for (const { id, name } of [...this.people()].sort((a, b) => b.name.length - a.name.length)) {
      if (!text.includes(`@${name}`)) continue;
      text = text.split(`@${name}`).join("");
      named.push(id);
    }
    return named.slice(0, 20);
  }

  clear(): void {
    this.input.value = "";
    keepWords(this.kept, "");
    this.back.replaceChildren();
    this.close();
  }

  /** Those who can be named are known by now, or are others than before. */
  refresh(): void {
    if (document.activeElement === this.input) this.offer();
  }

  private offer(): void {
    const { input } = this,
      typed = naming.exec(input.value.slice(0, input.selectionStart))?.[1]?.toLowerCase();
    this.offered =
      typed === undefined
        ? []
        : this.people()
            .filter(({ name, organisation }) => name.toLowerCase().includes(typed) || organisation.toLowerCase().includes(typed))
            .slice(0, mostOffered);
    this.offers.replaceChildren(
      ...this.offered.map((person, i) => {
        const item = made("li", "", made("b", "", person.name), " ", made("span", "muted", person.organisation));
        item.id = `${this.id}-${i}`;
        item.setAttribute("role", "option");
        item.onmousedown = event => {
          event.preventDefault();
          this.take(person);
        };
        return item;
      }),
    );
    this.offers.hidden = this.offered.length === 0;
    this.choose(0);
  }

  private choose(index: number): void {
    this.chosen = index;
    this.offers.querySelectorAll("li").forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (this.offers.hidden) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.id}-${index}`);
  }

  private take({ name }: Person): void {
    const { input } = this,
      end = input.selectionStart,
      start = end - (naming.exec(input.value.slice(0, end))?.[0].length ?? 0);
    input.setRangeText(`@${name} `, start, end, "end");
    keepWords(this.kept, input.value);
    this.close();
  }

  private close(): void {
    this.offers.hidden = true;
    this.choose(0);
  }
}

/** A button that sends, and one that does not. */
export function sendOrLeave(label: string, send: () => void, leave: () => void): HTMLElement {
  const go = button(label, send, "button button-small button-primary");
  go.title = "Ctrl+Enter";
  return made("div", "words-actions", go, button(word("cancel"), leave, "button button-small"));
}

const prefix = "authoring-comment-";

/** Words that were written and not sent, under a name. */
export function keptWords(name: string): string {
  try {
    return localStorage.getItem(prefix + name) ?? "";
  } catch {
    return "";
  }
}

export function keepWords(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(prefix + name, text);
    else localStorage.removeItem(prefix + name);
  } catch {
    return; // not kept, then
  }
}
