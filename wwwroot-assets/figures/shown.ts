// Pictures in the text: each below its line, small and always as high, so that nothing jumps; drops and pastes open the figure form.
import { type EditorState, type Extension, Prec, RangeSet, StateEffect, StateField, type Transaction } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, WidgetType } from "@codemirror/view";
import { word } from "../kernel/words";
import { openFigureForm, pathOf, imageFiles } from "./insert";

const image = /^ {0,3}!\[(?:[^\]\\]|\\.)*\]\((?:<([^<>]*)>|([^\s()<>]+))/;
const heightInRem = 8;

/** The path inside the report folder that a line's picture names; null: it has none, or one that leads out. */
export function imageIn(line: string, file: string): string | null {
  const found = line.length < 5_000 ? image.exec(line) : null;
  if (!found) return null;
  const steps = file.split("/").slice(0, -1);
  for (const step of plain(found[1] ?? found[2]!).split("/")) {
    if (step === "..") {
      if (steps.pop() === undefined) return null;
    } else if (step !== "." && step !== "") steps.push(step);
  }
  return steps.length > 0 && !/^[a-z]+:/i.test(found[1] ?? found[2]!) ? steps.join("/") : null;
}

function plain(address: string): string {
  try {
    return decodeURIComponent(address.replace(/\\([!-/:-@[-`{-~])/g, "$1"));
  } catch {
    return address;
  }
}

/**
 * Only what is near the window is drawn, and so loaded. The server leads on to the address that the preview has: it is loaded once.
 * `round`: how often it has been looked for.
 */
export const imageAddress = (slug: string, path: string, round: number): string =>
  `/reports/${encodeURIComponent(slug)}/files/${path.split("/").map(encodeURIComponent).join("/")}?v=now${round || ""}`;

class Shown extends WidgetType {
  constructor(
    private readonly slug: string,
    private readonly path: string,
    private readonly round: number,
  ) {
    super();
  }
  override eq(other: Shown): boolean {
    return other.path === this.path && other.round === this.round;
  }
  override get estimatedHeight(): number {
    return heightInRem * 16;
  }
  override ignoreEvent(): boolean {
    return false;
  }

  toDOM(): HTMLElement {
    const holder = document.createElement("div"),
      picture = document.createElement("img");
    holder.className = "figure-in-text";
    holder.setAttribute("aria-hidden", "true"); // the line above says it; the preview shows it
    picture.alt = "";
    picture.draggable = false;
    picture.onerror = () => {
      holder.classList.add("is-missing");
      holder.textContent = word("figure-missing", { path: this.path });
    };
    picture.src = imageAddress(this.slug, this.path, this.round);
    holder.append(picture);
    return holder;
  }
}

/** A picture that was missing may be there now. */
export const lookAgain = StateEffect.define<number>();

function imagesShown(slug: string, file: string): Extension {
  const found = (state: EditorState, from: number, to: number, round: number) => {
    const shown = [];
    for (let { number, to: end } = state.doc.lineAt(from); ; number++) {
      const line = state.doc.line(number);
      end = line.to;
      const path = imageIn(line.text, file);
      if (path) shown.push(Decoration.widget({ widget: new Shown(slug, path, round), block: true, side: 1 }).range(line.to));
      if (end >= to || number === state.doc.lines) return shown;
    }
  };
  const changed = ({ shown, round }: { shown: DecorationSet; round: number }, tr: Transaction) => {
    for (const effect of tr.effects)
      if (effect.is(lookAgain)) return { shown: RangeSet.of(found(tr.state, 0, tr.state.doc.length, effect.value)), round: effect.value };
    if (!tr.docChanged) return { shown, round };
    let next = shown.map(tr.changes);
    // Only the lines that were touched are read again.
    tr.changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
      const from = tr.state.doc.lineAt(fromB).from,
        { to } = tr.state.doc.lineAt(toB);
      next = next.update({ filterFrom: from, filterTo: to, filter: at => at < from || at > to, add: found(tr.state, from, to, round) });
    });
    return { shown: next, round };
  };
  return StateField.define<{ shown: DecorationSet; round: number }>({
    create: state => ({ shown: RangeSet.of(found(state, 0, state.doc.length, 0)), round: 0 }),
    update: changed,
    provide: field => EditorView.decorations.from(field, ({ shown }) => shown),
  });
}

/** What was missing may be there after an upload. */
const looksAgain = ViewPlugin.fromClass(
  class {
    private round = 0;
    private readonly look = () => {
      if (this.view.dom.querySelector(".figure-in-text.is-missing, .visual-figure.is-missing"))
        this.view.dispatch({ effects: lookAgain.of(++this.round) });
    };
    constructor(private readonly view: EditorView) {
      document.addEventListener("pictures-added", this.look);
    }
    destroy() {
      document.removeEventListener("pictures-added", this.look);
    }
  },
);

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Beside the text, too: a picture that misses it would otherwise take the place of the whole page. */
function takesDrops(page: HTMLElement): Extension {
  const take = (view: EditorView, files: File[]) => {
    if (files.length > 0 && !view.state.readOnly) openFigureForm(view, page, files);
  };
  return [
    Prec.high(
      EditorView.domEventHandlers({
        drop(event, view) {
          const files = imageFiles(event.dataTransfer);
          if (files.length === 0) return false;
          event.preventDefault();
          event.stopPropagation();
          const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
          if (at !== null) view.dispatch({ selection: { anchor: at } });
          take(view, files);
          return true;
        },
        paste(event, view) {
          const files = imageFiles(event.clipboardData);
          // Word and Excel put a picture of what was copied beside its text: then the text is meant.
          if (files.length === 0 || event.clipboardData?.getData("text/plain").trim()) return false;
          event.preventDefault();
          take(view, files);
          return true;
        },
      }),
    ),
    ViewPlugin.define(view => {
      const over = (event: DragEvent) => {
        if (holdsFiles(event)) event.preventDefault();
      };
      const drop = (event: DragEvent) => {
        if (!holdsFiles(event) || event.defaultPrevented) return;
        event.preventDefault();
        take(view, imageFiles(event.dataTransfer));
      };
      window.addEventListener("dragover", over);
      window.addEventListener("drop", drop);
      return {
        destroy() {
          window.removeEventListener("dragover", over);
          window.removeEventListener("drop", drop);
        },
      };
    }),
  ];
}

/** What an editor's page adds to its text for pictures, however the text is shown. */
export const figures = (page: HTMLElement): Extension => [looksAgain, takesDrops(page)];

/** In Markdown's source: each picture below its line. */
export const picturesBelowLines = (page: HTMLElement): Extension => imagesShown(page.dataset.slug ?? "", pathOf(page));
