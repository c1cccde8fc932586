// One picture in the figure form: it is sent while its caption is being filled in.
import { button, field, made } from "../kernel/dialog/modal";
import { word } from "../kernel/words";
import { type Figure, freeId, isId, longestAlternative, longestCaption } from "./markdown";
import { prepare } from "./prepare";
import { type ImageFile, Refused, upload } from "./upload";

export interface Around {
  slug: string;
  text: string;
  maxSize(): number;
  taken(): Set<string>;
  changed(): void;
  removed(item: FigureItem): void;
}

export class FigureItem {
  readonly element = made("fieldset", "figure-item");
  image: ImageFile | null = null;
  private readonly thumb = made("img", "figure-item-thumb");
  private readonly status = made("p", "figure-item-status");
  private readonly bar = made("progress", "");
  private readonly actions = made("div", "figure-item-actions");
  private readonly caption = made("input", "");
  private readonly alternative = made("textarea", "");
  private readonly id = made("input", "");
  private readonly idTrouble = made("div", "error");
  private cancelling = new AbortController();
  private local = "";
  private isIdOwn = false; // written by the person

  /** `file` is sent; a picture that the report has already is only described. */
  constructor(
    private readonly around: Around,
    private readonly name: string,
    private readonly file: File | null,
    known: ImageFile | null = null,
  ) {
    this.thumb.alt = "";
    this.thumb.onerror = () => {
      this.thumb.hidden = true;
    }; // no picture, as will be said
    this.bar.max = 1;
    this.caption.maxLength = longestCaption;
    this.alternative.maxLength = longestAlternative;
    this.alternative.rows = 2;
    this.id.maxLength = 60;
    this.id.autocomplete = this.caption.autocomplete = "off";
    this.id.oninput = () => {
      this.isIdOwn = true;
      around.changed();
    };
    this.idTrouble.setAttribute("role", "alert");
    this.status.setAttribute("role", "status");
    this.caption.dataset.testid = "figure-caption";
    this.alternative.dataset.testid = "figure-alternative";
    this.id.dataset.testid = "figure-id";
    const id = field(word("figure-id"), this.id, word("figure-id-hint"));
    id.append(this.idTrouble);
    const side = made("div", "figure-item-side", this.thumb, this.bar, this.status, this.actions);
    const fields = made(
      "div",
      "figure-item-fields",
      field(word("figure-caption"), this.caption, word("figure-caption-hint")),
      field(word("figure-alternative"), this.alternative, word("figure-alternative-hint")),
      id,
    );
    const legend = made("legend", "", made("bdi", "", name));
    this.element.append(legend, side, fields);
    if (file) {
      this.thumb.src = this.local = URL.createObjectURL(file);
      void this.send();
    } else if (known) this.there(known, "");
  }

  /** Refused for good: it keeps the others from nothing. */
  isOut = false;

  get isReady(): boolean {
    return this.image !== null && this.isIdGood;
  }
  get isFilledIn(): boolean {
    return (this.file !== null && !this.isOut) || this.caption.value !== "" || this.alternative.value !== "";
  }
  get wantedId(): string {
    return `fig:${this.id.value}`;
  }
  get ownId(): string {
    return this.image && this.caption.value.trim() ? this.wantedId : "";
  }
  figure(): Figure {
    return { path: this.image!.path, caption: this.caption.value, alternative: this.alternative.value, id: this.id.value };
  }
  focus(): void {
    this.caption.focus();
  }

  end(): void {
    this.cancelling.abort();
    if (this.local) URL.revokeObjectURL(this.local);
  }

  private get isIdGood(): boolean {
    return isId(this.id.value) && !this.around.taken().has(this.wantedId);
  }

  /** Whether the id is the person's own to keep; any other follows the order of the pictures, not of the uploads' ends. */
  get isNamed(): boolean {
    return this.isIdOwn || this.image === null;
  }

  /** Gives the picture a free id, unless the person has written one. */
  giveId(taken: ReadonlySet<string>): void {
    if (!this.isNamed) this.id.value = freeId(this.image!.path, taken);
  }

  judgeId(): void {
    if (this.image === null && !this.isIdOwn) return;
    this.idTrouble.textContent = this.isIdGood ? "" : word(isId(this.id.value) ? "figure-id-taken" : "figure-id-bad");
    this.id.setAttribute("aria-invalid", String(!this.isIdGood));
  }

  private async send(): Promise<void> {
    this.cancelling = new AbortController();
    const { signal } = this.cancelling;
    this.show(word("figure-preparing"), [[word("figure-cancel"), () => this.remove()]], 0);
    try {
      const { content, scaled } = await prepare(this.file!, this.around.maxSize());
      if (signal.aborted) return;
      if (content.size > this.around.maxSize())
        throw new Refused("TooLarge", word("figure-too-large", { size: Math.floor(this.around.maxSize() / 1024 / 1024) }));
      const said = (part: number) => {
        this.bar.value = part;
        this.status.textContent = word("figure-sending", { part: Math.round(part * 100) });
      };
      said(0);
      const image = await upload(this.around.slug, this.around.text, this.name, content, said, signal);
      if (!signal.aborted)
        this.there(
          image,
          [scaled ? word("figure-scaled", scaled) : "", image.isCut ? word("figure-attachment-dropped") : ""].filter(Boolean).join(" "),
        );
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Refused)) throw error;
      this.refused(error);
    }
  }

  private there(image: ImageFile, note: string): void {
    this.image = image;
    if (!this.file) this.thumb.src = image.thumbnail;
    this.show([word("figure-there", { width: image.width, height: image.height }), note].filter(Boolean).join(" "), [
      [word("figure-remove"), () => this.remove()],
    ]);
    this.element.dataset.state = "there";
    this.around.changed();
  }

  private refused({ code, message }: Refused): void {
    const isForGood = /^[A-Z]/.test(code) && code !== "Interrupted"; // the server's own words: the same file would be refused again
    this.show(message, [
      ...(isForGood
        ? []
        : [
            [
              word("figure-again"),
              () => {
                void this.send();
              },
            ] as const,
          ]),
      [word("figure-remove"), () => this.remove()],
    ]);
    this.element.dataset.state = "refused";
    this.isOut = isForGood;
    this.element.classList.toggle("is-out", isForGood);
    if (isForGood) this.element.querySelector(".figure-item-fields")!.setAttribute("hidden", "");
    this.around.changed();
  }

  private show(status: string, actions: readonly (readonly [string, () => void])[], progress: number | null = null): void {
    this.element.dataset.state = "sending";
    this.status.textContent = status;
    this.bar.hidden = progress === null;
    this.bar.value = progress ?? 0;
    this.actions.replaceChildren(...actions.map(([label, pressed]) => button(label, pressed, "button button-small")));
  }

  private remove(): void {
    this.end();
    this.element.remove();
    this.around.removed(this);
  }
}
