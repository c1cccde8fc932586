// The toolbar is one row at every width: what finds no room in it stands in a menu at its end.
import { word } from "../../kernel/words";

export class More {
  readonly button = document.createElement("button");
  readonly menu = document.createElement("div");
  private readonly watching: ResizeObserver;
  private readonly leaving = new AbortController();
  private state = "";

  /** `groups` stand in `row`; those that come last leave it first. */
  constructor(
    private readonly row: HTMLElement,
    private readonly groups: readonly HTMLElement[],
  ) {
    const { button, menu } = this,
      { signal } = this.leaving;
    button.type = "button";
    button.className = "toolbar-more";
    button.dataset.testid = "toolbar-more";
    button.textContent = word("tool-more");
    button.setAttribute("aria-haspopup", "true");
    button.onmousedown = event => event.preventDefault(); // the focus stays in the text
    button.onclick = () => this.open(menu.hidden === true);
    menu.className = "toolbar-menu";
    menu.addEventListener("click", event => {
      if ((event.target as Element).closest("button")) this.open(false);
    });
    this.open(false);
    document.addEventListener(
      "pointerdown",
      event => {
        if (![menu, button].some(part => part.contains(event.target as Node))) this.open(false);
      },
      { signal },
    );
    document.addEventListener(
      "keydown",
      event => {
        if (event.key !== "Escape" || menu.hidden) return;
        const isInside = menu.contains(document.activeElement);
        this.open(false);
        if (isInside) button.focus();
      },
      { signal, capture: true },
    );
    this.watching = new ResizeObserver(() => this.fit(true));
    this.watching.observe(row);
  }

  /** After tools have come or gone. */
  fit(anew = false): void {
    const { row, groups, menu, button } = this,
      state = groups.map(({ hidden }) => hidden).join();
    if (row.clientWidth === 0 || (!anew && state === this.state)) return;
    this.state = state;
    const focused = document.activeElement as HTMLElement | null;
    if (menu.contains(focused)) return;
    row.append(...groups);
    for (let i = groups.length - 1; i > 0 && row.scrollWidth > row.clientWidth; i--) menu.prepend(groups[i]!);
    button.hidden = menu.childElementCount === 0 || [...menu.children].every(group => (group as HTMLElement).hidden);
    if (button.hidden) this.open(false);
    if (focused !== document.activeElement && row.contains(focused)) focused?.focus();
  }

  close(): void {
    this.leaving.abort();
    this.watching.disconnect();
  }

  private open(isOpen: boolean): void {
    this.menu.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
  }
}
