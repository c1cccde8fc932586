// The way of the text through the chain, on the editor's page: beside the title, and beside the text. Acts go to the hub; what they lead to
// comes back as for everybody.
import type { EditorView } from "@codemirror/view";
import { type Listener, type Transport } from "../sync/transport";
import { type Link, Refusal } from "../sync/protocol";
import { hasUnconfirmed } from "../sync/unconfirmed";
import type { Protection, Read, Review, Verb } from "./about";
import type { MainVerb } from "./at-hand";
import { ReviewBadge } from "./badge";
import type { Changed } from "./changes";
import { Gate } from "./gate";
import { type Place, ReviewPanel } from "./panel";
import { askToRevise, askToSign, askToSubmit, type ConfirmDialog } from "./confirm-dialog";
import { Reading } from "./reading";

export interface Told {
  /** How many acts wait for this person. */
  asked(count: number): void;
  /** What is to be read is beside the text. */
  open(): void;
  /** Leads to where something can be put right. */
  go(place: Place): void;
  /** Some text of the report stands elsewhere than before. */
  moved(): void;
}

type Words = Parameters<ConstructorParameters<typeof ReviewPanel>[2]["act"]>[1];
interface Waiting {
  verb: Verb;
  words: Words;
  done(): void;
  failed(error: unknown): void;
}

export class ReviewSide implements Listener {
  private readonly reading = new Reading();
  private readonly panel: ReviewPanel;
  private readonly badge: ReviewBadge;
  private link: Link | null = null;
  private waiting: Waiting | null = null;
  private review: Review | null = null;
  /** Before the first look at the text: as the page was made with it. */
  private readonly first: Protection | null;
  private question: ConfirmDialog | null = null;
  /** The round in which he said that he goes on, which the server may not know yet. */
  private agreed: number | null = null;
  private isToRecord = false;
  /** Through it goes whatever somebody does to the text. */
  readonly gate: Gate;

  constructor(
    private readonly page: HTMLElement,
    element: HTMLElement,
    private readonly document: string,
    private readonly slug: string,
    transport: Transport,
    private readonly view: () => EditorView | null,
    private readonly told: Told,
  ) {
    this.panel = new ReviewPanel(element, this.reading, {
      act: (verb, words) => this.act(verb, words),
      changes: (from, to) => this.changes(from, to),
      changesAddress: from => this.changesAddress(from),
      go: place => told.go(place),
      askToSubmit: comments => askToSubmit(comments).answer,
      sheet: `${location.pathname}/sign-off`,
      report: `/reports/${encodeURIComponent(slug)}`,
      cards: `/reports/${encodeURIComponent(slug)}/cases`,
    });
    this.badge = new ReviewBadge(
      page.querySelector<HTMLElement>(".editor-bar")!,
      this.reading,
      verb => void this.press(verb),
      () => told.open(),
    );
    this.first = JSON.parse(page.dataset.protection ?? "null") as Protection | null;
    const isToAsk = () => this.asks;
    this.gate = new Gate({
      get asks() {
        return isToAsk();
      },
      ask: () => this.ask(),
    });
    transport.add(this);
  }

  up(link: Link): void {
    this.link = link;
    this.record();
    this.settle();
  }

  down(): void {
    this.link = null;
    this.waiting?.failed(new Error("The line broke."));
    this.waiting = null;
  }

  event(name: string, [slug]: unknown[]): void {
    if (name === "Reviewed" && slug === this.slug) this.told.moved();
  }

  show(review: Review | null): void {
    this.review = review;
    if (!this.asks) this.question?.end(true); // nobody's signature is left to be ended
    if (review) this.reading.shown(review);
    this.badge.show(review);
    this.panel.show(review);
    this.told.asked(review?.acts.includes("approve") ? 1 : 0);
  }

  /** Does what waited for the last keystrokes to be saved. */
  settle(): void {
    const view = this.view(),
      { link, waiting } = this;
    if (!waiting || !link || !view || hasUnconfirmed(view.state)) return;
    this.waiting = null;
    link
      .invoke("Act", this.document, waiting.verb, waiting.words)
      .then(waiting.done, error => waiting.failed(Refusal.from(error) ?? error));
  }

  close(): void {
    this.question?.end(false);
    this.badge.close();
  }

  /** What is asked and said is in the panel; a signature that needs nothing more is given where the text is seen. */
  private async press(verb: MainVerb): Promise<void> {
    if (verb === "approve" && this.panel.maySign && !(await askToSign(this.review?.name ?? "").answer)) return;
    if (verb === "submit" || !this.panel.maySign) this.told.open();
    await this.panel.press(verb);
  }

  private get protection(): Protection | null {
    return this.review ? this.review.protection : this.first;
  }

  private get asks(): boolean {
    return this.protection?.asks === true && this.protection.round !== this.agreed;
  }

  private async ask(): Promise<boolean> {
    const { protection } = this;
    if (!protection || !this.asks) return true;
    this.question = askToRevise(protection);
    const goesOn = await this.question.answer;
    this.question = null;
    if (!goesOn || !this.asks) return goesOn;
    this.agreed = protection.round;
    this.isToRecord = true;
    this.record();
    return true;
  }

  /** Tells the server that he was asked; without a line, as soon as there is one. What he writes does not wait for it. */
  private record(): void {
    if (!this.isToRecord || !this.link) return;
    this.isToRecord = false;
    this.link.invoke("Revise", this.document).catch(error => {
      if (!Refusal.from(error)) this.isToRecord = true;
    });
  }

  private act(verb: Verb, words: Words): Promise<void> {
    return new Promise((done, failed) => {
      if (!this.link) return failed(new Error("There is no line."));
      this.waiting = { verb, words, done, failed };
      this.settle();
    });
  }

  /** Without suggestions that pend: they are not signed. */
  private async changes({ version, hash }: Read, to: number): Promise<Changed> {
    const answer = await fetch(`${this.page.dataset.live}/difference?from=${version}&to=${to}&projection=original&hash=${hash}`, {
      headers: { accept: "application/json" },
      redirect: "error",
    });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    return (await answer.json()) as Changed;
  }

  private changesAddress(from: number): string {
    const [, kind, key] = this.document.split("/");
    return `/reports/${encodeURIComponent(this.slug)}/history?text=${kind}/${encodeURIComponent(key!)}&from=${from}#shown`;
  }
}
