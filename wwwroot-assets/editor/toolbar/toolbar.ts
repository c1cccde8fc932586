// The row of buttons above the text. One stop for Tab; arrow keys go from tool to tool. A press leaves the focus in the text.
import type { EditorView, ViewUpdate } from "@codemirror/view";
import { word } from "../../kernel/words";
import { levelAt, levels, setHeading } from "./headings";
import { icon } from "./icons";
import { More } from "./more";
import { openTableForm } from "./table-form";
import { type Block, blockKeys, commentKey, footnote, isInTable, marks, steps, tableTools, type Tool, type ToolName } from "./tools";
import { giveFocus } from "../../kernel/focus";

const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

/** `first`: opens something that leads to a change of the text, once its writer has said that he makes one. */
export interface Around {
  first(open: () => void): void;
  openFigures(view: EditorView): void;
  openCases(view: EditorView): void;
  freeTableId(): string;
  openReferences(view: EditorView): void;
  comment(): void;
  /** Opens the tree of the report. */
  tree: HTMLElement;
}

export class Toolbar {
  readonly element = document.createElement("div");
  private readonly buttons: { tool: Tool; button: HTMLButtonElement }[] = [];
  private readonly level: HTMLSelectElement;
  private readonly blocks: HTMLElement;
  private readonly tableGroup: HTMLElement;
  /** What stands here where the head has no room for it. */
  readonly modes = this.group("tools-modes", []);
  private readonly reading = document.createElement("span");
  private readonly more: More;

  constructor(
    private readonly view: EditorView,
    private readonly around: Around,
  ) {
    const { element } = this;
    element.className = "toolbar";
    element.setAttribute("role", "toolbar");
    element.setAttribute("aria-label", word("toolbar"));
    this.level = this.levels();
    this.blocks = this.group("tools-blocks", this.blockTools());
    this.tableGroup = this.buttonGroup("tools-table", tableTools);
    this.reading.className = "toolbar-reading";
    this.reading.textContent = word("toolbar-reading");
    const [bolder, slanted, ...listed] = marks.map(tool => this.button(tool));
    const comment = this.opening("comment", commentKey, () => around.comment(), { forReaders: true });
    comment.dataset.testid = "comment-new";
    const row = document.createElement("div"),
      groups = [
        this.reading,
        this.group("tools-level", [this.level]),
        this.group("tools-marks", [bolder!, slanted!]),
        this.group("tools-comment", [comment]),
        this.tableGroup,
        this.blocks,
        this.group("tools-lists", listed),
        this.buttonGroup("tools-steps", steps),
        this.group("tools-inside", [this.button(footnote), this.opening("reference", "@", () => around.openReferences(view))]),
      ];
    row.className = "toolbar-row";
    row.append(...groups);
    element.append(this.group("tools-tree", [around.tree]), row);
    this.more = new More(row, groups);
    element.append(this.more.button, this.more.menu, this.modes);
    element.addEventListener("keydown", event => this.move(event));
    element.addEventListener("focusin", event => this.only(event.target as HTMLElement));
    this.show();
    this.only(this.stops()[0]);
  }

  private blockTools(): HTMLElement[] {
    const { view, around } = this;
    const table: HTMLButtonElement = this.opening("table", blockKeys.table, () => openTableForm(view, table, around.freeTableId));
    table.setAttribute("aria-haspopup", "dialog");
    table.setAttribute("aria-expanded", "false");
    return [
      table,
      this.opening("figure", blockKeys.figure, () => around.first(() => around.openFigures(view))),
      this.opening("case", blockKeys.case, () => around.first(() => around.openCases(view))),
    ];
  }

  /** A button that opens something. */
  private opening(name: ToolName, keys: string, open: () => void, more: Partial<Tool> = {}): HTMLButtonElement {
    const run = () => {
      open();
      return true;
    };
    return this.button({ name, keys, opens: true, run, ...more });
  }

  private buttonGroup(name: string, tools: readonly Tool[]): HTMLElement {
    return this.group(
      name,
      tools.map(tool => this.button(tool)),
    );
  }

  close(): void {
    this.more.close();
  }

  /** By its key, where its button is to be had: not for readers. */
  press(block: Block): boolean {
    const { tool } = this.buttons.find(({ tool }) => tool.name === block)!;
    return !this.blocks.hidden && tool.run(this.view);
  }

  update(update: ViewUpdate): void {
    if (update.docChanged || update.selectionSet || update.startState.readOnly !== update.state.readOnly || update.transactions.length > 0)
      this.show();
  }

  private show(): void {
    const { state } = this.view;
    for (const { tool, button } of this.buttons) {
      const able = tool.isAble?.(state) ?? true;
      button.hidden = state.readOnly && !tool.forReaders;
      if (tool.isOn) button.setAttribute("aria-pressed", String(!state.readOnly && tool.isOn(state)));
      if (button.getAttribute("aria-disabled") !== String(!able)) {
        button.setAttribute("aria-disabled", String(!able));
        button.title = able || !tool.reason ? tooltip(tool) : `${tooltip(tool)} · ${word(tool.reason)}`;
      }
    }
    this.level.hidden = state.readOnly;
    const level = String(Math.min(levelAt(state), levels.length));
    if (this.level.value !== level) this.level.value = level;
    const inTable = isInTable(state);
    this.tableGroup.hidden = state.readOnly || !inTable;
    this.blocks.hidden = state.readOnly; // from inside a table they put things below it
    this.reading.hidden = !state.readOnly;
    this.level.disabled = inTable;
    this.level.title = inTable ? word("not-in-table") : `${word("tool-heading")} ${shownKeys("Mod-Alt-1")}…${levels.length}`;
    this.more.fit();
    const stops = this.stops();
    if (stops.every(tool => tool.tabIndex !== 0)) this.only(stops[0]);
  }

  private levels(): HTMLSelectElement {
    const select = document.createElement("select");
    select.setAttribute("aria-label", word("tool-heading"));
    select.append(...([0, ...levels] as const).map(level => new Option(word(`tool-heading-${level}`), String(level))));
    select.onchange = () => {
      setHeading(Number(select.value))(this.view);
      giveFocus(this.view);
    };
    return select;
  }

  private button(tool: Tool): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.tool = tool.name;
    button.title = tooltip(tool);
    button.setAttribute("aria-label", word(`tool-${tool.name}`));
    if (tool.keys) button.setAttribute("aria-keyshortcuts", tool.keys.replace("Mod", isMac ? "Meta" : "Control").replace(/-/g, "+"));
    button.append(icon(tool.name));
    button.onmousedown = event => event.preventDefault(); // the focus stays in the text
    button.onclick = () => {
      if (button.getAttribute("aria-disabled") === "true") return;
      tool.run(this.view);
      if (!tool.opens) giveFocus(this.view);
    };
    this.buttons.push({ tool, button });
    return button;
  }

  private group(name: string, tools: HTMLElement[]): HTMLElement {
    const group = document.createElement("div");
    group.className = `tools ${name}`;
    group.append(...tools);
    return group;
  }

  private stops(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>("button, select")].filter(tool => tool.getClientRects().length > 0);
  }

  /** Tab comes to one tool, the one that was used last. */
  private only(tool: HTMLElement | undefined): void {
    if (!tool) return;
    for (const other of this.element.querySelectorAll<HTMLElement>("button, select")) other.tabIndex = other === tool ? 0 : -1;
  }

  private move(event: KeyboardEvent): void {
    const stops = this.stops(),
      here = stops.indexOf(event.target as HTMLElement),
      last = stops.length - 1;
    const to =
      event.key === "ArrowRight"
        ? here + 1
        : event.key === "ArrowLeft"
          ? here - 1
          : event.key === "Home"
            ? 0
            : event.key === "End"
              ? last
              : null;
    if (to === null || here < 0) return;
    event.preventDefault();
    stops[to < 0 ? last : to > last ? 0 : to]!.focus();
  }
}

function tooltip({ name, keys }: Pick<Tool, "name" | "keys">): string {
  return keys ? `${word(`tool-${name}`)} ${shownKeys(keys)}` : word(`tool-${name}`);
}

export const shownKeys = (keys: string): string =>
  isMac
    ? keys.replace("Mod-", "⌘").replace("Alt-", "⌥").replace("Shift-", "⇧").toUpperCase()
    : keys
        .replace("Mod-", "Ctrl+")
        .replace("Alt-", "Alt+")
        .replace("Shift-", "Shift+")
        .replace(/[a-z]$/, key => key.toUpperCase());
