// 谁写的: asks the server who wrote what, brings the answer to the text that is shown, and says in words of whom the caret's line and the
// selection are.
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { button, made } from "../kernel/dialog/modal";
import { colourOf } from "../editor/presence/people";
import type { Step } from "../sync/recent-steps";
import { Debounce } from "../kernel/debounce";
import { me, ownUpdates, unconfirmed } from "../sync/unconfirmed";
import { icon } from "../editor/toolbar/icons";
import { shownKeys } from "../editor/toolbar/toolbar";
import { authorsKey } from "../editor/toolbar/tools";
import { word } from "../kernel/words";
import { hideWritten, setWritten, showWritten, when, written } from "./shown";
import { afterEdit, lastIn, sharesIn, type Written } from "./written";
import { giveFocus } from "../kernel/focus";

interface Answer {
  version: number;
  people: { id: string; name: string }[];
  ranges: { from: number; to: number; by: string | null; at: string | null }[];
}

const afterMoving = 250; // milliseconds, as below
const afterTyping = 3_000; // then it is asked again: only the server knows what was put back
const most = 6; // people that a selection names

export interface Host {
  /** The answer of `…/authors`. */
  fetch(): Promise<unknown>;
  /** What the log has done since a version; null: more than is remembered. */
  since(version: number): readonly Step[] | null;
}

export class WhoWrote {
  /** Switches it on and off, as the keys do. */
  readonly button = made("button", "status-authors");
  readonly element = made("section", "who-wrote");
  private readonly said = made("p", "who-wrote-said");
  private readonly people = made("ul", "who-wrote-people");
  private readonly names = new Map<string, string>();
  private answer: Answer | null = null; // not taken in yet
  private asking = false;
  private stale = false; // something came while it was being asked
  private readonly showSoon = new Debounce(afterMoving, () => this.show());
  private readonly askSoon = new Debounce(afterTyping, () => void this.ask());
  private isOn = false;

  constructor(
    private readonly view: EditorView,
    private readonly host: Host,
    ownName: string,
  ) {
    const { element } = this;
    this.names.set(me(view.state), ownName);
    Object.assign(this.button, {
      type: "button",
      title: `${word("authors-how")} ${shownKeys(authorsKey)}`,
      onclick: () => this.toggle(),
      onmousedown: (event: Event) => event.preventDefault(),
    });
    this.button.dataset.tool = "authors";
    this.button.setAttribute("aria-pressed", "false");
    this.button.append(icon("authors"), Object.assign(document.createElement("span"), { textContent: word("authors") }));
    element.hidden = true;
    element.dataset.testid = "who-wrote";
    element.setAttribute("aria-label", word("authors"));
    this.said.setAttribute("role", "status");
    this.said.dataset.testid = "who-wrote-said";
    this.people.setAttribute("aria-label", word("authors-people"));
    element.append(
      this.said,
      this.people,
      button(
        word("authors-close"),
        () => {
          this.toggle();
          giveFocus(view);
        },
        "button button-small",
      ),
    );
  }

  toggle(): void {
    const { view } = this;
    this.isOn = !this.isOn;
    this.element.hidden = !this.isOn;
    this.answer = null;
    this.people.replaceChildren();
    view.dispatch({ effects: this.isOn ? showWritten(by => this.nameOf(by)) : hideWritten() });
    this.button.setAttribute("aria-pressed", String(this.isOn));
    if (!this.isOn) return this.close();
    this.say(word("authors-loading"));
    void this.ask();
  }

  know(people: readonly { id: string; name: string }[]): void {
    for (const { id, name } of people) this.names.set(id, name);
  }

  update({ docChanged, selectionSet, state, startState }: ViewUpdate): void {
    if (!this.isOn) return;
    if (docChanged) this.askSoon.call();
    if (docChanged || selectionSet || written(state) !== written(startState)) this.showSoon.call();
  }

  close(): void {
    this.showSoon.cancel();
    this.askSoon.cancel();
  }

  /** The log was taken in further: the answer may fit now. */
  settle(): void {
    const { answer, view } = this;
    if (!answer || !this.isOn || view.composing || answer.version > unconfirmed(view.state).version) return;
    this.answer = null;
    const since = this.host.since(answer.version);
    if (!since) return void this.ask();
    this.know(answer.people);
    let ranges: Written[] = answer.ranges.map(({ from, to, by, at }) => ({ from, to, by, at: at ? Date.parse(at) : 0 }));
    for (const { changes, by, at } of since) ranges = afterEdit(ranges, changes, by ?? null, at ? Date.parse(at) : 0);
    for (const { changes } of ownUpdates(unconfirmed(view.state))) ranges = afterEdit(ranges, changes, me(view.state), Date.now());
    view.dispatch({ effects: setWritten.of(ranges) });
  }

  private async ask(): Promise<void> {
    if (this.asking) return void (this.stale = true);
    this.asking = true;
    this.stale = false;
    try {
      this.answer = (await this.host.fetch()) as Answer;
      this.settle();
    } catch {
      if (this.isOn && !written(this.view.state)) this.failed();
    } finally {
      this.asking = false;
    }
    if (this.stale && this.isOn) void this.ask();
  }

  private failed(): void {
    this.say(word("authors-failed"));
    this.said.append(
      " ",
      button(
        word("authors-retry"),
        () => {
          this.say(word("authors-loading"));
          void this.ask();
        },
        "button button-small",
      ),
    );
  }

  private show(): void {
    const { state } = this.view,
      ranges = written(state);
    if (!this.isOn || !ranges) return;
    const { from, to, head } = state.selection.main,
      line = state.doc.lineAt(head);
    if (from < to)
      this.say(
        word("authors-selection", {
          parts: sharesIn(ranges, from, to)
            .slice(0, most)
            .map(share => this.part(share))
            .join(word("authors-comma")),
        }),
      );
    else {
      const last = lastIn(ranges, line.from, line.to);
      this.say(
        !last
          ? word("authors-empty-line")
          : last.by === null
            ? word("authors-line-nobody")
            : word("authors-line", { who: this.nameOf(last.by), when: when(last.at) }),
      );
    }
    this.people.replaceChildren(
      ...sharesIn(ranges, 0, state.doc.length).map(share => {
        const item = made("li", share.by === null ? "who-wrote-nobody" : `colour-${colourOf(share.by)}`);
        item.append(Object.assign(document.createElement("bdi"), { textContent: this.nameOf(share.by) }), ` ${percent(share.share)}`);
        return item;
      }),
    );
  }

  private part({ by, at, share }: { by: string | null; at: number; share: number }): string {
    return by === null
      ? word("authors-part-nobody", { share: percent(share) })
      : word("authors-part", { who: this.nameOf(by), when: when(at), share: percent(share) });
  }

  private nameOf(by: string | null): string {
    return by === null ? word("authors-nobody") : (this.names.get(by) ?? "…");
  }

  private say(sentence: string): void {
    if (this.said.textContent !== sentence) this.said.textContent = sentence;
  }
}

const percent = (share: number): string => `${share > 0 && share < 0.01 ? "<1" : Math.round(share * 100)}%`;
