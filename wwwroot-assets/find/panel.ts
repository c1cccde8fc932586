// Find and replace above the text. What is found is counted; so is what was replaced.
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  getSearchQuery,
  type SearchQuery,
  selectMatches,
  setSearchQuery,
} from "@codemirror/search";
import { type Command, type EditorView, type Panel, runScopeHandlers, type ViewUpdate } from "@codemirror/view";
import { Debounce } from "../kernel/debounce";
import { type Word, word } from "../kernel/words";
import { matchesOf, ReadQuery, replaceAll, replaceNext } from "./query";

const afterTyping = 150; // milliseconds
const mostCounted = 5_000;

export function searchPanel(view: EditorView): Panel {
  return new SearchPanel(view);
}

class SearchPanel implements Panel {
  readonly dom = document.createElement("div");
  readonly top = true;
  private readonly find = this.field("find");
  private readonly replacement = this.field("find-replace");
  private readonly matchCase = this.check("find-case");
  private readonly wholeWord = this.check("find-word");
  private readonly regexp = this.check("find-regexp");
  private readonly said = document.createElement("span");
  private readonly counting = new Debounce(afterTyping, () => this.count());
  private query: SearchQuery;

  constructor(private readonly view: EditorView) {
    const { dom } = this;
    this.query = getSearchQuery(view.state);
    dom.className = "cm-search find-panel";
    dom.setAttribute("role", "search");
    dom.setAttribute("aria-label", word("find"));
    this.find.setAttribute("main-field", "true");
    this.said.className = "find-said";
    this.said.setAttribute("role", "status");
    dom.append(
      row(
        this.find,
        this.button("find-previous", findPrevious),
        this.button("find-next", findNext),
        this.button("close", closeSearchPanel),
      ),
      ...(view.state.readOnly
        ? []
        : [
            row(
              this.replacement,
              this.button("find-replace-one", replaceNext),
              this.button("find-replace-all", target => this.replaceAll(target)),
            ),
          ]),
      row(this.said, this.matchCase.label, this.wholeWord.label, this.regexp.label, this.button("find-all", selectMatches)),
    );
    dom.onkeydown = event => this.key(event);
    this.show();
  }

  mount(): void {
    this.find.select();
    this.count();
  }

  update(update: ViewUpdate): void {
    for (const tr of update.transactions)
      for (const effect of tr.effects)
        if (effect.is(setSearchQuery) && !effect.value.eq(this.query)) {
          this.query = effect.value;
          this.show();
        }
    if (
      update.docChanged ||
      update.selectionSet ||
      update.transactions.some(({ effects }) => effects.some(effect => effect.is(setSearchQuery)))
    )
      this.countSoon();
  }

  destroy(): void {
    this.counting.cancel();
  }

  private show(): void {
    this.find.value = this.query.search;
    this.replacement.value = this.query.replace;
    this.matchCase.input.checked = this.query.caseSensitive;
    this.wholeWord.input.checked = this.query.wholeWord;
    this.regexp.input.checked = this.query.regexp;
  }

  private readonly commit = (): void => {
    const { find, replacement, matchCase, wholeWord, regexp } = this;
    const query = new ReadQuery({
      search: find.value,
      replace: replacement.value,
      caseSensitive: matchCase.input.checked,
      wholeWord: wholeWord.input.checked,
      regexp: regexp.input.checked,
      literal: !regexp.input.checked,
    });
    if (query.eq(this.query)) return;
    this.query = query;
    this.view.dispatch({ effects: setSearchQuery.of(query) });
  };

  private key(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return; // Enter takes the input method's word
    if (runScopeHandlers(this.view, event, "search-panel")) return event.preventDefault();
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    this.commit();
    if (event.target === this.replacement) replaceNext(this.view);
    else (event.shiftKey ? findPrevious : findNext)(this.view);
  }

  private replaceAll(view: EditorView): boolean {
    this.commit();
    const count = replaceAll(view.state, spec => view.dispatch(spec));
    this.counting.cancel();
    this.said.textContent = count > 0 ? word("find-replaced").replace("$", String(count)) : word("find-none");
    return count > 0;
  }

  private countSoon(): void {
    this.counting.call();
  }

  private count(): void {
    if (!this.query.search) return void (this.said.textContent = "");
    if (!this.query.valid) return void (this.said.textContent = word("find-invalid"));
    const { total, current } = this.matches(mostCounted);
    this.said.textContent =
      total === 0
        ? word("find-none")
        : word(total >= mostCounted ? "find-count-many" : current ? "find-count-at" : "find-count", { total, current });
  }

  private matches(most: number): { total: number; current: number } {
    const { from, to } = this.view.state.selection.main,
      found = matchesOf(this.view.state, most);
    return { total: found?.length ?? most, current: (found?.findIndex(match => match.from === from && match.to === to) ?? -1) + 1 };
  }

  private field(name: Word): HTMLInputElement {
    const input = document.createElement("input");
    Object.assign(input, {
      className: "cm-textfield",
      name,
      placeholder: word(name),
      oninput: () => this.commit(),
      onchange: () => this.commit(),
    });
    input.setAttribute("aria-label", word(name));
    input.setAttribute("form", "");
    return input;
  }

  private check(name: Word): { label: HTMLElement; input: HTMLInputElement } {
    const label = document.createElement("label"),
      input = document.createElement("input");
    Object.assign(input, { type: "checkbox", name, onchange: () => this.commit() });
    label.append(input, ` ${word(name)}`);
    return { label, input };
  }

  private button(name: Word, run: Command): HTMLButtonElement {
    const button = document.createElement("button");
    Object.assign(button, {
      type: "button",
      className: "cm-button",
      name,
      textContent: name === "close" ? "×" : word(name),
      onclick: () => {
        this.commit();
        run(this.view);
      },
    });
    if (name === "close") button.setAttribute("aria-label", word("close"));
    return button;
  }
}

function row(...parts: HTMLElement[]): HTMLElement {
  const element = document.createElement("div");
  element.className = "find-row";
  element.append(...parts);
  return element;
}
