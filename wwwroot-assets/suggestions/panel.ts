// The suggestions of this text beside it, in reading order, to be weighed one by one or many at once. Never over the text.
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { arrange, moment, step } from "../kernel/dialog/list";
import { button, made } from "../kernel/dialog/modal";
import { colourOf } from "../editor/presence/people";
import { Debounce } from "../kernel/debounce";
import { me, unconfirmed } from "../sync/unconfirmed";
import { word } from "../kernel/words";
import { type About, decidedItem } from "./decided";
import { decideOn, inSelection, mayDecide, withdraw } from "./deciding";
import type { Suggestion } from "../tracking/marks";
import { goTo, goToSuggestion, inOrder, look, lookedAt } from "./shown";
import type { Ranges } from "../tracking/ranges";
import type { Projection } from "../tracking/suggesting";
import { giveFocus } from "../kernel/focus";

const afterTyping = 150; // milliseconds
const longest = 120; // UTF-16 code units of a suggestion's words
const atOnce = 100; // so many are listed; more on demand

export class SuggestionPanel {
  private readonly count = made("p", "suggestions-count");
  private readonly who = made("select", "");
  private readonly bulk = made("div", "suggestions-bulk");
  private readonly list = made("ol", "suggestions-list");
  private readonly said = made("p", "suggestions-said");
  private readonly decided = made("section", "suggestions-decided");
  private readonly steps = made("div", "suggestions-steps");
  private readonly names = new Map<string, string>();
  private readonly soon = new Debounce(afterTyping, () => this.show());
  private most = atOnce;

  /** `projected`: the preview is to show the text with its suggestions accepted, rejected, or marked. */
  constructor(
    private readonly view: EditorView,
    private readonly element: HTMLElement,
    private readonly counted: (pending: number) => void,
    projected: (projection: Projection) => void,
  ) {
    this.count.setAttribute("role", "status");
    this.said.setAttribute("role", "status");
    this.who.setAttribute("aria-label", word("suggestions-of"));
    this.who.onchange = () => this.show();
    this.steps.append(
      step("suggestion-previous", "‹", "Shift+F7", () => goToSuggestion(-1)(view)),
      step("suggestion-next", "›", "F7", () => goToSuggestion(1)(view)),
    );
    this.list.addEventListener("keydown", event => this.move(event));
    element.replaceChildren(
      made("div", "suggestions-head", this.count, this.steps, this.who, this.bulk, this.said),
      this.list,
      projections(projected),
      this.decided,
    );
    this.show();
  }

  update(update: ViewUpdate): void {
    const { state, startState } = update;
    if (
      unconfirmed(state).shown !== unconfirmed(startState).shown ||
      update.docChanged ||
      update.selectionSet ||
      state.readOnly !== startState.readOnly ||
      update.transactions.some(tr => tr.effects.length > 0)
    )
      this.soon.call();
    if (state.field(lookedAt) !== startState.field(lookedAt)) this.reveal();
  }

  know(people: readonly { id: string; name: string }[]): void {
    for (const { id, name } of people) this.names.set(id, name);
    this.soon.call();
  }

  about({ authors, decided }: About): void {
    this.know(Object.entries(authors).map(([id, name]) => ({ id, name })));
    this.decided.hidden = decided.length === 0;
    this.decided.replaceChildren(made("h2", "", word("suggestions-decided")), made("ol", "", ...decided.map(decidedItem)));
  }

  close(): void {
    this.soon.cancel();
  }

  private get chosen(): Suggestion[] {
    const all = inOrder(unconfirmed(this.view.state).shown);
    return this.who.value ? all.filter(({ by }) => by === this.who.value) : all;
  }

  private show(): void {
    const { view } = this,
      all = unconfirmed(view.state).shown;
    this.counted(all.length);
    this.count.textContent = all.length === 0 ? word("suggestions-none") : word("suggestions-count", { count: all.length });
    this.steps.hidden = all.length === 0;
    this.showPeople();
    this.showBulk();
    const chosen = this.chosen,
      focused = (document.activeElement as HTMLElement | null)?.closest<HTMLElement>(".suggestions-list li")?.dataset.id;
    const known = new Map([...this.list.querySelectorAll<HTMLElement>("li[data-id]")].map(item => [item.dataset.id!, item]));
    const items = chosen.slice(0, this.most).map(suggestion => this.item(suggestion, known.get(suggestion.id)));
    if (chosen.length > this.most)
      items.push(
        made(
          "li",
          "suggestions-more",
          button(
            word("suggestions-more", { count: chosen.length - this.most }),
            () => {
              this.most += atOnce;
              this.show();
            },
            "button button-small",
          ),
        ),
      );
    arrange(this.list, items);
    this.list.hidden = items.length === 0;
    if (focused && document.activeElement === document.body) this.list.querySelector<HTMLElement>(`[data-id="${focused}"]`)?.focus();
    this.reveal();
  }

  private showPeople(): void {
    const people = [...new Set(unconfirmed(this.view.state).shown.map(({ by }) => by))],
      before = this.who.value;
    const options = [new Option(word("suggestions-everybody"), ""), ...people.map(id => new Option(this.name(id), id))];
    if (options.map(({ text, value }) => text + value).join() !== [...this.who.options].map(({ text, value }) => text + value).join())
      this.who.replaceChildren(...options);
    this.who.value = people.includes(before) ? before : "";
    this.who.hidden = people.length < 2;
  }

  private showBulk(): void {
    const { view } = this,
      chosen = this.chosen.length,
      selected = inSelection(view).ids.length,
      isAble = mayDecide(view);
    const key = `${chosen}|${selected}|${isAble}|${this.who.value}`;
    this.bulk.hidden = !isAble || chosen < 1;
    if (this.bulk.dataset.key === key) return;
    this.bulk.dataset.key = key;
    const all = this.who.value ? "person" : "all";
    this.bulk.replaceChildren(
      button(word(`suggestions-accept-${all}`), () => this.decideChosen("accepted"), "button button-small"),
      button(word(`suggestions-reject-${all}`), () => this.decideChosen("rejected"), "button button-small"),
      ...(selected
        ? [
            button(word("suggestions-accept-selected", { count: selected }), () => this.decideSelected("accepted"), "button button-small"),
            button(word("suggestions-reject-selected", { count: selected }), () => this.decideSelected("rejected"), "button button-small"),
          ]
        : []),
    );
  }

  /** An item stays the element that it is while what it says stays the same: what is being typed into it is not lost. */
  private item(suggestion: Suggestion, known: HTMLElement | undefined): HTMLElement {
    const { view } = this,
      { id, by, at } = suggestion,
      inserted = this.words(suggestion.insert),
      deleted = this.words(suggestion.delete);
    const kind = inserted && deleted ? "replacement" : inserted ? "insertion" : "deletion",
      isOwn = by === me(view.state),
      isAble = mayDecide(view);
    const key = [this.name(by), at, inserted, deleted, isAble, isOwn && !view.state.readOnly].join("\u0000");
    if (known?.dataset.key === key) return known;
    const item = made("li", `suggestion colour-${colourOf(by)}`);
    Object.assign(item.dataset, { testid: "suggestion", id, key });
    item.tabIndex = -1;
    const what = made(
      "p",
      "suggestion-words",
      ...(deleted ? [made("del", "", deleted)] : []),
      ...(inserted ? [made("ins", "", inserted)] : []),
    );
    const who = made("p", "suggestion-who", made("bdi", "", this.name(by)), " ", word(`suggestion-${kind}`), " ", moment(at));
    const actions = made("div", "suggestion-actions");
    if (isAble) {
      const reason = made("input", "suggestion-reason");
      reason.maxLength = 500;
      reason.placeholder = word("suggestion-reason");
      reason.setAttribute("aria-label", word("suggestion-reason"));
      const act = (outcome: "accepted" | "rejected") => this.decide([id], outcome, reason.value.trim() || null);
      actions.append(
        marked("suggestion-accept", word("suggestion-accept"), () => act("accepted")),
        marked("suggestion-reject", word("suggestion-reject"), () => act("rejected")),
        reason,
      );
    } else if (isOwn && !view.state.readOnly)
      actions.append(
        marked("suggestion-withdraw", word("suggestion-withdraw"), () => {
          this.next(id);
          withdraw(view, id);
          this.show();
        }),
      );
    item.append(who, what, actions);
    item.onclick = event => {
      if (!(event.target as Element).closest("button, input")) goTo(view, this.now(id) ?? suggestion);
    };
    return item;
  }

  private now(id: string): Suggestion | undefined {
    return unconfirmed(this.view.state).shown.find(suggestion => suggestion.id === id);
  }

  private words(ranges: Ranges): string {
    const all = ranges.map(([from, to]) => this.view.state.doc.sliceString(from, Math.min(to, from + longest))).join(" … ");
    return (all.length > longest ? `${all.slice(0, longest)}…` : all).replace(/\n/g, "↵");
  }

  private decide(ids: string[], outcome: "accepted" | "rejected", reason: string | null = null): void {
    if (ids.length === 1) this.next(ids[0]!);
    decideOn(this.view, ids, outcome, null, reason);
    this.show(); // at once: a second press must not meet what is decided already
    this.said.textContent = word(`suggestions-${outcome}`, { count: ids.length });
  }

  private decideChosen(outcome: "accepted" | "rejected"): void {
    this.decide(
      this.chosen.map(({ id }) => id),
      outcome,
    );
  }

  private decideSelected(outcome: "accepted" | "rejected"): void {
    const { ids, within } = inSelection(this.view);
    decideOn(this.view, ids, outcome, within);
    this.show();
    this.said.textContent = word(`suggestions-${outcome}`, { count: ids.length });
  }

  /** After a decision the next one is looked at. */
  private next(id: string): void {
    const chosen = this.chosen,
      i = chosen.findIndex(suggestion => suggestion.id === id),
      next = chosen[i + 1] ?? chosen[i - 1];
    if (!this.list.contains(document.activeElement)) return;
    if (next) goTo(this.view, next);
    const item = next && this.list.querySelector<HTMLElement>(`[data-id="${next.id}"]`);
    if (item) item.focus();
    else this.element.focus();
  }

  private reveal(): void {
    const id = this.view.state.field(lookedAt);
    for (const item of this.list.querySelectorAll<HTMLElement>("li[data-id]")) {
      const isCurrent = item.dataset.id === id;
      if (isCurrent === (item.getAttribute("aria-current") === "true")) continue;
      if (isCurrent) {
        item.setAttribute("aria-current", "true");
        item.scrollIntoView({ block: "nearest" });
      } else item.removeAttribute("aria-current");
    }
    const items = [...this.list.querySelectorAll<HTMLElement>("li[data-id]")],
      stop = items.find(item => item.dataset.id === id) ?? items[0];
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  }

  private move(event: KeyboardEvent): void {
    const item = (event.target as Element).closest<HTMLElement>("li[data-id]");
    if (!item || event.target !== item) return;
    const other = event.key === "ArrowDown" ? item.nextElementSibling : event.key === "ArrowUp" ? item.previousElementSibling : null;
    const suggestion = this.now(item.dataset.id!);
    if (event.key === "Enter" && suggestion) {
      goTo(this.view, suggestion);
      giveFocus(this.view);
    } else if (other instanceof HTMLElement && other.dataset.id) {
      this.view.dispatch({ effects: look.of(other.dataset.id) });
      other.focus();
    } else return;
    event.preventDefault();
  }

  private name(id: string): string {
    return this.names.get(id) ?? word("somebody");
  }
}

function projections(chosen: (projection: Projection) => void): HTMLElement {
  const select = made("select", ""),
    label = made("label", "suggestions-projection", word("preview-shows"), select);
  for (const projection of ["final", "marked-up", "original"] as const) select.add(new Option(word(`preview-${projection}`), projection));
  select.dataset.testid = "preview-projection";
  select.onchange = () => chosen(select.value as Projection);
  return label;
}

function marked(testid: string, label: string, pressed: () => void): HTMLButtonElement {
  const element = button(label, pressed, "button button-small");
  element.dataset.testid = testid;
  return element;
}
