// Below the text: what stands before and behind it in the report, how many words it has, what is to be put right, and the switch that keeps
// text and preview together.
import { type Text, Transaction } from "@codemirror/state";
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { diagnosticsIn, goToDiagnostic } from "../diagnostics/diagnostics";
import { Debounce } from "../kernel/debounce";
import { icon } from "../editor/toolbar/icons";
import type { Marks } from "../tracking/marks";
import { projecting } from "../tracking/suggesting";
import { unconfirmed } from "../sync/unconfirmed";
import { type Word, word } from "../kernel/words";
import { wordsBetween, wordsOf } from "../editor/words-in-text";
import type { Neighbour } from "../tree/tree";

const afterTyping = 300; // milliseconds

export class StatusLine {
  readonly element = document.createElement("div");
  private readonly count = document.createElement("span");
  private readonly found = document.createElement("span");
  private readonly steps: HTMLButtonElement[];
  private readonly counting = new Debounce(afterTyping, () => this.recount());
  private readonly neighbours = { previous: document.createElement("a"), next: document.createElement("a") };
  private words = 0;
  private counted: Text | null = null; // whose words these are, as they are with all suggestions accepted
  private weighed: Marks | null = null;

  constructor(
    private readonly view: EditorView,
    isTogether: boolean,
    switched: (on: boolean) => void,
  ) {
    const { element } = this;
    element.className = "status-line";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", word("status-line"));
    this.count.className = "status-words";
    this.count.title = word("words-how");
    this.found.className = "status-found";
    this.steps = [this.step("finding-previous", "‹", -1), this.step("finding-next", "›", 1)];
    for (const [way, place] of Object.entries(this.neighbours)) place.className = `status-neighbour status-${way}`;
    const { previous, next } = this.neighbours;
    element.append(previous, this.count, this.found, ...this.steps, this.together(isTogether, switched), next);
    this.recount();
    this.diagnostics();
  }

  /** What stands before and behind this text in the report. */
  between(known: { previous: Neighbour | null; next: Neighbour | null }): void {
    for (const way of ["previous", "next"] as const) {
      const link = this.neighbours[way],
        there = known[way];
      link.hidden = there === null;
      if (!there || link.title === `${word(`neighbour-${way}`)} ${there.title}`) continue;
      link.href = there.address;
      link.title = `${word(`neighbour-${way}`)} ${there.title}`;
      link.dataset.testid = `text-${way}`;
      link.replaceChildren(
        Object.assign(document.createElement("span"), { textContent: word(`neighbour-${way}`) }),
        Object.assign(document.createElement("bdi"), { textContent: there.title }),
      );
    }
  }

  update(update: ViewUpdate): void {
    const { state, startState } = update;
    // What others want deleted no longer counts, though the text is the same.
    if (update.docChanged || update.selectionSet || unconfirmed(state).shown !== unconfirmed(startState).shown) this.counting.call();
    if (update.transactions.some(tr => tr.effects.length > 0 || tr.annotation(Transaction.remote))) this.diagnostics();
  }

  close(): void {
    this.counting.cancel();
  }

  private recount(): void {
    const { doc, selection } = this.view.state,
      { shown: marks } = unconfirmed(this.view.state);
    if (this.counted !== doc || this.weighed !== marks) this.words = wordsOf(projecting(marks, doc.length, "final").apply(doc));
    this.counted = doc;
    this.weighed = marks;
    const chosen = selection.ranges.reduce((sum, { from, to }) => sum + (from < to ? wordsBetween(doc, from, to) : 0), 0);
    const shown =
      word("words", { count: this.words.toLocaleString() }) +
      (chosen > 0 ? ` · ${word("words-selected", { count: chosen.toLocaleString() })}` : "");
    if (this.count.textContent !== shown) this.count.textContent = shown;
    this.diagnostics();
  }

  private diagnostics(): void {
    const found = diagnosticsIn(this.view.state),
      errors = found.filter(({ diagnostic }) => diagnostic.severity === "error").length;
    const shown = found.length === 0 ? word("findings-none") : word("findings", { count: found.length });
    if (this.found.textContent !== shown)
      this.found.replaceChildren(...(found.length > 0 ? [icon(errors > 0 ? "error" : "warning")] : []), shown);
    this.found.dataset.severity = errors > 0 ? "error" : found.length > 0 ? "warning" : "none";
    this.found.dataset.count = String(found.length);
    for (const step of this.steps) step.hidden = found.length === 0;
  }

  private step(name: Word, sign: string, direction: 1 | -1): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.dataset.tool = name;
    button.title = `${word(name)} ${direction > 0 ? "F8" : "Shift+F8"}`;
    button.setAttribute("aria-label", word(name));
    button.onclick = () => goToDiagnostic(direction)(this.view);
    return button;
  }

  private together(isOn: boolean, switched: (on: boolean) => void): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "status-together";
    button.dataset.tool = "together";
    button.append(icon("sync"), Object.assign(document.createElement("span"), { textContent: word("together") }));
    button.setAttribute("aria-pressed", String(isOn));
    button.title = word("together-how");
    button.onclick = () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(on));
      switched(on);
    };
    return button;
  }
}
