// The lines of the text as they are printed: headings at their size with their number, captions, quotations, bullets; signs at their
// edges are hidden. Whatever a line looks like follows from the text alone, never from where the caret is, so that nothing moves.
import { syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, type Line, type Range, RangeSet, type SelectionRange, StateEffect } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate, WidgetType } from "@codemirror/view";
import { isBlank } from "../editor/reading/lines";
import type { Numbers } from "../outline/numbers";
import type { Item } from "../outline/structure";
import { inlineMarks, type NumberOf, signsIn } from "./inline";
import type { Shape } from "./shape";
import { shapeAt, structureIn } from "./structure";

/** The server has numbered anew. */
export const renumbered = StateEffect.define<null>();
/** The mouse is up, or a composition over: what was put off is drawn. */
const settled = StateEffect.define<null>();

const revealAfter = 100; // milliseconds after the mouse is up
const hidden = Decoration.replace({});
const bullet = /^(\s*)([-*+])(?=\s)/;

class Bullet extends WidgetType {
  override eq(): boolean {
    return true;
  }
  override toDOM(view: EditorView): HTMLElement {
    const sign = view.dom.ownerDocument.createElement("span");
    sign.className = "visual-bullet";
    sign.textContent = "•";
    return sign;
  }
  override ignoreEvent(): boolean {
    return false;
  }
}
const asBullet = Decoration.replace({ widget: new Bullet() });

interface Drawn {
  readonly all: DecorationSet;
  /** What the caret goes over as one. */
  readonly atomic: DecorationSet;
}

export function visualLines(numbers: Numbers): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      drawn: Drawn;
      private isHeld = false;
      private timer: ReturnType<typeof setTimeout> | undefined;
      constructor(private readonly view: EditorView) {
        this.drawn = draw(view, numbers);
      }

      update(update: ViewUpdate): void {
        if (update.view.composing || (this.isHeld && !update.docChanged && !update.viewportChanged)) {
          if (update.docChanged) this.drawn = mapped(this.drawn, update);
        } else if (isOther(update)) this.drawn = draw(update.view, numbers);
      }

      hold(): void {
        clearTimeout(this.timer);
        this.isHeld = true;
      }

      /** Later: what changes under a mouse that is being pressed twice is not what was meant. */
      release(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
          this.isHeld = false;
          this.view.dispatch({ effects: settled.of(null) });
        }, revealAfter);
      }

      destroy(): void {
        clearTimeout(this.timer);
      }
    },
    {
      decorations: value => value.drawn.all,
      provide: at => EditorView.atomicRanges.of(view => view.plugin(at)?.drawn.atomic ?? RangeSet.empty),
      eventHandlers: {
        mousedown() {
          this.hold();
        },
        mouseup() {
          this.release();
        },
        dragend() {
          this.release();
        },
        compositionend() {
          this.release();
        },
      },
    },
  );
  return plugin;
}

const mapped = ({ all, atomic }: Drawn, { changes }: ViewUpdate): Drawn => ({ all: all.map(changes), atomic: atomic.map(changes) });

const isOther = (update: ViewUpdate): boolean =>
  update.docChanged ||
  update.viewportChanged ||
  update.selectionSet ||
  update.focusChanged ||
  syntaxTree(update.state) !== syntaxTree(update.startState) ||
  update.transactions.some(tr => tr.effects.some(effect => effect.is(renumbered) || effect.is(settled)));

function draw(view: EditorView, numbers: Numbers): Drawn {
  const { state } = view,
    shows = view.hasFocus && !state.readOnly,
    revealing = shows ? state.selection.ranges : [],
    items = new Map(numbers.items(state).map(item => [item.line, item]));
  const all: Range<Decoration>[] = [],
    atomic: Range<Decoration>[] = [];
  const numberOf: NumberOf = id => numbers.named(state, id);
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      if (!structureIn(state).tableOf(line.number)) {
        const shape = shapeAt(state, line.number, line.text);
        all.push(...ofLine(state, line, shape, items.get(line.number), numbers));
        const edges = edgesOf(line, shape, revealing);
        all.push(...edges);
        const signs = shape.kind === "case" || shape.kind === "figure" ? [] : signsIn(line, revealing, numberOf);
        all.push(...signs);
        atomic.push(...edges, ...signs);
      }
      at = line.to + 1;
    }
    all.push(...inlineMarks(state, from, to, revealing).filter(mark => !structureIn(state).tableOf(state.doc.lineAt(mark.from).number)));
  }
  return { all: Decoration.set(all, true), atomic: Decoration.set(atomic, true) };
}

/** The line as a whole. */
function ofLine(state: EditorState, line: Line, shape: Shape, item: Item | undefined, numbers: Numbers): Range<Decoration>[] {
  const name = classOf(state, line, shape);
  if (!name) return [];
  const number = item ? numbers.printed(state, item) : "",
    mark = shape.kind === "heading" ? "visual-heading" : shape.kind === "figure" || shape.kind === "caption" ? "visual-caption" : null;
  const attributes: Record<string, string> = {
    class: name,
    ...(mark && { "data-testid": mark, "data-number": number }),
    ...(shape.kind === "heading" && { role: "heading", "aria-level": String(shape.level) }),
  };
  return [Decoration.line({ attributes }).range(line.from)];
}

function classOf(state: EditorState, line: Line, shape: Shape): string {
  switch (shape.kind) {
    case "heading":
      return `visual-heading visual-heading-${shape.level}`;
    case "figure":
    case "caption":
      return `visual-caption${shape.from === shape.to ? " is-empty" : ""}`;
    case "quote":
      return "visual-quote";
    case "footnote":
      return "visual-footnote";
    default:
      return isGap(state, line) ? "visual-gap" : "";
  }
}

/** An empty line that only parts what stands above it from what stands below; one on which somebody is about to write is none. */
export function isGap({ doc }: EditorState, { number, text }: Line): boolean {
  if (!isBlank(text) || number === 1 || number === doc.lines) return false;
  return !isBlank(doc.line(number - 1).text) || !isBlank(doc.line(number + 1).text);
}

/** What is hidden before and behind the words of a line; not where somebody is typing it. */
function edgesOf(line: Line, shape: Shape, revealing: readonly SelectionRange[]): Range<Decoration>[] {
  const found: Range<Decoration>[] = [];
  const { from, text } = line,
    [first, last] = [from + shape.from, from + shape.to];
  if (shape.kind === "case") return [];
  if (first > from && !revealing.some(({ empty, head }) => empty && head >= from && head < first)) found.push(hidden.range(from, first));
  if (last < line.to && !revealing.some(({ empty, head }) => empty && head > last && head <= line.to))
    found.push(hidden.range(last, line.to));
  const sign = shape.kind === "text" ? bullet.exec(text) : null;
  if (sign) found.push(asBullet.range(from + sign[1]!.length, from + sign[0].length));
  return found;
}
