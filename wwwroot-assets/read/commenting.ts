// Comments on what is selected in the report that is read. They are kept where all comments are; this page only takes them.
import { Offer } from "../comments/offer";
import { type PrintedWords, printedWords } from "../comments/selected";
import { sendOrLeave, WordsBox } from "../comments/words-box";
import { made, type Modal, openModal } from "../kernel/dialog/modal";
import { word, wordOr } from "../kernel/words";

const longestWait = 20_000; // milliseconds

export class Commenting {
  private readonly offer: Offer;
  private readonly said = made("p", "read-said");
  private selected: PrintedWords | null = null;
  private open: Modal | null = null;

  /** `found`: words that the page has just found are as good as selected ones, for who has no mouse. */
  constructor(
    private readonly text: HTMLElement,
    private readonly button: HTMLButtonElement,
    private readonly found: () => Range | null,
  ) {
    this.said.setAttribute("role", "status");
    this.said.dataset.testid = "read-said";
    button.closest(".read-bar")!.append(this.said);
    this.offer = new Offer(
      range => this.rested(range),
      () => this.begin(),
    );
    button.addEventListener("pointerdown", event => event.preventDefault());
    button.addEventListener("click", () => this.begin());
    document.addEventListener("keydown", event => this.key(event));
  }

  private rested(range: Range | null): boolean {
    if (this.open) return false;
    this.selected = range && printedWords(this.text, range);
    return this.selected !== null;
  }

  private key(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || this.open) return;
    if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    this.begin();
  }

  private begin(): void {
    const range = this.selected ? null : this.found(),
      selected = this.selected ?? (range && printedWords(this.text, range));
    this.say(selected ? "" : word("comment-select-first"));
    if (selected && !this.open) this.ask(selected);
  }

  private ask(selected: PrintedWords): void {
    const modal = openModal(word("comment-title"), { closed: () => this.closed() }),
      refused = made("p", "error"),
      box = new WordsBox(
        word("comment-title"),
        `${this.button.dataset.person}-${this.button.dataset.commentAt}-${selected.path}`,
        () => [],
        () => void this.send(modal, box, selected, refused),
        () => modal.close(),
      );
    this.open = modal;
    this.offer.hide();
    refused.setAttribute("role", "alert");
    modal.body.append(made("blockquote", "comment-quote", selected.quote));
    if (selected.from === null) modal.body.append(made("p", "muted", word("comment-widened")));
    modal.body.append(box.element, refused);
    modal.foot.append(
      sendOrLeave(
        word("comment-send"),
        () => void this.send(modal, box, selected, refused),
        () => modal.close(),
      ),
    );
    box.input.focus();
  }

  private closed(): void {
    this.open = null;
    this.button.focus({ preventScroll: true });
  }

  private async send(modal: Modal, box: WordsBox, selected: PrintedWords, refused: HTMLElement): Promise<void> {
    if (!box.text) {
      refused.textContent = word("comment-empty");
      return box.input.focus();
    }
    if (box.input.readOnly) return;
    box.input.readOnly = true;
    refused.textContent = "";
    try {
      const address = await post(this.button.dataset.commentAt!, { selected, words: box.text });
      box.clear();
      modal.close();
      getSelection()?.removeAllRanges();
      this.say(word("comment-made"), address);
    } catch (error) {
      refused.textContent = wordOr(`comment-refused-${(error as Error).message}`, "comment-failed");
    } finally {
      box.input.readOnly = false;
    }
  }

  private say(sentence: string, address = ""): void {
    this.said.replaceChildren(sentence);
    if (!address) return;
    const link = made("a", "", word("comment-look"));
    link.href = address;
    link.dataset.enhanceNav = "false";
    this.said.append(" ", link);
  }
}

async function post(address: string, body: unknown): Promise<string> {
  const abort = new AbortController(),
    timer = setTimeout(() => abort.abort(), longestWait);
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
    const said = (await answer.json().catch(() => ({}))) as { address?: string; code?: string };
    if (!answer.ok || !said.address) throw new Error(said.code ?? "failed");
    return said.address;
  } finally {
    clearTimeout(timer);
  }
}
