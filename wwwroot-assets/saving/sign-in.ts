// The sign-in has expired while somebody writes: it is asked for over the text. The window takes no focus from the text, for a sentence may
// be half typed;
// nothing that was written leaves the page until the same person has signed in again.
import { giveFocus } from "../kernel/focus";
import { type Word, word } from "../kernel/words";

export type Answer = "in" | "wrong" | "other-person" | "must-change" | "failed";

export interface SignIn {
  person: string;
  name: string;
  password: string;
}

/** Signs `person` in and nobody else: the server refuses another one's name before any cookie changes. */
export async function signIn(asked: SignIn, post: typeof fetch = fetch): Promise<Answer> {
  try {
    const { status } = await post("/api/sign-in", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
    });
    return status === 204 ? "in" : status === 401 ? "wrong" : status === 409 ? "other-person" : status === 403 ? "must-change" : "failed";
  } catch {
    return "failed";
  }
}

export class SignInWindow {
  readonly element = document.createElement("form");
  private readonly name = input("username", "text");
  private readonly password = input("current-password", "password");
  private readonly said = document.createElement("p");
  private readonly submit = document.createElement("button");
  private isDismissed = false;
  private isAsked = false;

  constructor(
    private readonly page: HTMLElement,
    private readonly before: Element,
    private readonly signedIn: () => void,
  ) {
    const { element } = this,
      title = document.createElement("h2"),
      why = document.createElement("p"),
      later = document.createElement("button"),
      actions = document.createElement("div");
    element.className = "sign-in-window";
    element.dataset.testid = "sign-in-again";
    element.setAttribute("role", "dialog");
    element.setAttribute("aria-labelledby", (title.id = "sign-in-again-title"));
    element.setAttribute("aria-describedby", (why.id = "sign-in-again-why"));
    title.textContent = word("sign-in-again");
    why.textContent = word("sign-in-why", { person: page.dataset.personName ?? "" });
    this.said.className = "error";
    this.said.setAttribute("role", "alert");
    this.name.value = page.dataset.signInName ?? "";
    this.submit.className = "button button-primary button-small";
    this.submit.textContent = word("sign-in");
    Object.assign(later, {
      type: "button",
      className: "button button-small",
      textContent: word("sign-in-later"),
      onclick: () => this.dismiss(),
    });
    actions.className = "actions";
    actions.append(this.submit, later);
    element.append(title, why, field("sign-in-name", this.name), field("sign-in-password", this.password), this.said, actions);
    element.onsubmit = event => {
      event.preventDefault();
      void this.send();
    };
    element.onkeydown = event => {
      if (event.key === "Escape") this.dismiss();
    };
    element.hidden = true;
    before.before(element);
  }

  /** As long as it is needed; put away by the person it comes back only when it is asked for, or needed anew. */
  need(isNeeded: boolean): void {
    if (!isNeeded) this.isDismissed = this.isAsked = false;
    const isShown = isNeeded && (!this.isDismissed || this.isAsked);
    if (this.element.hidden !== isShown) return;
    const hadFocus = this.element.contains(document.activeElement);
    this.element.hidden = !isShown;
    if (isShown) this.said.textContent = "";
    else {
      this.password.value = "";
      if (hadFocus) giveFocus(this.text());
    }
  }

  /** The button in the bar above the text. */
  ask(): void {
    this.isDismissed = false;
    this.isAsked = true;
    this.need(true);
    (this.name.value ? this.password : this.name).focus();
  }

  private dismiss(): void {
    this.isDismissed = true;
    this.isAsked = false;
    this.need(true);
    giveFocus(this.text());
  }

  private async send(): Promise<void> {
    if (this.submit.disabled) return;
    this.submit.disabled = true;
    this.said.textContent = "";
    const answer = await signIn({ person: this.page.dataset.person ?? "", name: this.name.value, password: this.password.value });
    this.submit.disabled = false;
    this.password.value = "";
    if (answer === "in") {
      this.need(false);
      giveFocus(this.text());
      return this.signedIn();
    }
    this.said.textContent = word(`sign-in-${answer}`, { person: this.page.dataset.personName ?? "" });
    this.password.focus();
  }

  private text(): HTMLElement | null {
    return this.before.querySelector<HTMLElement>(".cm-content");
  }
}

function input(autocomplete: string, type: string): HTMLInputElement {
  const element = document.createElement("input");
  element.type = type;
  element.required = true;
  element.setAttribute("autocomplete", autocomplete);
  return element;
}

function field(name: Word, control: HTMLInputElement): HTMLElement {
  const label = document.createElement("label"),
    text = document.createElement("span");
  label.className = "field";
  text.textContent = word(name);
  control.name = name;
  label.append(text, control);
  return label;
}
