// What stands beside the text: one side panel that folds, chosen on the rail at the edge, and the preview, a switch on the same rail. Where
// there is room for both they are both there; where there is less, one takes the other's place; on a narrow screen each lies over the text.
// editor-page.css knows the same widths.
import { word, type Word } from "../kernel/words";
import { remember, remembered, rememberedAs, rememberAs } from "../kernel/remembered";
import { roving } from "../kernel/roving";

const side = ["comments", "suggestions", "review", "references", "lists", "checks"] as const;
type Side = (typeof side)[number];
export type Panel = "text" | "preview" | Side;

const both = "(min-width: 100.01rem)",
  roomy = "(min-width: 80.01rem)";
export const narrow = "(max-width: 46rem)";
const grace = 1000; // ms in which a press on a panel that has come by itself was meant to open it, not to fold it

export class Panels {
  readonly element = document.createElement("div");
  private readonly buttons = new Map<Panel, HTMLButtonElement>();
  private readonly ending = new AbortController();
  private side: Side | "" = "";
  private hasPreview = true;
  private isPreviewAlone = false; // on a narrow screen
  private isChosen = false; // by a person
  private cameAt = Number.NEGATIVE_INFINITY; // ms of the page's clock, when the side panel came forward by itself
  private way = "source";

  constructor(
    private readonly page: HTMLElement,
    /** Opens the tree of the report, where nothing else does. */
    tree: HTMLElement,
    private readonly shown: () => void,
  ) {
    const { element } = this;
    element.className = "panel-tabs";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", word("panels"));
    element.append(tree);
    for (const panel of ["text", "preview", ...side] as const) element.append(this.button(panel));
    roving(element, "button", this.ending.signal).only(this.buttons.get("comments")!);
    for (const width of [both, roomy, narrow])
      matchMedia(width).addEventListener("change", () => this.show(), { signal: this.ending.signal });
    this.remembered();
    this.show();
    page.append(element);
  }

  /** Somebody came for what it holds, or something was asked for that stands there. */
  open(panel: Panel): void {
    this.isChosen = true;
    this.choose(panel);
  }

  choose(panel: Panel): void {
    this.isPreviewAlone = panel === "preview";
    if (panel === "preview") this.hasPreview = true;
    if (panel === "text" || panel === "preview") {
      if (!matchMedia(both).matches || panel === "text") this.side = "";
    } else this.side = panel;
    this.show();
  }

  /** Each way to see the text has its own preview: none beside the text as it is printed, unless somebody wants one. */
  seenAs(way: string): void {
    if (way === this.way) return;
    this.way = way;
    this.remembered();
    this.show();
  }

  /** How many of something wait in a panel. */
  count(panel: Panel, count: number): void {
    const button = this.buttons.get(panel)!;
    if (button.dataset.count === String(count)) return;
    // What waits comes forward where nothing else must give way to it, unless somebody has chosen otherwise.
    if (count > 0 && (button.dataset.count ?? "0") === "0" && !this.isChosen && panel !== "checks" && matchMedia(roomy).matches) {
      this.side = panel as Side;
      this.cameAt = performance.now();
    }
    button.dataset.count = String(count);
    const badge = button.querySelector(".panel-count")!;
    badge.textContent = count > 0 ? ` ${count}` : "";
    this.show();
  }

  focus(): void {
    this.element.querySelector<HTMLElement>("[tabindex='0']")?.focus();
  }

  close(): void {
    this.ending.abort();
    this.element.remove();
  }

  private remembered(): void {
    this.hasPreview = remembered(`preview-${this.way}`, this.way !== "visual");
    if (this.isChosen) return;
    const kept = rememberedAs("side", ""),
      usual = kept || (this.hasPreview ? "" : "lists");
    this.isChosen = kept !== "";
    this.side = matchMedia(roomy).matches && side.some(name => name === usual) ? (usual as Side) : "";
  }

  private press(panel: Panel): void {
    const isShown = this.isShown(panel),
      cameMeanwhile = panel === this.side && performance.now() - this.cameAt < grace;
    this.cameAt = Number.NEGATIVE_INFINITY;
    this.isChosen = true;
    if (panel === "preview" && isShown) this.hasPreview = this.isPreviewAlone = false;
    else this.choose(isShown && !cameMeanwhile ? "text" : panel);
    if (panel === "preview" && !matchMedia(narrow).matches) remember(`preview-${this.way}`, this.hasPreview);
    if (matchMedia(roomy).matches) rememberAs("side", this.side || "none");
    this.show();
  }

  private isShown(panel: Panel): boolean {
    if (matchMedia(narrow).matches) return panel === (this.side || (this.isPreviewAlone ? "preview" : "text"));
    if (panel === "preview") return this.hasPreview && (this.side === "" || matchMedia(both).matches);
    return panel === this.side;
  }

  private show(): void {
    const { page } = this;
    page.dataset.side = this.side;
    page.dataset.preview = this.isShown("preview") ? "on" : "off";
    for (const [panel, button] of this.buttons) {
      const isShown = this.isShown(panel);
      button.setAttribute("aria-pressed", String(isShown));
      button.title = isShown && panel !== "text" ? `${button.dataset.name} · ${word("panel-fold")}` : button.dataset.name!;
    }
    this.shown();
  }

  private button(panel: Panel): HTMLButtonElement {
    const button = document.createElement("button"),
      name: Word = panel === "preview" ? "preview-beside" : `panel-${panel}`;
    button.type = "button";
    button.dataset.panel = panel;
    button.dataset.name = word(name);
    button.append(
      Object.assign(document.createElement("span"), { textContent: word(`panel-${panel}`) }),
      Object.assign(document.createElement("span"), { className: "panel-count" }),
    );
    button.onclick = () => this.press(panel);
    this.buttons.set(panel, button);
    return button;
  }
}
