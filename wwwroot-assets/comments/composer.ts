// A new comment: what it is about, and the words. What is chosen keeps its place while others write.
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { made } from "../kernel/dialog/modal";
import type { Item } from "../outline/structure";
import type { Numbers } from "../outline/numbers";
import { word } from "../kernel/words";
import { type About, comments, setAbout } from "./placed";
import { spokenError } from "./spoken";
import type { CommentStore } from "./store";
import type { Subject } from "./thread";
import { keepWords, keptWords, sendOrLeave, WordsBox } from "./words-box";
import { giveFocus } from "../kernel/focus";

interface Choice extends About {
  subject: Subject;
  label: string;
}

const shownOfQuote = 40; // UTF-16 code units
const longestAbout = 2_000;

export class Composer {
  readonly element = made("form", "comment-composer");
  private readonly about = made("select", "");
  private readonly said = made("p", "comment-said");
  private readonly box: WordsBox;
  private choices: Choice[] = [];
  private isWaiting = false;
  /** What was written before this page, and not sent, is offered back. */
  private isBack = false;

  constructor(
    private readonly view: EditorView,
    private readonly numbers: Numbers,
    private readonly store: CommentStore,
    private readonly kept: string,
  ) {
    const { element, about } = this;
    this.box = new WordsBox(
      word("comment-words"),
      `${kept}-new`,
      () => store.people,
      () => this.send(),
      () => this.close(),
    );
    this.box.input.addEventListener("input", () => this.keepAbout());
    about.setAttribute("aria-label", word("comment-about"));
    about.onchange = () => (this.isBack ? this.goOn() : this.chooseAbout());
    this.said.setAttribute("role", "status");
    element.onsubmit = event => event.preventDefault();
    element.hidden = this.box.text === "";
    if (!element.hidden) this.offerBack();
    element.append(
      made("label", "comment-about", word("comment-about"), about),
      this.box.element,
      sendOrLeave(
        word("comment-send"),
        () => this.send(),
        () => this.close(),
      ),
      this.said,
    );
  }

  /** Something was written and not sent, and it is before his eyes again. */
  get isHalfWritten(): boolean {
    return !this.element.hidden && this.box.text !== "";
  }

  open(): void {
    if (!this.isWaiting) {
      this.isBack = false;
      this.offer(choicesIn(this.view.state, this.numbers));
      this.chooseAbout();
    }
    this.element.hidden = false;
    this.box.input.focus();
    this.box.input.scrollIntoView({ block: "nearest" });
  }

  refresh(): void {
    this.box.refresh();
  }

  /** The words stay for the next time. */
  close(): void {
    this.store.cancel();
    this.wait(false);
    this.element.hidden = true;
    this.said.textContent = "";
    this.view.dispatch({ effects: setAbout.of(null) });
    giveFocus(this.view);
  }

  private offer(choices: Choice[]): void {
    this.choices = choices;
    this.about.replaceChildren(...choices.map(({ label }, i) => new Option(label, String(i))));
  }

  /** The words that it was about, where they still stand; else the text as a whole. Nothing is marked until he goes on. */
  private offerBack(): void {
    const words = keptWords(`${this.kept}-about`),
      at = words ? this.view.state.doc.toString().indexOf(words) : -1,
      whole: Choice = { subject: "whole", from: 0, to: 0, label: word("comment-about-whole") },
      label = word("comment-about-words", { words: short(words) });
    this.isBack = true;
    this.offer(at < 0 ? [whole] : [{ subject: "words", from: at, to: at + words.length, label }, whole]);
  }

  /** With what was kept: where its words stand is looked for anew, and marked. */
  private goOn(): void {
    const index = this.about.selectedIndex;
    this.offerBack();
    this.about.selectedIndex = Math.min(index, this.choices.length - 1);
    this.chooseAbout();
  }

  private keepAbout(): void {
    if (this.isBack) return; // it is kept
    const { from, to } = comments(this.view.state).about ?? { from: 0, to: 0 };
    keepWords(`${this.kept}-about`, to - from <= longestAbout ? this.view.state.sliceDoc(from, to) : "");
  }

  private chooseAbout(): void {
    this.view.dispatch({ effects: setAbout.of(this.choices[this.about.selectedIndex]!) });
  }

  private send(): void {
    if (this.isWaiting) return;
    const { text, mentions } = this.box;
    if (!text) {
      this.said.textContent = word("comment-empty");
      return this.box.input.focus();
    }
    if (this.isBack) this.goOn();
    this.wait(true);
    this.said.textContent = word("comment-sending");
    this.store.add({ subject: this.choices[this.about.selectedIndex]!.subject, text, mentions }).then(
      () => {
        this.wait(false);
        this.box.clear();
        keepWords(`${this.kept}-about`, "");
        this.close();
      },
      error => {
        this.wait(false);
        this.said.textContent = spokenError(error);
      },
    );
  }

  private wait(isWaiting: boolean): void {
    this.isWaiting = this.box.input.readOnly = this.about.disabled = isWaiting;
  }
}

/**
 * What a comment may be about, from where the caret is: the words that are selected, the figure or table there, the paragraph, all of the
 * text.
 */
export function choicesIn(state: EditorState, numbers: Numbers): Choice[] {
  const { from, to, head } = state.selection.main,
    line = state.doc.lineAt(head),
    quote = (start: number, end: number) => short(state.sliceDoc(start, end));
  const item = numbers.items(state).find(found => found.line === line.number && found.kind !== "heading");
  const choices: Choice[] = [];
  if (from < to) choices.push({ subject: "words", from, to, label: word("comment-about-words", { words: quote(from, to) }) });
  if (item) choices.push({ subject: "item", from: line.from, to: line.to, label: nameOf(item, state, numbers) });
  if (from === to && !item && line.length > 0)
    choices.push({
      subject: "words",
      from: line.from,
      to: line.to,
      label: word("comment-about-paragraph", { words: quote(line.from, line.to) }),
    });
  return [...choices, { subject: "whole", from: 0, to: 0, label: word("comment-about-whole") }];
}

const nameOf = (item: Item, state: EditorState, numbers: Numbers): string => {
  const target = numbers.targetOf(state, item);
  return `${target?.number || word(`kind-${item.kind}`)} ${item.title || (target?.title ?? "")}`.trim();
};

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > shownOfQuote ? `${line.slice(0, shownOfQuote).replace(/[\ud800-\udbff]$/, "")}…` : line;
}
