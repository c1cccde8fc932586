// Where comments are in the text. They are held as they are in the log's text, where every page has them alike; what is shown is that,
// moved on by one's own edits.
import { type EditorState, type Extension, type Range, StateEffect, StateField } from "@codemirror/state";
import { type Command, Decoration, type DecorationSet, EditorView, keymap, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { logged, ownUpdates, unconfirmed } from "../sync/unconfirmed";
import { inReadingOrder, movePlace, type Thread } from "./thread";

/** All threads, as they are in the log's text at the version that is known here. */
export const setThreads = StateEffect.define<readonly Thread[]>();
/** The thread that is being looked at, or null. */
export const lookAtThread = StateEffect.define<number | null>();
/** What a comment that is being written is about: a range of the text that is shown. */
export const setAbout = StateEffect.define<About | null>();

export interface About {
  readonly from: number;
  readonly to: number;
}
interface Comments {
  readonly threads: readonly Thread[];
  readonly current: number | null;
  readonly about: About | null;
}

const field = StateField.define<Comments>({
  create: () => ({ threads: [], current: null, about: null }),
  update(before, tr) {
    let now = before;
    const change = tr.annotation(logged);
    if (change && !change.empty && now.threads.length) now = { ...now, threads: now.threads.map(thread => movePlace(thread, change)) };
    if (tr.docChanged && now.about) now = { ...now, about: movePlace({ ...now.about, collapsed: false }, tr.changes) };
    for (const effect of tr.effects) {
      if (effect.is(setThreads)) now = { ...now, threads: effect.value };
      if (effect.is(lookAtThread) && effect.value !== now.current) now = { ...now, current: effect.value };
      if (effect.is(setAbout)) now = { ...now, about: effect.value };
    }
    return now;
  },
});

export const comments = (state: EditorState): Comments => state.field(field);

/** The threads as they are in the text that is shown, in reading order. */
export function shownThreads(state: EditorState): Thread[] {
  const own = ownUpdates(unconfirmed(state));
  return inReadingOrder(
    own.length === 0
      ? comments(state).threads
      : comments(state).threads.map(thread => own.reduce((moved, { changes }) => movePlace(moved, changes), thread)),
  );
}

export function goToThread(view: EditorView, thread: Thread): void {
  const at = Math.min(thread.from, view.state.doc.length);
  view.dispatch({
    ...(thread.subject !== "whole" && { selection: { anchor: at } }),
    effects: [lookAtThread.of(thread.id), ...(thread.subject === "whole" ? [] : [EditorView.scrollIntoView(at, { y: "center" })])],
  });
}

/** F9 and Shift-F9: to the next open comment, and from the last to the first. */
export const goToComment =
  (step: 1 | -1): Command =>
  view => {
    const open = shownThreads(view.state).filter(({ isResolved }) => !isResolved),
      { current } = comments(view.state),
      here = view.state.selection.main.head;
    if (open.length === 0) return true;
    const known = open.findIndex(({ id }) => id === current);
    const next =
      known >= 0
        ? open[(known + step + open.length) % open.length]!
        : step > 0
          ? (open.find(({ from }) => from >= here) ?? open[0]!)
          : ([...open].reverse().find(({ from }) => from < here) ?? open[open.length - 1]!);
    goToThread(view, next);
    return true;
  };

function drawn(view: EditorView): DecorationSet {
  const { current, about } = comments(view.state),
    { length } = view.state.doc,
    marks: Range<Decoration>[] = [];
  const draw = (from: number, to: number, name: string, attributes: Record<string, string>) => {
    if (from < to && to <= length) marks.push(Decoration.mark({ class: name, attributes }).range(from, to));
  };
  for (const { id, from, to, subject, isResolved } of shownThreads(view.state))
    if (subject !== "whole" && (!isResolved || id === current))
      draw(from, to, `commented${id === current ? " commented-current" : ""}`, { "data-comment": String(id) });
  if (about) draw(about.from, about.to, "commented commented-about", {});
  return Decoration.set(marks, true);
}

const drawing = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = drawn(view);
    }
    update({ view, state, startState, docChanged, changes }: ViewUpdate): void {
      // One's own keystroke moves what is drawn; whatever else comes, it is drawn anew.
      if (state.field(field) !== startState.field(field) || unconfirmed(state).base !== unconfirmed(startState).base)
        this.decorations = drawn(view);
      else if (docChanged) this.decorations = this.decorations.map(changes);
    }
  },
  { decorations: plugin => plugin.decorations },
);

export const placedComments: Extension = [
  field,
  drawing,
  keymap.of([{ key: "F9", run: goToComment(1), shift: goToComment(-1), preventDefault: true }]),
  EditorView.domEventHandlers({
    click: (event, view) => {
      const id = (event.target as Element).closest<HTMLElement>("[data-comment]")?.dataset.comment,
        thread = id ? Number(id) : null;
      if (thread !== comments(view.state).current) view.dispatch({ effects: lookAtThread.of(thread) });
      return false;
    },
  }),
];
