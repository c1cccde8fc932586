// One thread beside the text. It stays the element that it is while it changes, so that an answer that is being written is not lost.
import { moment } from "../kernel/dialog/list";
import { button, made } from "../kernel/dialog/modal";
import { colourOf } from "../editor/presence/people";
import type { Person } from "../sync/protocol";
import { word } from "../kernel/words";
import { spokenError } from "./spoken";
import type { CommentStore } from "./store";
import { type Adoption, type Entry, outcomes, type Thread } from "./thread";
import { sendOrLeave, WordsBox } from "./words-box";

export interface Reader {
  id: string;
  mayWrite(): boolean;
  kept: string;
}

export class ThreadItem {
  readonly element = made("li", "comment");
  private readonly quote = made("p", "comment-quote");
  private readonly entries = made("ol", "comment-entries");
  private readonly state = made("p", "comment-state");
  private readonly answer = made("form", "comment-answer");
  private readonly actions = made("div", "comment-actions");
  private readonly settling = made("details", "comment-settling");
  private readonly assignee = made("select", "");
  private readonly adoption = made("select", "");
  private readonly reason = made("input", "");
  private readonly said = made("p", "comment-said");
  private readonly resolve: HTMLButtonElement;
  private readonly reply: WordsBox;
  private key = "";
  private editing: number | null = null; // an entry

  constructor(
    private thread: Thread,
    private readonly store: CommentStore,
    private readonly reader: Reader,
  ) {
    const { element } = this,
      { id } = thread;
    Object.assign(element.dataset, { testid: "comment", id: String(id) });
    element.tabIndex = -1;
    this.reply = new WordsBox(
      word("comment-reply"),
      `${reader.kept}-${id}`,
      () => store.people,
      () => this.send(),
      () => this.openAnswer(false),
    );
    this.answer.onsubmit = event => event.preventDefault();
    this.answer.append(
      this.reply.element,
      sendOrLeave(
        word("comment-reply"),
        () => this.send(),
        () => this.openAnswer(false),
      ),
    );
    this.answer.hidden = this.reply.text === "";
    this.resolve = button("", () => void this.act(store.handle(id, { resolved: !this.thread.isResolved })), "button button-small");
    this.resolve.dataset.testid = "comment-resolve";
    this.actions.append(
      button(word("comment-reply"), () => this.openAnswer(true), "button button-small"),
      this.resolve,
    );
    this.fillSettling();
    this.said.setAttribute("role", "status");
    element.append(this.quote, this.entries, this.state, this.answer, this.actions, this.settling, this.said);
    this.show(thread);
  }

  show(thread: Thread): void {
    this.thread = thread;
    const mayHandle = this.reader.mayWrite() || thread.by.id === this.reader.id || thread.assignee?.id === this.reader.id;
    const key = JSON.stringify([
      thread.subject,
      thread.collapsed,
      thread.quote,
      thread.entries,
      thread.isResolved,
      thread.adoption,
      thread.reason,
      thread.handledBy,
      thread.assignee?.id,
      mayHandle,
      this.editing,
      this.store.people.length,
    ]);
    if (key === this.key) return;
    this.key = key;
    const { element } = this;
    element.className = `comment colour-${colourOf(thread.by.id)}${thread.isResolved ? " comment-resolved" : ""}`;
    const isGone = thread.collapsed && thread.subject !== "whole";
    this.quote.replaceChildren(
      isGone ? made("del", "", thread.quote) : thread.subject === "whole" ? word("comment-on-whole") : thread.quote,
      ...(isGone ? [" ", word("comment-gone")] : []),
    );
    if (this.editing === null || !this.entries.contains(document.activeElement))
      this.entries.replaceChildren(...thread.entries.map(entry => this.entry(entry)));
    this.state.replaceChildren(...stateOf(thread));
    this.resolve.textContent = word(thread.isResolved ? "comment-reopen" : "comment-resolve");
    this.resolve.hidden = this.settling.hidden = !mayHandle;
    if (!this.settling.contains(document.activeElement)) {
      this.adoption.value = thread.adoption;
      this.reason.value = thread.reason ?? "";
    }
    this.showAssignee();
  }

  private entry(entry: Entry): HTMLElement {
    const head = made(
      "p",
      "comment-who",
      made("bdi", "", entry.by.name),
      " ",
      made("span", "", entry.by.organisation),
      " ",
      moment(entry.at),
    );
    if (entry.editedAt) head.append(" ", made("span", "", word("comment-edited")));
    const item = made("li", "", head);
    if (entry.id === this.editing) item.append(this.amending(entry));
    else {
      if (entry.by.id === this.reader.id)
        head.append(
          " ",
          button(word("comment-amend"), () => this.amend(entry.id), "button-link"),
        );
      item.append(made("p", "comment-text", ...named(entry.text, this.store.people)));
    }
    return item;
  }

  private amending(entry: Entry): HTMLElement {
    const leave = () => this.amend(null),
      box = new WordsBox(
        word("comment-words"),
        `${this.reader.kept}-entry-${entry.id}`,
        () => this.store.people,
        () => save(),
        leave,
      );
    const save = () => {
      if (box.text)
        void this.act(
          this.store.amend(this.thread.id, entry.id, box.text).then(() => {
            box.clear();
            this.amend(null);
          }),
        );
    };
    if (!box.text) box.input.value = entry.text;
    return made(
      "div",
      "",
      box.element,
      sendOrLeave(word("save"), save, () => {
        box.clear();
        leave();
      }),
    );
  }

  private amend(entry: number | null): void {
    this.editing = entry;
    this.element.focus();
    this.show(this.thread);
    this.entries.querySelector("textarea")?.focus();
  }

  private openAnswer(isOpen: boolean): void {
    this.answer.hidden = !isOpen;
    if (isOpen) this.reply.input.focus();
    else this.element.focus();
  }

  private send(): void {
    if (!this.reply.text) return this.reply.input.focus();
    void this.act(
      this.store.reply(this.thread.id, this.reply.text, this.reply.mentions).then(() => {
        this.reply.clear();
        this.openAnswer(false);
      }),
    );
  }

  private fillSettling(): void {
    const {
      adoption,
      reason,
      assignee,
      thread: { id },
      store,
    } = this;
    adoption.append(...outcomes.map(outcome => new Option(word(`comment-${outcome}`), outcome)));
    reason.maxLength = 500;
    assignee.onchange = () => void this.act(store.assign(id, assignee.value || null));
    const save = button(
      word("save"),
      () =>
        void this.act(
          store.handle(id, {
            resolved: adoption.value !== "open",
            adoption: adoption.value as Adoption,
            reason: reason.value.trim() || null,
          }),
        ),
      "button button-small",
    );
    this.settling.append(
      made("summary", "", word("comment-settle")),
      made("label", "", word("comment-assignee"), assignee),
      made("label", "", word("comment-adoption"), adoption),
      made("label", "", word("comment-reason"), reason),
      save,
    );
  }

  private showAssignee(): void {
    const { assignee } = this.thread,
      { people } = this.store;
    const all = assignee && people.every(({ id }) => id !== assignee.id) ? [...people, assignee] : people;
    this.assignee.replaceChildren(
      new Option(word("comment-nobody"), ""),
      ...all.map(({ id, name, organisation }) => new Option(organisation ? `${name}（${organisation}）` : name, id)),
    );
    this.assignee.value = assignee?.id ?? "";
  }

  private async act(done: Promise<unknown>): Promise<void> {
    this.said.textContent = "";
    try {
      await done;
    } catch (error) {
      this.said.textContent = spokenError(error);
    }
  }
}

function stateOf({ isResolved, adoption, reason, handledBy, assignee }: Thread): (Node | string)[] {
  const parts: string[] = [];
  if (isResolved) parts.push(word("comment-is-resolved"));
  if (adoption !== "open") parts.push(word(`comment-${adoption}`));
  if (reason) parts.push(word("comment-because", { reason }));
  if (handledBy) parts.push(word("comment-handled-by", { name: handledBy }));
  if (assignee && !isResolved) parts.push(word("comment-given-to", { name: assignee.name }));
  return parts.flatMap((part, i) => (i === 0 ? [made("span", "", part)] : [" · ", made("span", "", part)]));
}

/** The words, with those whom they name marked. */
function named(text: string, people: readonly Person[]): (Node | string)[] {
  const names = [...people]
    .map(({ name }) => name)
    .sort((a, b) => b.length - a.length)
    .map(name => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (names.length === 0) return [text];
  return text.split(new RegExp(`(@(?:${names.join("|")}))`)).map((part, i) => (i % 2 ? made("b", "mention", part) : part));
}
