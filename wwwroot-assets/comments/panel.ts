// The comments beside the text, in reading order: to be read, answered, settled, and found by who has to do with them.
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { arrange, step } from "../kernel/dialog/list";
import { made } from "../kernel/dialog/modal";
import type { Numbers } from "../outline/numbers";
import { Debounce } from "../kernel/debounce";
import { me } from "../sync/unconfirmed";
import { word } from "../kernel/words";
import { mode } from "../tracking/mode";
import { Composer } from "./composer";
import { type Reader, ThreadItem } from "./item";
import { comments, goToComment, goToThread, lookAtThread, shownThreads } from "./placed";
import type { CommentStore } from "./store";
import type { Thread } from "./thread";
import { giveFocus } from "../kernel/focus";

const filters = ["open", "mine", "given", "resolved", "all"] as const;
const bySchool = "school:";

const afterTyping = 100; // milliseconds

export class CommentPanel {
  private readonly count = made("p", "comments-count");
  private readonly filter = made("select", "");
  private readonly list = made("ol", "comments-list");
  private readonly steps = made("div", "suggestions-steps");
  private readonly composer: Composer;
  private schools = "";
  private readonly items = new Map<number, ThreadItem>();
  private readonly reader: Reader;
  private readonly showing = new Debounce(afterTyping, () => this.show());

  constructor(
    private readonly view: EditorView,
    element: HTMLElement,
    private readonly store: CommentStore,
    numbers: Numbers,
    document: string,
    private readonly counted: (open: number) => void,
  ) {
    const { filter, list } = this,
      kept = `${me(view.state)}-${document}`;
    this.reader = { id: me(view.state), kept, mayWrite: () => !view.state.readOnly && !view.state.field(mode).only };
    this.composer = new Composer(view, numbers, store, kept);
    this.count.setAttribute("role", "status");
    filter.setAttribute("aria-label", word("comments-shown"));
    filter.append(...filters.map(name => new Option(word(`comments-${name}`), name)));
    filter.onchange = () => this.show();
    list.addEventListener("keydown", event => this.move(event));
    list.addEventListener("click", event => this.pick(event));
    this.steps.append(
      step("comment-previous", "‹", "Shift+F9", () => goToComment(-1)(view)),
      step("comment-next", "›", "F9", () => goToComment(1)(view)),
    );
    element.replaceChildren(made("div", "comments-head", this.count, this.steps, filter), this.composer.element, list);
    this.show();
  }

  open(): void {
    this.composer.open();
  }

  /** A comment waits to be written to its end. */
  get isHalfWritten(): boolean {
    return this.composer.isHalfWritten;
  }

  update({ state, startState, docChanged }: ViewUpdate): void {
    const now = comments(state),
      before = comments(startState);
    if (now.threads !== before.threads || docChanged || state.readOnly !== startState.readOnly) this.soon();
    if (now.current !== before.current) {
      if (now.current !== null && !this.items.get(now.current)?.element.isConnected) this.show();
      this.reveal();
    }
  }

  soon(): void {
    this.showing.call();
  }

  close(): void {
    this.showing.cancel();
  }

  private show(): void {
    this.composer.refresh();
    const all = shownThreads(this.view.state),
      open = all.filter(({ isResolved }) => !isResolved).length,
      { current } = comments(this.view.state);
    this.counted(open);
    this.count.textContent = all.length === 0 ? word("comments-none") : word("comments-count", { open, all: all.length });
    this.offerSchools(
      [...new Set(all.flatMap(({ entries }) => entries.map(({ by }) => by.organisation)).filter(name => name !== ""))].sort(),
    );
    const chosen = all.filter(thread => thread.id === current || this.fits(thread, this.filter.value));
    for (const id of this.items.keys()) if (all.every(thread => thread.id !== id)) this.items.delete(id);
    const elements = chosen.map(thread => {
      const known = this.items.get(thread.id) ?? new ThreadItem(thread, this.store, this.reader);
      this.items.set(thread.id, known);
      known.show(thread);
      return known.element;
    });
    arrange(this.list, elements);
    this.filter.hidden = this.steps.hidden = all.length === 0;
    this.list.hidden = elements.length === 0;
    this.reveal();
  }

  /** Behind the other choices, where people of several schools or offices have spoken. */
  private offerSchools(schools: string[]): void {
    const names = schools.length > 1 ? schools : [],
      { filter } = this;
    if (names.join("\n") === this.schools) return;
    this.schools = names.join("\n");
    const { value } = filter;
    filter.replaceChildren(
      ...filters.map(name => new Option(word(`comments-${name}`), name)),
      ...names.map(name => new Option(name, bySchool + name)),
    );
    filter.value = value;
    if (filter.selectedIndex < 0) filter.value = filters[0];
  }

  private fits({ by, assignee, isResolved, entries }: Thread, filter: string): boolean {
    const { id } = this.reader;
    if (filter.startsWith(bySchool)) return entries.some(entry => entry.by.organisation === filter.slice(bySchool.length));
    if (filter === "open") return !isResolved;
    if (filter === "resolved") return isResolved;
    if (filter === "given") return assignee?.id === id;
    return filter === "all" || by.id === id || entries.some(entry => entry.by.id === id);
  }

  private reveal(): void {
    const { current } = comments(this.view.state);
    let stop: HTMLElement | null = null;
    for (const [id, { element }] of this.items) {
      const isCurrent = id === current && element.isConnected;
      if (isCurrent) stop = element;
      if (isCurrent === (element.getAttribute("aria-current") === "true")) continue;
      if (isCurrent) {
        element.setAttribute("aria-current", "true");
        element.scrollIntoView({ block: "nearest" });
      } else element.removeAttribute("aria-current");
    }
    stop ??= this.list.firstElementChild as HTMLElement | null;
    for (const { element } of this.items.values()) element.tabIndex = element === stop ? 0 : -1;
  }

  private pick(event: MouseEvent): void {
    const target = event.target as Element,
      item = target.closest<HTMLElement>("li[data-id]");
    if (!item || target.closest("button, input, select, textarea, summary, a")) return;
    const thread = this.now(item);
    if (thread) goToThread(this.view, thread);
  }

  private move(event: KeyboardEvent): void {
    const item = event.target as HTMLElement;
    if (!item.matches("li[data-id]")) return;
    const other = event.key === "ArrowDown" ? item.nextElementSibling : event.key === "ArrowUp" ? item.previousElementSibling : null,
      thread = this.now(item);
    if (event.key === "Enter" && thread) {
      goToThread(this.view, thread);
      giveFocus(this.view);
    } else if (other instanceof HTMLElement) {
      this.view.dispatch({ effects: lookAtThread.of(Number(other.dataset.id)) });
      other.focus();
    } else return;
    event.preventDefault();
  }

  private now(item: HTMLElement): Thread | undefined {
    return shownThreads(this.view.state).find(({ id }) => String(id) === item.dataset.id);
  }
}
