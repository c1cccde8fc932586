// The rescue copy: what was kept on the left, the present text on the right, each difference to be taken by itself. A bundle of its own,
// compare.js, which the editor's page fetches while the line still stands. Nothing is thrown away but by the button that says so.
import { button, made, type Modal, openModal } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import { again, type Difference, type Edit, type Place, places, type Stretch, taken } from "../kernel/differences";

export interface Rescue {
  kept: string;
  /** What is being looked at, in a sentence. */
  about: string;
  own: readonly Stretch[] | null;
  /** The text to compare with, as it is at this moment; null when it cannot be had. */
  present(): string | null;
  presentName: string;
  /** Puts edits into the present text; null where that cannot be done now. */
  take(): ((edits: readonly Edit[]) => void) | null;
  /** Something of it was taken or copied. */
  used(): void;
  download(): void;
  /** Throws the copy away; null where it is no copy. */
  discard: (() => Promise<void>) | null;
}

const mostPlaces = 200;
const longestSame = 160; // UTF-16 code units of what is the same between two differences, before its middle is left out
const longestOther = 4_000;
const longestOnButton = 16;

export function openRescue(rescue: Rescue): void {
  new RescueWindow(rescue).compare();
}

class RescueWindow {
  private readonly modal: Modal = openModal(word("rescue"));
  private readonly list = made("div", "rescue-places");
  private readonly said = made("p", "rescue-said");
  private readonly takeAll = button(word("rescue-take-all"), () => this.take(this.mine()), "button button-primary");
  private present: string | null = null; // as it is compared here
  private found: Place[] = [];

  constructor(private readonly rescue: Rescue) {
    const { element, body, foot } = this.modal;
    element.classList.add("rescue");
    element.dataset.testid = "rescue";
    this.said.setAttribute("role", "status");
    body.append(made("p", "rescue-about", rescue.about), this.said, this.list);
    const copy = button(word("rescue-copy"), () => {
      const done = copied(element, rescue.kept);
      if (done) rescue.used();
      this.said.textContent = word(done ? "rescue-copied" : "rescue-not-copied");
    });
    foot.append(this.takeAll, copy, button(word("download"), rescue.download));
    if (rescue.discard) foot.append(button(word("leftover-discard"), () => void this.discard(rescue.discard!)));
    foot.append(button(word("close"), () => this.modal.close()));
  }

  compare(): void {
    const { kept, own } = this.rescue;
    this.present = this.rescue.present();
    this.found = this.present === null ? [] : places(kept, this.present, own);
    const mine = this.mine();
    this.takeAll.hidden = this.rescue.take() === null || mine.length === 0;
    this.said.textContent =
      this.present === null
        ? word("rescue-no-present")
        : this.found.length === 0
          ? word("rescue-same")
          : word("rescue-count", { count: this.differences().length });
    if (this.present === null) return this.list.replaceChildren(made("div", "rescue-side", clipped(kept, longestOther)));
    this.list.replaceChildren(...this.found.slice(0, mostPlaces).map((place, i) => this.placeOf(place, i)));
    if (this.found.length > mostPlaces) this.list.append(made("p", "", word("rescue-more", { count: this.found.length - mostPlaces })));
  }

  private differences(): Difference[] {
    return this.found.flatMap(({ differences }) => differences);
  }
  private mine(): Difference[] {
    return this.differences().filter(({ mine }) => mine);
  }

  private placeOf(place: Place, i: number): HTMLElement {
    const { kept, take } = this.rescue,
      present = this.present!,
      { differences } = place;
    const sides = made(
      "div",
      "rescue-sides",
      side(
        word("rescue-kept"),
        marked(
          kept,
          place.fromA,
          place.toA,
          differences.map(({ fromA, toA, mine }) => ({ from: fromA, to: toA, mine })),
          "ins",
        ),
      ),
      side(
        this.rescue.presentName,
        marked(
          present,
          place.fromB,
          place.toB,
          differences.map(({ fromB, toB, mine }) => ({ from: fromB, to: toB, mine })),
          "del",
        ),
      ),
    );
    const element = made("section", "rescue-place", sides);
    element.setAttribute("aria-label", word("rescue-place", { number: i + 1, count: this.found.length }));
    if (take() === null) return element;
    const actions = made("div", "rescue-actions", ...differences.map(difference => this.takeButton(difference)));
    element.append(actions);
    return element;
  }

  private takeButton(difference: Difference): HTMLButtonElement {
    const mine = this.rescue.kept.slice(difference.fromA, difference.toA),
      other = this.present!.slice(difference.fromB, difference.toB);
    const label =
      mine === ""
        ? word("rescue-remove", { text: brief(other) })
        : other === ""
          ? word("rescue-insert", { text: brief(mine) })
          : word("rescue-replace", { text: brief(mine), other: brief(other) });
    const taking = button(label, () => this.take([difference]), "button button-small");
    if (!difference.mine) taking.append(made("span", "rescue-others", word("rescue-others")));
    return taking;
  }

  /** Others may have gone on writing since it was compared: what is still the same difference is taken, wherever it stands now. */
  private take(wanted: readonly Difference[]): void {
    const put = this.rescue.take(),
      was = this.present,
      present = this.rescue.present();
    if (!put || was === null || present === null) return this.compare();
    const now =
      present === was ? this.differences() : places(this.rescue.kept, present, this.rescue.own).flatMap(({ differences }) => differences);
    const edits = wanted.flatMap(one => again(now, present, one, was) ?? []).map(one => taken(this.rescue.kept, one));
    const place = [...this.list.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
    if (edits.length > 0) {
      this.rescue.used();
      put(edits);
    }
    this.compare();
    const missed = wanted.length - edits.length;
    this.said.textContent =
      (missed > 0 ? word("rescue-moved", { count: missed }) : word("rescue-taken", { count: edits.length })) + this.said.textContent;
    const buttons = this.list.querySelectorAll("button");
    (buttons[Math.min(Math.max(place, 0), buttons.length - 1)] ?? this.modal.element).focus();
  }

  private async discard(discard: () => Promise<void>): Promise<void> {
    if (!confirm(word("leftover-discard-sure"))) return;
    await discard();
    this.modal.close();
  }
}

const side = (name: string, content: readonly Node[]): HTMLElement =>
  made("div", "rescue-side", made("h3", "", name), made("div", "rescue-text", ...content));

/** The lines from `from` to `to`; differences stand out by more than their colour. */
function marked(
  text: string,
  from: number,
  to: number,
  ranges: readonly { from: number; to: number; mine: boolean }[],
  tag: "ins" | "del",
): Node[] {
  const nodes: Node[] = [];
  let at = from;
  for (const range of ranges) {
    if (range.from > at) nodes.push(document.createTextNode(clipped(text.slice(at, range.from), longestSame)));
    if (range.to > range.from)
      nodes.push(made(tag, range.mine ? "" : "rescue-by-others", clipped(visible(text.slice(range.from, range.to)), longestOther)));
    at = range.to;
  }
  if (to > at) nodes.push(document.createTextNode(clipped(text.slice(at, to), longestSame)));
  return nodes;
}

const visible = (text: string): string => text.replace(/\n/g, "↵\n");
const brief = (text: string): string => clipped(text.replace(/\n/g, "↵"), longestOnButton);

function clipped(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const part = longest / 2;
  return `${whole(text.slice(0, part))}…${whole(text.slice(-part))}`;
}

const whole = (text: string): string => text.replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "");

/** Also where a page has no clipboard of its own: plain http in an office. */
function copied(inside: HTMLElement, text: string): boolean {
  const area = made("textarea", "rescue-copying"),
    before = document.activeElement;
  area.value = text;
  inside.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
