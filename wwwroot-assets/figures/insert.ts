// The figure form: choose pictures, drop or paste them, or take those that the report has already; caption and alternative text in the same
// step.
import { giveFocus } from "../kernel/focus";
import type { EditorView } from "@codemirror/view";
import { button, field, made, type Modal, openModal } from "../kernel/dialog/modal";
import { insertParagraphs } from "../editor/paragraph";
import { word } from "../kernel/words";
import { type Around, FigureItem } from "./item";
import { figureLine, idsIn } from "./markdown";
import { type Listing, listing, type ImageFile } from "./upload";

const accepted = "image/png,image/jpeg,image/webp";
const most = 20; // at once

/** One form at a time: what is dropped while it is open goes into it. */
let open: FigureForm | null = null;

export function openFigureForm(view: EditorView, page: HTMLElement, files: readonly File[] = []): void {
  if (view.state.readOnly) return;
  open ??= new FigureForm(view, page, () => {
    open = null;
  });
  open.add(files);
}

/** The path of the text inside the report folder, as the server says; else as new texts are named. */
export const pathOf = (page: HTMLElement): string => page.dataset.path ?? `${nameOf(page)}.md`;
const nameOf = (page: HTMLElement): string => (page.dataset.document ?? "").slice((page.dataset.slug ?? "").length + 1);

class FigureForm {
  private readonly items: FigureItem[] = [];
  private readonly list = made("div", "figure-items");
  private readonly said = made("p", "error");
  private readonly hint = made("span", "hint");
  /** Why nothing can be inserted yet. */
  private readonly why = made("span", "muted");
  private readonly known = made("div", "figure-known");
  private readonly modal: Modal;
  private readonly done: HTMLButtonElement;
  private readonly around: Around;
  private found: Listing = { pictures: [], ids: [], maxSize: 10 * 1024 * 1024 };

  constructor(
    private readonly view: EditorView,
    private readonly page: HTMLElement,
    private readonly ended: () => void,
  ) {
    this.around = {
      slug: page.dataset.slug ?? "",
      text: nameOf(page),
      maxSize: () => this.found.maxSize,
      changed: () => this.changed(),
      taken: () => new Set([...this.found.ids, ...idsIn(view.state.doc.toString())]),
      removed: item => {
        this.items.splice(this.items.indexOf(item), 1);
        this.changed();
        this.modal.element.focus();
      },
    };
    this.modal = openModal(word("figure-title"), { mayClose: () => this.mayClose(), closed: () => this.closed() });
    this.modal.element.dataset.testid = "figure-form";
    this.said.setAttribute("role", "alert");
    this.done = button(word("figure-insert"), () => this.insert(), "button button-primary");
    this.done.dataset.testid = "figure-insert";
    this.modal.body.append(this.chooser(), this.said, this.list, this.known);
    this.modal.foot.append(
      button(word("figure-close"), () => {
        if (this.mayClose()) this.modal.close();
      }),
      this.why,
      this.done,
    );
    this.sayLimit();
    this.changed();
    void this.fill();
  }

  add(files: readonly File[]): void {
    const room = files.slice(0, Math.max(0, most - this.items.length));
    this.said.textContent = room.length < files.length ? word("figure-too-many", { most }) : "";
    for (const file of room) this.take(new FigureItem(this.around, file.name || word("figure-pasted"), file));
  }

  private sayLimit(): void {
    this.hint.textContent = word("figure-choose-hint", { size: Math.floor(this.found.maxSize / 1024 / 1024) });
  }

  private take(item: FigureItem): void {
    this.items.push(item);
    this.list.append(item.element);
    if (this.items.length === 1) item.focus();
    this.changed();
  }

  private chooser(): HTMLElement {
    const input = made("input", "visually-hidden"),
      place = made("label", "figure-drop");
    input.type = "file";
    input.accept = accepted;
    input.multiple = true;
    input.dataset.testid = "figure-file";
    input.onchange = () => {
      this.add([...(input.files ?? [])]);
      input.value = "";
    };
    place.append(input, made("span", "button", word("figure-choose")), this.hint);
    const { element } = this.modal;
    element.addEventListener("dragover", event => {
      event.preventDefault();
      place.classList.add("is-over");
    });
    element.addEventListener("dragleave", () => place.classList.remove("is-over"));
    element.addEventListener("drop", event => {
      event.preventDefault();
      event.stopPropagation();
      place.classList.remove("is-over");
      this.add(imageFiles(event.dataTransfer));
    });
    element.addEventListener("paste", event => {
      const files = imageFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      this.add(files);
    });
    return place;
  }

  /** The pictures that the report has: each to be taken once more. */
  private async fill(): Promise<void> {
    try {
      this.found = await listing(this.around.slug);
      this.sayLimit();
      this.changed(); // an id that was free may stand in another text
    } catch (error) {
      this.known.append(made("p", "muted", error instanceof Error && error.name === "Error" ? error.message : word("figure-no-list")));
      return;
    }
    const { pictures } = this.found;
    if (pictures.length === 0) return;
    const wanted = made("input", ""),
      grid = made("div", "figure-grid"),
      none = made("p", "muted", word("figure-none-found"));
    wanted.type = "search";
    const show = () => {
      const shown = pictures.filter(({ path }) => path.toLowerCase().includes(wanted.value.trim().toLowerCase()));
      grid.replaceChildren(...shown.map(image => this.thumb(image)));
      none.hidden = shown.length > 0;
    };
    wanted.oninput = show;
    const all = made("details", "", made("summary", "", word("figure-known", { count: pictures.length })));
    all.ontoggle = () => {
      if (all.open && grid.childElementCount === 0) show();
    }; // nothing is loaded before somebody looks
    all.append(field(word("figure-find"), wanted), grid, none);
    none.hidden = true;
    this.known.append(all);
  }

  private thumb(image: ImageFile): HTMLElement {
    const shown = made("img", ""),
      name = image.path.slice(image.path.lastIndexOf("/") + 1);
    shown.loading = "lazy";
    shown.alt = "";
    shown.src = image.thumbnail;
    const chosen = button(
      "",
      () => {
        this.take(new FigureItem(this.around, name, null, image));
        this.items[this.items.length - 1]!.focus();
      },
      "figure-thumb",
    );
    chosen.title = `${name}　${image.width} × ${image.height}`;
    chosen.append(shown, made("bdi", "", name));
    return chosen;
  }

  private get wanted(): FigureItem[] {
    return this.items.filter(item => !item.isOut);
  }

  private changed(): void {
    this.giveIds();
    const wanted = this.wanted,
      ids = wanted.map(item => item.ownId).filter(Boolean);
    const isTwice = new Set(ids).size < ids.length;
    this.said.textContent = isTwice
      ? word("figure-id-twice")
      : this.said.textContent === word("figure-id-twice")
        ? ""
        : this.said.textContent;
    this.done.disabled = wanted.length === 0 || isTwice || !wanted.every(item => item.isReady);
    this.why.textContent =
      wanted.length === 0 ? word("figure-nothing-yet") : wanted.some(item => item.image === null) ? word("figure-not-yet-in") : "";
    this.done.textContent = wanted.length > 1 ? word("figure-insert-some", { count: wanted.length }) : word("figure-insert");
  }

  /**
   * In the order of the pictures, and anew at each change: an earlier picture's upload may end later, another person may take an id
   * meanwhile.
   */
  private giveIds(): void {
    const taken = this.around.taken();
    for (const item of this.items) if (item.isNamed) taken.add(item.wantedId);
    for (const item of this.items) {
      item.giveId(taken);
      taken.add(item.wantedId);
      item.judgeId();
    }
  }

  private insert(): void {
    this.changed(); // an id may be taken since
    if (this.done.disabled) return;
    if (this.view.state.readOnly) {
      this.said.textContent = word("figure-read-only");
      return;
    }
    const lines = this.wanted.map(item => figureLine(pathOf(this.page), item.figure()));
    this.modal.close();
    insertParagraphs(this.view, lines);
    document.dispatchEvent(new Event("pictures-added"));
  }

  private mayClose(): boolean {
    return !this.items.some(item => item.isFilledIn) || confirm(word("figure-discard-sure"));
  }

  private closed(): void {
    for (const item of this.items) item.end();
    this.ended();
    giveFocus(this.view);
  }
}

/** The pictures of a drop or paste, and other files that somebody took for one: the server says why not. */
export function imageFiles(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])].filter(
    ({ type, name }) => type.startsWith("image/") || /\.(png|jpe?g|webp|gif|svg|bmp|tiff?|heic|heif|avif)$/i.test(name),
  );
}
