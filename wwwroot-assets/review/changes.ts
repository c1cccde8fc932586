// What has changed since a version, beside the text: first of all for a signer who has read the text before. The server lays it out, as on
// the page of versions.
import { button, made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import type { Read } from "./about";

/** `elsewhere`: a case card or a picture has changed, too. */
export interface Changed {
  from: number;
  to: number;
  inserted: number;
  deleted: number;
  html: string;
  elsewhere: boolean;
}

export interface Since {
  from: Read;
  /** Since when, in words. */
  title: string;
  /** Why he is shown it first; null: he asked. */
  why: string | null;
}

export class Changes {
  readonly element = made("section", "review-changes");
  private readonly body = made("div", "");
  private shown = "";
  private state: "coming" | "there" | "failed" = "coming";

  /** `seen`: they are on his screen, since and up to which text. */
  constructor(
    private readonly fetching: (from: Read, to: number) => Promise<Changed>,
    private readonly address: (from: number) => string,
    private readonly seen: (from: Read, to: Read) => void,
  ) {
    this.element.dataset.testid = "review-changes";
    this.element.hidden = true;
  }

  /** `to`: the text on the screen; with another one they are fetched again. */
  show(since: Since | null, to: Read): void {
    this.element.hidden = since === null;
    const shown = JSON.stringify([since && [since.from.hash, since.title], to.hash]);
    if (shown === this.shown) {
      if (since && this.state === "there") this.seen(since.from, to);
      return;
    }
    this.shown = shown;
    if (!since) return this.element.replaceChildren();
    const link = made("a", "", word("review-changes-page"));
    link.href = this.address(since.from.version);
    this.element.replaceChildren(
      made("h2", "", since.title),
      ...(since.why ? [made("p", "", since.why)] : []),
      this.body,
      made("p", "", link),
    );
    this.load(since.from, to, shown);
  }

  /** He asks for them once more; what could not be fetched is fetched again. */
  again(): void {
    if (this.state === "failed") this.shown = "";
  }

  private load(from: Read, to: Read, shown: string): void {
    this.state = "coming";
    // What was there stays until the new is here: the signer may be reading it.
    if (!this.body.hasChildNodes()) this.body.textContent = word("loading");
    this.fetching(from, to.version).then(
      ({ inserted, deleted, html, elsewhere }) => {
        if (shown !== this.shown) return;
        const lines = made("div", ""),
          isOther = inserted > 0 || deleted > 0;
        if (isOther) lines.innerHTML = html; // rendered and escaped by the server
        this.body.replaceChildren(
          ...(isOther || !elsewhere
            ? [made("p", "muted", isOther ? word("review-changes-size", { inserted, deleted }) : word("review-changes-none"))]
            : []),
          ...(elsewhere ? [made("p", "", word(isOther ? "review-changes-elsewhere-too" : "review-changes-elsewhere"))] : []),
          lines,
        );
        this.state = "there";
        this.seen(from, to);
      },
      () => {
        if (shown !== this.shown) return;
        this.state = "failed";
        this.body.replaceChildren(
          made("p", "", word("review-changes-failed")),
          button(word("review-changes-again"), () => this.load(from, to, shown), "button button-small"),
        );
      },
    );
  }
}
