// What the compiler found in this text, beside its lines: a mark at the edge, a line below the words, and the sentence in a small window,
// for the mouse on the mark and for F8. The marks move with the text until the next compilation.
import { type EditorState, type Extension, RangeSetBuilder, StateEffect, StateField, type Transaction } from "@codemirror/state";
import {
  type Command,
  Decoration,
  type DecorationSet,
  EditorView,
  gutter,
  GutterMarker,
  keymap,
  showTooltip,
  type Tooltip,
} from "@codemirror/view";
import { icon } from "../editor/toolbar/icons";
import { word } from "../kernel/words";
import { type Diagnostic, partOf, place, type Placed } from "./place";
import { giveFocus } from "../kernel/focus";
import { correctionOf } from "./correction";

export const setDiagnostics = StateEffect.define<readonly Diagnostic[]>();
/** The start of the line whose diagnostics are shown; null: none. */
const showAt = StateEffect.define<number | null>();

/** `starts`: of each such line, where the first words that are meant begin. */
interface Diagnostics {
  placed: readonly Placed[];
  lines: ReadonlyMap<number, Placed[]>;
  starts: ReadonlyMap<number, number>;
  marks: DecorationSet;
  shown: number | null;
}

const none: Diagnostics = { placed: [], lines: new Map(), starts: new Map(), marks: Decoration.none, shown: null };

const field = StateField.define<Diagnostics>({
  create: () => none,
  update(before, tr) {
    let { placed, shown } = before;
    if (tr.docChanged) placed = placed.map(one => ({ ...one, from: tr.newDoc.lineAt(tr.changes.mapPos(one.from, -1)).from }));
    if (shown !== null) shown = stillShown(shown, tr);
    for (const effect of tr.effects) {
      if (effect.is(setDiagnostics)) placed = place(tr.newDoc, effect.value, placed);
      else if (effect.is(showAt)) shown = effect.value;
    }
    if (placed === before.placed && shown === before.shown) return before;
    const next = placed === before.placed ? before : gathered(tr.state.doc, placed);
    return { ...next, shown: shown !== null && next.lines.has(shown) ? shown : null };
  },
  provide: self => [EditorView.decorations.from(self, ({ marks }) => marks), showTooltip.from(self, tooltip)],
});

/** The window goes when the caret leaves its line. */
function stillShown(shown: number, tr: Transaction): number | null {
  const at = tr.changes.mapPos(shown, -1);
  return tr.selection && tr.newDoc.lineAt(tr.newSelection.main.head).from !== at ? null : at;
}

function gathered(doc: EditorState["doc"], placed: readonly Placed[]): Diagnostics {
  const lines = new Map<number, Placed[]>(),
    starts = new Map<number, number>(),
    marks = new RangeSetBuilder<Decoration>();
  for (const one of placed) lines.set(one.from, [...(lines.get(one.from) ?? []), one]);
  for (const [from, all] of [...lines].sort(([a], [b]) => a - b)) {
    marks.add(from, from, Decoration.line({ class: `found found-${worst(all)}` }));
    const parts = all.map(({ diagnostic }) => ({ ...partOf(doc.lineAt(from), diagnostic.part), severity: diagnostic.severity }));
    starts.set(from, Math.min(...parts.map(({ start }) => start)));
    for (const { start, end, severity } of parts.sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (end > start) marks.add(start, end, Decoration.mark({ class: `found-text found-text-${severity}` }));
    }
  }
  return { placed, lines, starts, marks: marks.finish(), shown: null };
}

const worst = (all: readonly Placed[]): Diagnostic["severity"] =>
  all.some(({ diagnostic }) => diagnostic.severity === "error") ? "error" : "warning";

export const diagnosticsIn = (state: EditorState): readonly Placed[] => state.field(field).placed;

/** The sentences of one line, as they are said to a screen reader. */
const sentences = (all: readonly Placed[]): string =>
  all
    .map(({ diagnostic }) => [word(`finding-${diagnostic.severity}`), diagnostic.message, diagnostic.hint].filter(Boolean).join(" "))
    .join(" ");

function tooltip({ shown, lines, starts }: Diagnostics): Tooltip | null {
  const all = shown === null ? undefined : lines.get(shown);
  return all ? { pos: starts.get(shown!)!, above: false, create: view => ({ dom: windowOf(view, all) }) } : null;
}

function windowOf(view: EditorView, all: readonly Placed[]): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "finding-window";
  for (const one of all) {
    const { diagnostic } = one;
    const entry = document.createElement("div"),
      text = document.createElement("div");
    entry.className = `finding finding-${diagnostic.severity}`;
    entry.dataset.code = diagnostic.code;
    text.append(
      Object.assign(document.createElement("strong"), { textContent: `${word(`finding-${diagnostic.severity}`)} ` }),
      diagnostic.message,
    );
    if (diagnostic.hint) text.append(Object.assign(document.createElement("p"), { textContent: diagnostic.hint }));
    entry.append(icon(diagnostic.severity), text);
    if (correctionOf(view.state, one)) entry.append(button(view, one));
    dom.append(entry);
  }
  return dom;
}

function button(view: EditorView, one: Placed): HTMLElement {
  const button = document.createElement("button");
  const label = word("finding-fix");
  Object.assign(button, { type: "button", className: "button button-small finding-fix", textContent: label, title: `${label} Alt+Enter` });
  button.onmousedown = event => event.preventDefault(); // the focus stays in the text
  button.onclick = () => correct(view, one);
  return button;
}

function correct(view: EditorView, one: Placed): boolean {
  const spec = correctionOf(view.state, one);
  if (!spec) return false;
  view.dispatch({ ...spec, effects: [showAt.of(null), EditorView.announce.of(word("finding-fixed"))] });
  giveFocus(view);
  return true;
}

/** Alt-Enter: what the window that is open offers to put right. */
const correctShown: Command = view => {
  const { shown, lines } = view.state.field(field);
  return shown !== null && (lines.get(shown) ?? []).some(one => correct(view, one));
};

class Mark extends GutterMarker {
  constructor(private readonly all: readonly Placed[]) {
    super();
  }
  override eq(other: Mark): boolean {
    return sentences(this.all) === sentences(other.all);
  }
  override toDOM(): Node {
    const mark = document.createElement("span"),
      severity = worst(this.all);
    mark.className = `finding-mark finding-${severity}`;
    mark.title = sentences(this.all);
    mark.append(icon(severity));
    return mark;
  }
}

const edge = gutter({
  class: "finding-gutter",
  lineMarker: (view, line) => {
    const all = view.state.field(field).lines.get(line.from);
    return all ? new Mark(all) : null;
  },
  lineMarkerChange: update => update.startState.field(field).lines !== update.state.field(field).lines,
  domEventHandlers: {
    mousedown: (view, line) => {
      const { starts, shown } = view.state.field(field),
        at = starts.get(line.from);
      if (at === undefined) return false;
      view.dispatch({ selection: { anchor: at }, effects: showAt.of(shown === line.from ? null : line.from) });
      giveFocus(view);
      return true;
    },
  },
});

/** F8 and Shift-F8: to the next diagnostic and its sentence; behind the last comes the first. */
export const goToDiagnostic =
  (step: 1 | -1): Command =>
  view => {
    const { lines } = view.state.field(field),
      all = [...lines.keys()].sort((a, b) => a - b);
    if (all.length === 0) {
      view.dispatch({ effects: EditorView.announce.of(word("findings-none")) });
      return true;
    }
    const here = view.state.doc.lineAt(view.state.selection.main.head).from,
      shown = view.state.field(field).shown;
    showDiagnostic(
      view,
      step > 0
        ? (all.find(from => from > here || (from === here && shown !== from)) ?? all[0]!)
        : ([...all].reverse().find(from => from < here) ?? all[all.length - 1]!),
    );
    return true;
  };

/** Goes to the line that begins there, and says what was found in it. */
export function showDiagnostic(view: EditorView, from: number): void {
  const { lines, starts } = view.state.field(field),
    start = starts.get(from);
  if (start === undefined) return;
  view.dispatch({
    selection: { anchor: start },
    effects: [showAt.of(from), EditorView.scrollIntoView(start, { y: "center" }), EditorView.announce.of(sentences(lines.get(from)!))],
  });
  giveFocus(view);
}

const hide: Command = view => {
  if (view.state.field(field).shown === null) return false;
  view.dispatch({ effects: showAt.of(null) });
  return true;
};

export const diagnostics: Extension = [
  field,
  edge,
  keymap.of([
    { key: "F8", run: goToDiagnostic(1), shift: goToDiagnostic(-1), preventDefault: true },
    { key: "Escape", run: hide },
    { key: "Alt-Enter", run: correctShown },
  ]),
];
