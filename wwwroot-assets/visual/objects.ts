// Figures and cards as they are printed: the picture above its caption, which is typed in the line itself; a card's frame in its place.
import { type EditorState, type Extension, type Range, RangeSet, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import { imageAddress, imageIn, lookAgain } from "../figures/shown";
import { word } from "../kernel/words";
import type { Numbers } from "../outline/numbers";
import { renumbered } from "./lines";
import { leavesAlone, structureIn } from "./structure";

/** Whose text it is: the report, and this text's path in its folder. */
export interface Place {
  readonly slug: string;
  readonly file: string;
}

const usualHeight = 240; // px, until a picture has been seen
const heights = new Map<string, number>();

class Picture extends WidgetType {
  constructor(
    private readonly address: string | null,
    private readonly path: string,
    private readonly number: string,
    private readonly caption: string,
  ) {
    super();
  }
  override eq(other: Picture): boolean {
    return other.address === this.address && other.path === this.path && other.number === this.number && other.caption === this.caption;
  }
  override get estimatedHeight(): number {
    return heights.get(this.path) ?? usualHeight;
  }
  override ignoreEvent(): boolean {
    return false;
  }
  override updateDOM(holder: HTMLElement): boolean {
    if (holder.dataset.path !== this.path) return false;
    this.say(holder);
    return true;
  }
  override toDOM(view: EditorView): HTMLElement {
    const holder = view.dom.ownerDocument.createElement("div"),
      picture = view.dom.ownerDocument.createElement("img");
    holder.className = "visual-figure";
    holder.dataset.testid = "visual-figure";
    holder.dataset.path = this.path;
    picture.draggable = false;
    picture.onload = () => {
      heights.set(this.path, holder.offsetHeight);
      view.requestMeasure();
    };
    picture.onerror = () => {
      holder.classList.add("is-missing");
      holder.textContent = word("figure-missing", { path: this.path });
      view.requestMeasure();
    };
    if (this.address) picture.src = this.address;
    holder.append(picture);
    if (!this.address) picture.onerror(new Event("error"));
    this.say(holder);
    return holder;
  }
  private say(holder: HTMLElement): void {
    holder.dataset.number = this.number;
    const picture = holder.querySelector("img");
    if (picture) picture.alt = `${this.number} ${this.caption}`.trim();
  }
}

class CaseFrame extends WidgetType {
  constructor(
    private readonly address: string,
    private readonly number: string,
    private readonly title: string,
  ) {
    super();
  }
  override eq(other: CaseFrame): boolean {
    return other.address === this.address && other.number === this.number && other.title === this.title;
  }
  override get estimatedHeight(): number {
    return 80;
  }
  override ignoreEvent(event: Event): boolean {
    return (event.target as Element).closest("a") !== null;
  }
  override toDOM(view: EditorView): HTMLElement {
    const { ownerDocument: page } = view.dom,
      frame = page.createElement("div"),
      title = page.createElement("strong"),
      open = page.createElement("a");
    frame.className = "visual-case";
    frame.dataset.testid = "visual-case";
    frame.dataset.number = this.number;
    title.textContent = this.title ? `${this.number ? `${this.number}：` : ""}${this.title}` : word("visual-case-unknown");
    open.href = this.address;
    open.textContent = word("visual-case-open");
    frame.append(title, open);
    return frame;
  }
}

export function visualObjects(numbers: Numbers, { slug, file }: Place): Extension {
  const report = `/reports/${encodeURIComponent(slug)}`;
  const picture = (state: EditorState, number: number, caption: string, round: number) => {
    const path = imageIn(state.doc.line(number).text, file),
      item = numbers.items(state).find(({ line }) => line === number);
    return new Picture(path && imageAddress(slug, path, round), path ?? "", item ? numbers.of(state, item) : "", caption);
  };
  const frame = (state: EditorState, number: number, id: string) => {
    const item = numbers.items(state).find(({ line }) => line === number),
      target = item && numbers.targetOf(state, item);
    return new CaseFrame(`${report}/cases/${encodeURIComponent(id)}`, target?.number ?? "", target?.title ?? "");
  };
  const drawn = (state: EditorState, round: number): DecorationSet => {
    const { doc } = state,
      found: Range<Decoration>[] = [];
    for (const { line: number, shape } of structureIn(state).objects) {
      const line = doc.line(number);
      if (shape.kind === "figure") {
        const widget = picture(state, number, line.text.slice(shape.from, shape.to), round);
        found.push(Decoration.widget({ widget, block: true, side: -1 }).range(line.from));
      } else found.push(Decoration.replace({ widget: frame(state, number, shape.id), block: true }).range(line.from, line.to));
    }
    return RangeSet.of(found, true);
  };
  const field = StateField.define<{ shown: DecorationSet; round: number }>({
    create: state => ({ shown: drawn(state, 0), round: 0 }),
    update: (before, tr) => {
      const again = tr.effects.find(effect => effect.is(lookAgain)),
        round = (again?.value as number | undefined) ?? before.round;
      const isSame = round === before.round && !tr.effects.some(effect => effect.is(renumbered));
      if (!isSame || (tr.docChanged && !leavesAlone(tr, ({ objects }) => objects.map(({ line }) => [line, line] as const))))
        return { shown: drawn(tr.state, round), round };
      return tr.docChanged ? { shown: before.shown.map(tr.changes), round } : before;
    },
    provide: at => EditorView.decorations.from(at, ({ shown }) => shown),
  });
  return field;
}
