// The chain beside the text: where it stands, who has signed, what stands in the way, and what one may do about it oneself.
import { button, made } from "../kernel/dialog/modal";
import { Refusal } from "../sync/protocol";
import { type Word, word, wordOr } from "../kernel/words";
import type { Read, Review, Verb } from "./about";
import type { MainVerb } from "./at-hand";
import { stateName } from "./badge";
import { type Changed, Changes, type Since } from "./changes";
import { noticesOf } from "./notices";
import type { Reading } from "./reading";
import { stageOf } from "./stages";

export interface Acting {
  /**
   * Does it, once what is typed is saved. `despiteComments`: he was told of those that are open. It rejects with the hub's refusal, or
   * with any other error when there is no line.
   */
  act(verb: Verb, words: { hash: string | null; words: string | null; minutes: string | null; despiteComments: boolean }): Promise<void>;
  /** What has changed since he read it, up to a version. */
  changes(from: Read, to: number): Promise<Changed>;
  /** Where it is shown on a page of its own. */
  changesAddress(from: number): string;
  /** Takes him to where something can be put right. */
  go(place: Place): void;
  /** Open comments are told of; false: he goes to them first. */
  askToSubmit(comments: number): Promise<boolean>;
  /** Address of the sheet to be printed. */
  readonly sheet: string;
  /** Address of the report. */
  readonly report: string;
  /** Address of the case cards. */
  readonly cards: string;
}

export type Place = "suggestions" | "errors" | "comments";

const longest = 2_000; // UTF-16 code units of an opinion or reason, as on the server
const needReason: ReadonlySet<Verb> = new Set(["return", "reopen"]);

export class ReviewPanel {
  private readonly head = made("div", "review-head");
  private readonly notices = made("div", "review-notices");
  private readonly words = made("textarea", "");
  private readonly minutes = made("input", "");
  private readonly form = made("form", "review-form");
  private readonly minutesField: HTMLElement;
  private readonly wordsLabel = made("span", "");
  private readonly actions = made("div", "review-actions");
  private readonly said = made("p", "review-said");
  private readonly stages = made("ol", "review-stages");
  private buttons = new Map<Verb, HTMLButtonElement>();
  private review: Review | null = null;
  private isBusy = false;
  /** The state that what was said belongs to: it goes with the next one. `state`: null as long as it has not been seen. */
  private saidIn: { turn: number; state: string | null } = { turn: 0, state: null };
  private drawn = "";
  private readonly changes: Changes;
  private asked: Since | null = null;
  private readonly asks = {
    changes: (from: Read, title?: Word) => this.seeChanges(from, title),
    go: (place: Place) => this.acting.go(place),
    report: this.acting.report,
    cards: this.acting.cards,
  };
  /** What he read, of which he asks to see what has changed, until he is shown it. */
  private unseen: Read | null = null;

  constructor(
    element: HTMLElement,
    private readonly reading: Reading,
    private readonly acting: Acting,
  ) {
    const { words, minutes } = this;
    words.rows = 3;
    words.maxLength = longest;
    minutes.type = "date";
    minutes.value = today();
    minutes.max = today();
    minutes.required = true;
    this.said.setAttribute("role", "status");
    this.notices.setAttribute("role", "status");
    this.minutesField = made("label", "", word("review-minutes"), minutes);
    this.form.append(made("label", "", this.wordsLabel, words), this.minutesField, this.actions);
    this.form.onsubmit = event => event.preventDefault();
    this.changes = new Changes(
      (from, to) => acting.changes(from, to),
      from => acting.changesAddress(from),
      (from, to) => this.seen(from, to),
    );
    const sheet = made("a", "", word("review-sheet"));
    sheet.href = acting.sheet;
    sheet.dataset.testid = "review-sheet";
    element.replaceChildren(this.head, this.notices, this.changes.element, this.form, this.said, this.stages, made("p", "", sheet));
  }

  show(review: Review | null): void {
    if (review?.round !== this.review?.round) this.asked = null;
    this.review = review;
    this.forget(review);
    const drawn = JSON.stringify([{ ...review, version: 0 }, this.reading.moved, this.reading.stopped, this.isBusy]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.form.hidden = this.stages.hidden = review === null;
    this.changes.element.hidden = review === null;
    if (!review) return this.head.replaceChildren(made("p", "muted", word("review-none")));
    this.head.replaceChildren(
      made(
        "p",
        "review-where",
        made("b", "", stateName(review)),
        ...(review.round > 1 ? [" ", made("span", "muted", word("review-round", { round: review.round }))] : []),
      ),
    );
    this.notices.replaceChildren(...noticesOf(review, this.reading, this.asks));
    this.stages.replaceChildren(...review.stages.map(stage => stageOf(stage)));
    this.showForm(review);
    this.changes.show(this.sinceOf(review), review);
  }

  /** What he asked to see; else, for who has signed the text before and is to sign it again, what is new to him. */
  private sinceOf({ acts, approved, hash }: Review): Since | null {
    if (this.asked) return this.asked;
    return approved && approved.hash !== hash && acts.includes("approve")
      ? { from: approved, title: word("review-changes-since-signed"), why: word("review-signed-before") }
      : null;
  }

  private seeChanges(from: Read, title: Word = "review-changes-since-read"): void {
    this.asked = { from, title: word(title), why: null };
    this.unseen = from;
    this.changes.again();
    this.drawn = "";
    this.show(this.review);
  }

  private seen(from: Read, to: Read): void {
    if (from.hash !== this.unseen?.hash) return;
    this.unseen = null;
    this.reading.followed(to.hash);
    this.show(this.review);
  }

  /** Nothing stands in the way of his signature, and nothing must be filled in before. */
  get maySign(): boolean {
    const { review } = this;
    return review !== null && review.blocks.length === 0 && !this.reading.moved && !review.asksMinutes && !review.needsReason;
  }

  /** From the head of the page. What must be filled in is gone to, and why it was refused is said here. */
  async press(verb: MainVerb): Promise<void> {
    if (verb === "approve" && this.review?.asksMinutes && this.review.blocks.length === 0 && !this.reading.moved) this.minutes.focus();
    else await this.act(verb);
  }

  private showForm(review: Review): void {
    const { acts, blocks, asksMinutes, needsReason } = review,
      { moved } = this.reading;
    this.form.hidden = acts.length === 0;
    this.minutesField.hidden = !asksMinutes || !acts.includes("approve");
    this.wordsLabel.textContent = word(
      acts.includes("approve")
        ? needsReason
          ? "review-reason-override"
          : "review-opinion"
        : acts.includes("reopen")
          ? "review-reason"
          : "review-note",
    );
    const able: Record<Verb, boolean> = {
      submit: blocks.length === 0,
      approve: blocks.length === 0 && !moved,
      return: true,
      "take-back": true,
      reopen: true,
    };
    const shown = acts.filter(verb => verb !== "submit" || acts.length === 1 || !acts.includes("approve"));
    // They stay as long as they are the same: somebody may be pressing one.
    if (shown.join() !== [...this.buttons.keys()].join()) {
      this.buttons = new Map(shown.map(verb => [verb, this.buttons.get(verb) ?? this.buttonFor(verb)]));
      this.actions.replaceChildren(...this.buttons.values());
    }
    for (const [verb, button] of this.buttons) button.setAttribute("aria-disabled", String(!able[verb] || this.isBusy));
  }

  private buttonFor(verb: Verb): HTMLButtonElement {
    const made = button(
      word(`review-${verb}`),
      () => void this.act(verb),
      `button button-small${verb === "approve" || verb === "submit" ? " button-primary" : ""}`,
    );
    if (verb !== "submit") made.dataset.testid = `review-${verb}`; // that of submit is in the bar
    return made;
  }

  private async act(verb: Verb): Promise<void> {
    const { review, words } = this;
    if (!review || this.isBusy) return;
    const said = words.value.trim();
    if ((needReason.has(verb) || (verb === "approve" && review.needsReason)) && !said)
      return this.complain("review-refused-no-reason", words);
    const asksMinutes = review.asksMinutes && verb === "approve";
    if (asksMinutes && !this.minutes.value) return this.complain("review-refused-no-minutes", this.minutes);
    if (verb === "approve" && this.reading.moved) return this.refuse(review);
    const comments = verb === "submit" && review.blocks.length === 0 ? review.openComments : 0;
    if (comments > 0 && !(await this.acting.askToSubmit(comments))) return this.acting.go("comments");
    await this.send(verb, review, said || null, comments > 0);
  }

  // Approval 1: the button was pressed, and all that must be asked is answered; the hash of what is shown goes with it.
  private async send(verb: Verb, review: Review, said: string | null, despiteComments: boolean): Promise<void> {
    let isUntold = false;
    this.isBusy = true;
    this.say(word("review-doing"), review);
    this.show(this.review);
    try {
      await this.acting.act(verb, {
        hash: this.reading.hash,
        words: said,
        minutes: review.asksMinutes && verb === "approve" ? this.minutes.value : null,
        despiteComments,
      });
      if (verb === "approve" || verb === "return") this.reading.end(review.turn);
      this.words.value = "";
      this.asked = null;
      this.say(word(`review-did-${verb}`), { turn: review.turn + 1 });
    } catch (error) {
      if (error instanceof Refusal && error.code === "changed") this.refuse(review);
      else if (error instanceof Refusal && error.code === "open-comments" && !despiteComments) isUntold = true;
      else this.say(error instanceof Refusal ? refusalSentence(error, review) : word("review-offline"), review);
    }
    this.isBusy = false;
    if (isUntold) this.say("", review);
    this.show(this.review);
    // One has been made since this page looked last.
    if (isUntold && !(await this.acting.askToSubmit(Math.max(1, this.review?.openComments ?? 0)))) this.acting.go("comments");
    else if (isUntold) await this.send(verb, review, said, true);
  }

  /** `state`: null where it is not known yet, but for its turn. */
  private say(sentence: string, { turn, state = null }: { turn: number; state?: string | null }): void {
    this.said.textContent = sentence;
    this.saidIn = { turn, state };
    this.forget(this.review);
  }

  /** What was said of one state is not beside the next. */
  private forget(review: Review | null): void {
    const { saidIn } = this;
    if (!review || this.isBusy || review.turn < saidIn.turn) return;
    if (review.turn === saidIn.turn) saidIn.state ??= review.state;
    if (review.turn !== saidIn.turn || review.state !== saidIn.state) this.said.textContent = "";
  }

  /** It is another text than the one that he read. He is shown what differs; having seen it is his to say. */
  private refuse(review: Review): void {
    this.say(word("review-refused-changed"), review);
    if (this.reading.known) this.asked = { from: this.reading.known, title: word("review-changes-since-read"), why: null };
    this.drawn = "";
    this.show(this.review);
  }

  private complain(key: Word, field?: HTMLElement): void {
    this.say(word(key), this.review!);
    field?.focus();
  }
}

function refusalSentence({ code }: Refusal, { blocks, stages }: Review): string {
  if (code === "blocked" && blocks.length === 0) return word(stages.length === 0 ? "review-no-stages" : "review-refused");
  return wordOr(`review-refused-${code}`, "review-refused");
}

const today = (): string => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
