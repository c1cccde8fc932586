// Where the text stands, beside its title, and the one act that is this person's turn.
import { made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import { draftOf, isInReview, type Review } from "./about";
import { AtHand, type MainVerb } from "./at-hand";
import type { Reading } from "./reading";

export class ReviewBadge {
  private readonly badge: HTMLElement;
  private readonly atHand: AtHand;

  constructor(
    bar: HTMLElement,
    private readonly reading: Reading,
    pressed: (verb: MainVerb) => void,
    open: () => void,
  ) {
    this.badge = bar.querySelector<HTMLElement>("[data-testid=review-state]") ?? made("span", "standing");
    this.badge.dataset.testid = "review-state";
    this.badge.setAttribute("role", "status");
    this.badge.onclick = open;
    if (!this.badge.isConnected) bar.querySelector("[data-testid=sync-state]")!.before(this.badge);
    this.atHand = new AtHand(bar, () => this.badge, pressed, open);
  }

  show(review: Review | null): void {
    this.badge.hidden = review === null;
    this.atHand.show(review, this.reading);
    if (!review) return;
    const draft = draftOf(review);
    this.badge.dataset.state = review.state;
    const unsigned = isInReview(review) ? "review" : review.state === "final" ? "final" : "returned",
      standing = draft ? (draft === "draft" ? draft : "returned") : unsigned;
    this.badge.className = `standing standing-${standing}`;
    this.badge.textContent = stateName(review);
    this.badge.title = review.sentBack?.words ?? "";
  }

  close(): void {
    this.atHand.close();
  }
}

/** Where it stands; of a draft that was one before, who made it one, and how. */
export function stateName(review: Review): string {
  const draft = draftOf(review);
  if (!draft)
    return isInReview(review)
      ? (review.name ?? word("review-state-review"))
      : word(review.state === "waiting" ? "review-state-waiting" : "review-state-final");
  const back = review.sentBack;
  if (!back || draft === "draft") return word(`review-state-${draft}`);
  return back.voided || back.verb !== "edited"
    ? word(`review-back-${back.verb}`, { name: back.by, count: back.voided ?? 0 })
    : word("review-back-edited-some", { name: back.by });
}
