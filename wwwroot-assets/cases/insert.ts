// The card picker: takes a case card of the report, or makes a new one, and places it where the caret is. A script of its own, which knows
// nothing of the editor.
import { button, complain, field, made, type Modal, openModal } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import { tidy } from "./tidy";

interface Section {
  title: string;
  address: string;
}
interface CaseCard {
  id: string;
  title: string;
  school: string;
  number: string;
  address: string;
  sections: Section[];
}

const longest = { title: 200, school: 200, summary: 2000 };
/** The text that a card is placed in. */
export interface Placing {
  /** The page's: what report and text these are. */
  dataset: DOMStringMap;
  isReadOnly(): boolean;
  place(line: string): void;
  closed(): void;
}

export class CasePicker {
  private readonly slug: string;
  private readonly text: string;
  private readonly modal: Modal;
  private readonly said = made("p", "error");
  private cards: CaseCard[] = [];
  private inputs: (HTMLInputElement | HTMLTextAreaElement)[] = [];

  constructor(private readonly to: Placing) {
    this.slug = to.dataset.slug ?? "";
    this.text = (to.dataset.document ?? "").slice(this.slug.length + 1);
    this.modal = openModal(word("case-title"), {
      mayClose: () => this.inputs.every(input => input.value.trim() === "") || confirm(word("case-discard-sure")),
      closed: () => to.closed(),
    });
    this.modal.element.dataset.testid = "case-picker";
    this.said.setAttribute("role", "alert");
    if (this.text.startsWith("cases/")) this.modal.body.append(made("p", "", word("case-in-case")));
    else void this.fill();
  }

  private get address(): string {
    return `/reports/${encodeURIComponent(this.slug)}/cards`;
  }

  private async fill(): Promise<void> {
    const waiting = made("p", "muted", word("loading"));
    this.modal.body.replaceChildren(waiting);
    try {
      const answer = await fetch(this.address, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const cards = (await answer.json()) as CaseCard[],
        isFree = (card: CaseCard) => card.sections.length === 0;
      this.cards = [...cards.filter(isFree), ...cards.filter(card => !isFree(card))]; // those that wait for a place come first
      this.list();
    } catch {
      this.modal.body.replaceChildren(
        made("p", "error", word("case-no-list")),
        button(word("figure-again"), () => void this.fill()),
      );
    }
  }

  private list(): void {
    this.inputs = [];
    const wanted = made("input", ""),
      list = made("ul", "case-list"),
      none = made("p", "muted", word(this.cards.length === 0 ? "case-none" : "case-none-found"));
    wanted.type = "search";
    wanted.dataset.testid = "case-wanted";
    const show = () => {
      const words = wanted.value.toLowerCase().split(/\s+/);
      const shown = this.cards.filter(card =>
        words.every(said => `${card.title} ${card.school} ${card.id} ${card.number}`.toLowerCase().includes(said)),
      );
      list.replaceChildren(...shown.map(card => this.row(card)));
      none.hidden = shown.length > 0;
    };
    wanted.oninput = show;
    const move = (event: KeyboardEvent) => {
      const rows = [...list.querySelectorAll<HTMLElement>("button")],
        here = rows.indexOf(document.activeElement as HTMLElement);
      if (event.key === "ArrowDown") rows[Math.min(rows.length - 1, here + 1)]?.focus();
      else if (event.key === "ArrowUp") (here > 0 ? rows[here - 1] : wanted)?.focus();
      else if (event.key === "Enter" && event.target === wanted && !event.isComposing) rows[0]?.click();
      else return;
      event.preventDefault();
    };
    wanted.onkeydown = list.onkeydown = move;
    show();
    this.modal.body.replaceChildren(this.said, ...(this.cards.length > 0 ? [field(word("case-find"), wanted)] : []), list, none);
    const fresh = button(word("case-new"), () => this.form(), "button");
    fresh.dataset.testid = "case-new";
    this.modal.foot.replaceChildren(fresh);
    (this.cards.length > 0 ? wanted : fresh).focus();
  }

  private row(card: CaseCard): HTMLElement {
    const where =
      card.sections.length > 0
        ? word("case-placed", { section: card.sections.map(({ title }) => title).join("、") })
        : word("case-not-placed");
    const row = button("", () => (card.sections.length > 0 ? this.ask(card) : this.place(card.id)), "case-row");
    row.dataset.id = card.id;
    row.append(
      made("bdi", "case-row-title", card.title),
      made("bdi", "muted", card.school),
      made("span", card.sections.length > 0 ? "badge" : "badge badge-wait", [card.number, where].filter(Boolean).join(" · ")),
    );
    return made("li", "", row);
  }

  /** A card stands in one place. */
  private ask(card: CaseCard): void {
    const where = made(
      "ul",
      "plain",
      ...card.sections.map(({ title, address }) => {
        const link = made("a", "", made("bdi", "", title));
        link.href = address;
        link.target = "_blank";
        return made("li", "", link);
      }),
    );
    this.modal.body.replaceChildren(made("p", "", word("case-twice", { title: card.title })), where);
    const back = button(word("case-back"), () => this.list());
    const sure = button(word("case-place-again"), () => this.place(card.id), "button");
    sure.dataset.testid = "case-place-again";
    this.modal.foot.replaceChildren(sure, back);
    back.focus();
  }

  private place(id: string): void {
    if (this.to.isReadOnly()) {
      this.said.textContent = word("figure-read-only");
      return;
    }
    this.inputs = [];
    this.modal.close();
    this.to.place(`::case{#case:${id}}`);
  }

  private form(): void {
    const title = made("input", ""),
      school = made("input", ""),
      summary = made("textarea", ""),
      form = made("form", "");
    for (const [name, input] of Object.entries({ title, school, summary })) {
      input.maxLength = longest[name as keyof typeof longest];
      input.setAttribute("autocomplete", "off");
      input.dataset.testid = `case-new-${name}`;
    }
    title.setAttribute("aria-required", "true");
    summary.rows = 4;
    this.inputs = [title, school, summary];
    const make = button(word("case-make"), () => {}, "button button-primary"),
      back = button(word("case-back"), () => this.list());
    make.type = "submit";
    make.dataset.testid = "case-make";
    form.id = "case-form";
    make.setAttribute("form", form.id);
    form.noValidate = true; // in our own words
    form.append(
      field(word("card-title"), title),
      field(word("card-school"), school),
      field(word("card-summary"), summary, word("case-summary-hint")),
    );
    title.oninput = () => complain(title, "");
    form.onsubmit = event => {
      event.preventDefault();
      if (complain(title, tidy("title", title.value) ? "" : word("case-title-needed"))) return;
      void this.make(
        { title: tidy("title", title.value), school: tidy("school", school.value), summary: tidy("summary", summary.value) },
        make,
      );
    };
    this.said.textContent = "";
    this.modal.body.replaceChildren(form, this.said);
    this.modal.foot.replaceChildren(back, make);
    title.focus();
  }

  private async make(card: { title: string; school: string; summary: string }, pressed: HTMLButtonElement): Promise<void> {
    pressed.disabled = true; // twice pressed is once made
    this.said.textContent = "";
    try {
      const answer = await fetch(this.address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ text: this.text, ...card }),
      });
      const made = (await answer.json().catch(() => ({}))) as { id?: string; address?: string; sentence?: string };
      if (answer.ok && made.id) return this.made(made.id, made.address ?? "", card.title);
      this.said.textContent = made.sentence ?? word(answer.status === 401 ? "figure-signed-out" : "case-not-made");
    } catch {
      this.said.textContent = word("case-cut");
    }
    pressed.disabled = false;
  }

  /** It is in the text; the way to its own page is offered, the section stays where it is. */
  private made(id: string, address: string, title: string): void {
    this.inputs = [];
    if (this.to.isReadOnly()) {
      this.said.textContent = word("case-made-not-placed", { title });
      return;
    }
    this.to.place(`::case{#case:${id}}`);
    const link = made("a", "button button-primary", word("case-write"));
    link.href = address;
    link.target = "_blank";
    link.onclick = () => this.modal.close();
    link.dataset.testid = "case-write";
    const note = made("p", "", word("case-made", { title }));
    note.setAttribute("role", "status");
    this.modal.body.replaceChildren(note);
    this.modal.foot.replaceChildren(
      button(word("close"), () => this.modal.close()),
      link,
    );
    link.focus();
  }
}
