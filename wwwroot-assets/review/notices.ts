// What stands above the form: who sent it back, what has changed since it was read, what stands in the way.
import { moment } from "../kernel/dialog/list";
import { button, made } from "../kernel/dialog/modal";
import { type Word, word } from "../kernel/words";
import { type Block, isDraft, type Read, type Review } from "./about";
import { blockSentence } from "./at-hand";
import type { Reading } from "./reading";

interface Asks {
  changes(from: Read, title?: Word): void;
  go(place: "suggestions" | "errors"): void;
  readonly report: string;
  readonly cards: string;
}

/** What he is to know before he acts. */
export function noticesOf(review: Review, { moved, stopped }: Reading, asks: Asks): HTMLElement[] {
  const found: HTMLElement[] = [];
  const back = review.sentBack;
  // Who did it, and what, is said above.
  if (back && isDraft(review))
    found.push(notice("wait", made("p", "", moment(back.at)), ...(back.words ? [made("blockquote", "", back.words)] : [])));
  if (review.stages.length === 0) found.push(notice("wait", made("p", "", word("review-no-stages"))));
  const { approved } = review;
  if (approved && approved.hash !== review.hash && !review.acts.includes("approve") && !stopped)
    found.push(
      notice(
        "info",
        made("p", "", word("review-signed-once")),
        button(word("review-see-signed-changes"), () => asks.changes(approved, "review-changes-since-signed"), "button button-small"),
      ),
    );
  if (stopped)
    found.push(
      notice(
        "bad",
        made("p", "", word("review-stopped")),
        button(word("review-see-changes"), () => asks.changes(stopped), "button button-small"),
      ),
    );
  if (moved)
    found.push(
      notice(
        "bad",
        made("p", "", word("review-moved")),
        button(word("review-see-changes"), () => asks.changes(moved), "button button-small"),
      ),
    );
  found.push(...review.blocks.map(block => notice("wait", made("p", "", blockSentence(block)), wayOn(block, asks))));
  return found;
}

/** To where it is put right. */
function wayOn({ kind }: Block, asks: Asks): HTMLElement {
  if (kind === "suggestions" || kind === "errors") return button(word(`review-go-${kind}`), () => asks.go(kind), "button button-small");
  const link = made("a", "button button-small", word(`review-go-${kind}`));
  link.href = kind === "cards" ? asks.cards : asks.report;
  return link;
}

function notice(kind: "wait" | "bad" | "info", ...content: (Node | string)[]): HTMLElement {
  return made("div", `review-notice review-notice-${kind}`, ...content);
}
