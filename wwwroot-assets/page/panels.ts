// What stands beside the text. Where there is room (editor-page.css says from which width on), text and preview are always there, and
// tabs choose what fills the column on the right; where there is not, they choose among all.
import { word } from "../kernel/words";

const side = ["lists", "comments", "suggestions", "review"] as const;
const panels = ["text", "preview", ...side] as const;
export type Panel = (typeof panels)[number];

const roomy = "(min-width: 80.01rem)",
  narrow = "(max-width: 46rem)";

export class Panels {
  readonly element = document.createElement("div");
  private readonly buttons = new Map<Panel, HTMLButtonElement>();
  private readonly ending = new AbortController();
  private isChosen = false; // by a person

  constructor(
    private readonly page: HTMLElement,
    before: Element,
  ) {
    const { element } = this;
    element.className = "panel-tabs";
    element.setAttribute("role", "group");
    element.setAttribute("aria-label", word("panels"));
    for (const panel of panels) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.panel = panel;
      button.textContent = word(`panel-${panel}`);
      button.onclick = () => {
        this.isChosen = true;
        this.choose(panel);
      };
      this.buttons.set(panel, button);
    }
    page.dataset.side = side[0];
    matchMedia(roomy).addEventListener("change", () => this.show(), { signal: this.ending.signal });
    this.choose(matchMedia(narrow).matches ? "text" : "preview");
    element.append(...this.buttons.values());
    before.before(element);
  }

  choose(panel: Panel): void {
    this.page.dataset.panel = panel;
    if (side.some(name => name === panel)) this.page.dataset.side = panel;
    this.show();
  }

  /** Somebody came for what it holds. */
  open(panel: Panel): void {
    this.isChosen = true;
    this.choose(panel);
  }

  /** How many of something wait in a panel. */
  count(panel: Panel, count: number): void {
    const button = this.buttons.get(panel)!;
    if (button.dataset.count === String(count)) return;
    // What waits comes forward where nothing else must give way to it, unless somebody has chosen otherwise.
    if (count > 0 && (button.dataset.count ?? "0") === "0" && !this.isChosen) this.page.dataset.side = panel;
    button.dataset.count = String(count);
    this.show();
    button.textContent = word(`panel-${panel}`) + (count > 0 ? ` ${count}` : "");
  }

  close(): void {
    this.ending.abort();
    this.element.remove();
  }

  private show(): void {
    const chosen = matchMedia(roomy).matches ? this.page.dataset.side : this.page.dataset.panel;
    for (const [panel, button] of this.buttons) button.setAttribute("aria-pressed", String(panel === chosen));
  }
}
