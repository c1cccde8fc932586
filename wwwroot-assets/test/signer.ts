// The panel 审核 without a browser, and who sits before it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Read, Review, Stage, Verb } from "../review/about";
import type { Changed } from "../review/changes";
import { Reading } from "../review/reading";
import { settled } from "./virtual-clock";

const keys = [
  ...readFileSync(new URL("../../src/Authoring.Web/Shell/Words.resx", import.meta.url), "utf8").matchAll(/<data name="client\.([^"]+)"/g),
].map(([, key]) => key!);

/** As much of an element as the panel uses. Words are their keys. */
class Fake {
  children: (Fake | string)[] = [];
  dataset: Record<string, string> = {};
  attributes = new Map<string, string>();
  hidden = false;
  className = "";
  href = "";
  type = "";
  value = "";
  onclick = (): void => {};
  private own = "";
  constructor(readonly tag: string) {}
  append(...children: (Fake | string)[]): void {
    this.children.push(...children);
  }
  replaceChildren(...children: (Fake | string)[]): void {
    [this.children, this.own] = [children, ""];
  }
  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value);
  }
  hasChildNodes(): boolean {
    return this.children.length > 0 || this.own !== "";
  }
  focus(): void {}
  set textContent(text: string) {
    [this.children, this.own] = [[], text];
  }
  get textContent(): string {
    return this.hidden ? "" : this.own + this.children.map(child => (typeof child === "string" ? child : child.textContent)).join(" ");
  }
  set innerHTML(text: string) {
    this.textContent = text;
  }
  all(): Fake[] {
    return this.hidden ? [] : [this, ...this.children.flatMap(child => (typeof child === "string" ? [] : child.all()))];
  }
}
Object.assign(globalThis, {
  document: {
    createElement: (tag: string) => new Fake(tag),
    getElementById: (id: string) =>
      id === "words" ? { textContent: JSON.stringify(Object.fromEntries(keys.map(key => [key, key]))) } : null,
    documentElement: { lang: "zh-CN" },
  },
});
const { ReviewPanel } = await import("../review/panel");

/** A look at a text whose content is its version. */
export const look = (state: string, turn: number, version: number, acts: Verb[] = [], more: Partial<Review> = {}): Review => ({
  state,
  name: null,
  round: 1,
  turn,
  hash: `h${version}`,
  version,
  stages: [],
  acts,
  blocks: [],
  needsReason: false,
  asksMinutes: false,
  sentBack: null,
  approved: null,
  protection: null,
  openComments: 0,
  ...more,
});
export const asked = (turn: number, version: number, more: Partial<Review> = {}): Review =>
  look("county", turn, version, ["approve", "return"], more);
export const stage: Stage = {
  key: "school",
  name: "学校审核",
  status: "later",
  signers: ["李四"],
  by: null,
  at: null,
  words: null,
  minutes: null,
  isOverride: false,
};
/** What the server says of two versions that differ as they are named. */
export const differ = async ({ version }: Read, to: number): Promise<Changed> => ({
  from: version,
  to,
  inserted: to - version,
  deleted: 0,
  html: `of ${version} to ${to}`,
  elsewhere: false,
});

export class Signer {
  private readonly element = new Fake("div");
  readonly reading = new Reading();
  readonly acts: [Verb, string | null][] = [];
  readonly went: string[] = [];
  readonly askedAbout: number[] = [];
  submitsAll = true;
  private readonly panel;
  constructor(changes = differ, act: (verb: Verb) => Promise<void> = async () => {}) {
    this.panel = new ReviewPanel(this.element as unknown as HTMLElement, this.reading, {
      changes,
      changesAddress: () => "",
      sheet: "",
      report: "/reports/r",
      cards: "/reports/r/cases",
      go: place => this.went.push(place),
      askToSubmit: async comments => {
        this.askedAbout.push(comments);
        return this.submitsAll;
      },
      act: async (verb, { hash }) => {
        await act(verb);
        this.acts.push([verb, hash]);
      },
    });
  }

  get sees(): string {
    return this.element.textContent;
  }
  get message(): string {
    return this.element.all().find(({ className }) => className === "review-said")!.textContent;
  }
  get maySign(): boolean {
    return this.button("review-approve")?.attributes.get("aria-disabled") === "false";
  }

  async is(...shown: Review[]): Promise<void> {
    for (const review of shown) {
      this.reading.shown(review);
      this.panel.show(review);
      await settled();
    }
  }

  async press(label: string): Promise<void> {
    const button = this.button(label);
    assert.ok(button, `${label} in ${this.sees}`);
    button.onclick();
    await settled();
  }

  /** The button in the head of the page; `true`: it signs, once he says so again. */
  async pressesInTheHead(): Promise<boolean> {
    const asksOnlyOnce = this.panel.maySign;
    await this.panel.press("approve");
    await settled();
    return asksOnlyOnce;
  }

  writes(words: string): void {
    this.element.all().find(({ tag }) => tag === "textarea")!.value = words;
  }
  meets(day: string): void {
    this.element.all().find(({ tag, type }) => tag === "input" && type === "date")!.value = day;
  }
  link(label: string): Fake | undefined {
    return this.element.all().find(({ tag, textContent }) => tag === "a" && textContent.includes(label));
  }
  get buttons(): Fake[] {
    return this.element.all().filter(({ tag }) => tag === "button");
  }
  button(label: string): Fake | undefined {
    return this.element.all().find(({ tag, textContent }) => tag === "button" && textContent.includes(label));
  }
}
