// May one write in this text, or suggest? The page knew it when it was made; an assignment may change it while the text is open. It is said
// beside the title, and to screen readers.
import { word } from "../kernel/words";

export type May = "read" | "suggest" | "write";

export class Access {
  private badge: HTMLElement | null;
  private readonly first: May;

  constructor(
    private readonly page: HTMLElement,
    private may: May,
    private readonly changed: (may: May) => void,
  ) {
    this.first = may;
    this.badge = page.querySelector<HTMLElement>(".editor-bar .badge");
  }

  /** The text came later than the news. */
  opened(): void {
    if (this.may !== this.first || this.may === "suggest") this.changed(this.may);
  }

  show(readOnly: string | null, onlySuggests: boolean): void {
    const may = readOnly !== null ? "read" : onlySuggests ? "suggest" : "write";
    if (may === this.may) return;
    this.may = may;
    const badge = (this.badge ??= this.made());
    badge.className = "badge";
    badge.setAttribute("role", "status");
    badge.title = may === "suggest" ? word("suggest-only") : "";
    badge.textContent = readOnly ?? word(onlySuggests ? "access-suggest" : "access-write");
    this.changed(may);
  }

  private made(): HTMLElement {
    const badge = document.createElement("span");
    this.page.querySelector("[data-testid=sync-state]")?.before(badge);
    return badge;
  }
}
