// The form above a case card's text. It edits the front matter in the shared text, with ordinary edits, so it is as live as the text
// itself.
import { codeFolding, foldedRanges, foldEffect, unfoldEffect } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView, type Panel, showPanel, type ViewUpdate } from "@codemirror/view";
import { button, field, made } from "../kernel/dialog/modal";
import { unconfirmed } from "../sync/unconfirmed";
import { word } from "../kernel/words";
import { allOf, type Marks } from "../tracking/marks";
import { overlaps } from "../tracking/ranges";
import { type Found, type Name, read, set } from "./front-matter";
import { giveFocus } from "../kernel/focus";
import { tidy } from "./tidy";

const longest: Record<Name, number> = { id: 100, title: 200, school: 200, summary: 2000 };

class CardForm {
  readonly element = made("div", "card-form");
  private readonly fields: Partial<Record<Name, HTMLInputElement | HTMLTextAreaElement>> = {};
  private readonly trouble = made("p", "card-form-trouble");
  private readonly troubleLine = made("span", "");
  private readonly go = button(word("card-form-go"), () => this.goToTrouble(), "button button-small");
  private readonly fold: HTMLButtonElement;
  private composing: Name | null = null;
  private found: Found = { kind: "none" };

  constructor(private readonly view: EditorView) {
    const details = made("details", "", made("summary", "", word("card-form"))),
      grid = made("div", "card-form-fields");
    details.open = matchMedia("(min-width: 46.01rem)").matches;
    grid.append(this.field("title"), this.field("school"), this.field("id"), this.field("summary"));
    this.trouble.setAttribute("role", "alert");
    this.trouble.append(this.troubleLine, " ", this.go);
    this.fold = button("", () => this.toggle(), "button button-small button-plain");
    this.fold.dataset.testid = "card-fold";
    details.append(this.trouble, grid, this.fold);
    this.element.append(details);
    this.element.dataset.testid = "card-form";
    this.follow();
    this.showFold();
  }

  update(update: ViewUpdate): void {
    if (
      update.docChanged ||
      update.startState.readOnly !== update.state.readOnly ||
      unconfirmed(update.state).shown !== unconfirmed(update.startState).shown
    )
      this.follow();
    this.showFold();
  }

  private field(name: Name): HTMLElement {
    const input = name === "summary" ? made("textarea", "") : made("input", "");
    input.dataset.testid = `card-${name}`;
    input.maxLength = longest[name];
    input.spellcheck = false;
    input.setAttribute("autocomplete", "off");
    if (input instanceof HTMLTextAreaElement) input.rows = 2;
    input.addEventListener("compositionstart", () => {
      this.composing = name;
    });
    input.addEventListener("compositionend", () => {
      this.composing = null;
      this.typed(name);
    });
    input.addEventListener("input", () => {
      if (this.composing !== name) this.typed(name);
    });
    input.addEventListener("blur", () => this.follow());
    this.fields[name] = input;
    return field(word(`card-${name}`), input);
  }

  private typed(name: Name): void {
    const wanted = tidy(name, this.fields[name]!.value);
    if (this.found.kind !== "trouble" && wanted === this.valueOf(name)) return;
    const change = set(this.view.state.doc.toString(), name, wanted);
    if (change && !this.view.state.readOnly) this.view.dispatch({ changes: change, userEvent: "input.type" });
  }

  private valueOf(name: Name): string {
    return this.found.kind === "read" ? (this.found.entries[name]?.text ?? "") : "";
  }

  /** The fields show what the text says, whoever wrote it. */
  private follow(): void {
    const { state } = this.view;
    this.found = read(state.doc.toString());
    // With suggestions in it the lines say two things at once: they are weighed in the text.
    const isSuggested = this.found.kind === "read" && touches(unconfirmed(state).shown, this.found.to),
      isBad = this.found.kind === "trouble" || isSuggested;
    this.trouble.hidden = !isBad;
    this.go.hidden = isSuggested;
    if (isSuggested) this.troubleLine.textContent = word("card-form-suggested");
    if (this.found.kind === "trouble") this.troubleLine.textContent = word("card-form-trouble", { line: this.found.line });
    for (const name of ["id", "title", "school", "summary"] as const) {
      const input = this.fields[name]!;
      input.readOnly = state.readOnly || isBad || name === "id";
      if (!isBad && this.composing !== name) show(input, name === "summary" ? this.valueOf(name) : this.valueOf(name).replace(/\n/g, " "));
    }
  }

  private goToTrouble(): void {
    if (this.found.kind !== "trouble") return;
    const line = this.view.state.doc.line(Math.min(this.found.line, this.view.state.doc.lines));
    this.toggle(false);
    this.view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    giveFocus(this.view);
  }

  /** The lines between the two `---`: dimmed in the text, and folded for those who want only the form. */
  private toggle(fold = this.folded() === null): void {
    const folded = this.folded(),
      { doc } = this.view.state;
    if (!fold && folded) this.view.dispatch({ effects: unfoldEffect.of(folded) });
    if (fold && !folded && this.found.kind === "read")
      this.view.dispatch({ effects: foldEffect.of({ from: doc.line(1).to, to: doc.lineAt(this.found.to).to }) });
  }

  private folded(): { from: number; to: number } | null {
    let found: { from: number; to: number } | null = null;
    foldedRanges(this.view.state).between(0, this.view.state.doc.line(1).to, (from, to) => {
      found = { from, to };
    });
    return found;
  }

  private showFold(): void {
    const label = word(this.folded() ? "card-unfold" : "card-fold");
    if (this.fold.textContent !== label) this.fold.textContent = label;
    this.fold.hidden = this.found.kind !== "read";
  }
}

const touches = (shown: Marks, to: number): boolean => shown.some(suggestion => overlaps(allOf(suggestion), 0, to));

/** The caret stays where it was meant to be. */
function show(input: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  const before = input.value;
  if (before === value) return;
  const isHere = document.activeElement === input,
    [from, to] = [input.selectionStart ?? 0, input.selectionEnd ?? 0];
  let same = 0;
  while (same < before.length && before[same] === value[same]) same++;
  const grown = value.length - before.length,
    moved = (at: number) => Math.max(0, at <= same ? at : at + grown);
  input.value = value;
  if (isHere) input.setSelectionRange(moved(from), moved(to));
}

/** What an editor's page adds to the text of a case card. */
export const cardForm = (page: HTMLElement): Extension =>
  (page.dataset.document ?? "").includes("/cases/")
    ? [
        codeFolding({ placeholderText: word("card-folded") }),
        showPanel.of(view => {
          const form = new CardForm(view);
          return { dom: form.element, top: true, update: update => form.update(update) } satisfies Panel;
        }),
      ]
    : [];
