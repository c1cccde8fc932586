// The one act that is this person's turn now, in the head of the page; on a telephone at its foot, in reach of the thumb. Why it cannot be
// done stands beside it.
import { button, made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import type { Block, Review } from "./about";
import type { Reading } from "./reading";

export type MainVerb = "submit" | "approve";

/** As wide as the page is when its parts lie over each other (page/panels.ts). */
const narrow = "(max-width: 46rem)";

/** `why`: it cannot be done yet. Null: nothing is asked of him. */
export function mainAct(review: Review, { moved }: Pick<Reading, "moved">): { verb: MainVerb; why: string | null } | null {
  const verb = (["approve", "submit"] as const).find(one => review.acts.includes(one));
  if (!verb) return null;
  const block = review.blocks[0];
  if (review.stages.length === 0) return { verb, why: word("review-no-stages") };
  if (block) return { verb, why: blockSentence(block) };
  return { verb, why: verb === "approve" && moved ? word("review-moved") : null };
}

export function blockSentence({ kind, count, titles }: Block): string {
  return word(`review-block-${kind}`, { count, titles: titles.map(title => `《${title}》`).join("、") });
}

export class AtHand {
  private readonly element = made("div", "at-hand");
  private readonly why = made("span", "at-hand-why");
  private readonly button: HTMLButtonElement;
  private verb: MainVerb = "submit";
  private readonly width = matchMedia(narrow);

  constructor(
    private readonly bar: HTMLElement,
    private readonly before: () => Element,
    pressed: (verb: MainVerb) => void,
    open: () => void,
  ) {
    this.button = button("", () => pressed(this.verb), "button button-small button-primary");
    this.why.id = "at-hand-why";
    this.why.onclick = open;
    this.element.hidden = true;
    this.element.append(this.button, this.why);
    this.width.addEventListener("change", this.place);
    this.place();
  }

  show(review: Review | null, reading: Reading): void {
    const act = review && mainAct(review, reading);
    this.element.hidden = !act;
    if (!act) return;
    this.verb = act.verb;
    this.button.dataset.testid = act.verb === "submit" ? "review-submit" : "review-sign";
    if (this.button.textContent !== word(`review-${act.verb}`)) this.button.textContent = word(`review-${act.verb}`);
    this.button.setAttribute("aria-disabled", String(act.why !== null));
    if (act.why) this.button.setAttribute("aria-describedby", this.why.id);
    else this.button.removeAttribute("aria-describedby");
    if (this.why.textContent !== (act.why ?? "")) this.why.textContent = this.why.title = act.why ?? "";
  }

  close(): void {
    this.width.removeEventListener("change", this.place);
    this.element.remove();
  }

  private readonly place = (): void => {
    if (this.width.matches) this.bar.after(this.element);
    else this.before().after(this.element);
  };
}
