// `@` opens a list of everything that can be referred to. What has no id yet gets one where it stands, in the same edit.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  completionStatus,
  type CompletionResult,
  startCompletion,
} from "@codemirror/autocomplete";
import type { EditorState, Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Numbers } from "../outline/numbers";
import { type Item, type Kind, prefixOf } from "../outline/structure";
import { type Word, word } from "../kernel/words";
import { freeId } from "./ids";
import { giveFocus } from "../kernel/focus";

/** `item`: it stands in this text. Without an id and an item it cannot be referred to from here. */
export interface Entry {
  kind: Kind;
  number: string;
  title: string;
  id: string | null;
  item: Item | null;
}

/** Not behind a Latin letter or digit: that is an e-mail address. */
const typed = /(?:^|[^A-Za-z0-9_.+-])(@[^\s@，。；：、（）“”]{0,40})$/;

export function references(numbers: Numbers, document: string): Extension {
  return autocompletion({
    override: [context => complete(context, numbers, document)],
    icons: false,
    optionClass: ({ type }) => (type === "unlinkable" ? "unlinkable" : ""),
    tooltipClass: () => "references",
  });
}

export function openReferences(view: EditorView): void {
  giveFocus(view);
  const { head } = view.state.selection.main,
    before = view.state.sliceDoc(Math.max(0, head - 1), head);
  if (view.state.readOnly) return;
  if (before !== "@") {
    const insert = /[A-Za-z0-9_.+-]/.test(before) ? " @" : "@";
    view.dispatch({
      changes: { from: head, insert },
      selection: { anchor: head + insert.length },
      userEvent: "input.reference",
      scrollIntoView: true,
    });
  }
  startCompletion(view);
}

/** The numbers have come only now: a list that is open already has none, and nothing of the other texts. */
export function completeReferences(view: EditorView): void {
  if (completionStatus(view.state) !== null) startCompletion(view);
}

export function entriesOf(state: EditorState, numbers: Numbers): Entry[] {
  const here: Entry[] = numbers
    .items(state)
    .filter(item => item.title !== "" || item.kind === "case")
    .map(item => {
      const target = numbers.targetOf(state, item);
      return { kind: item.kind, number: target?.number ?? "", title: item.title || (target?.title ?? ""), id: item.id, item };
    });
  const others = numbers.others(state).map(({ kind, number, title, id }) => ({ kind, number, title, id, item: null }));
  return [...here, ...others.filter(({ id }) => id !== null), ...others.filter(({ id }) => id === null)];
}

/** Each word of the query must be somewhere in number, title, id or kind. */
export function fits({ kind, number, title, id }: Entry, query: string): boolean {
  const text = `${number}${title}${word(`kind-${kind}`)}`.replace(/\s/g, "").toLowerCase(),
    name = (id ?? "").toLowerCase();
  const wanted = query.toLowerCase();
  return text.includes(wanted) || name.includes(wanted);
}

function complete(context: CompletionContext, numbers: Numbers, document: string): CompletionResult | null {
  if (context.view?.composing || context.state.readOnly) return null;
  const line = context.state.doc.lineAt(context.pos);
  const found = typed.exec(line.text.slice(Math.max(0, context.pos - line.from - 60), context.pos - line.from));
  if (!found) return null;
  const query = found[1]!.slice(1);
  // The heading or caption that is being written has the query in it, and refers to nothing.
  const options = entriesOf(context.state, numbers)
    .filter(entry => entry.item?.line !== line.number && fits(entry, query))
    .map(entry => option(entry, numbers, document));
  // Anew with each key, and at once: Enter right behind a letter must choose, not begin a line.
  return {
    from: context.pos - query.length - 1,
    options,
    filter: false,
    update: (_before, _from, _to, now) => complete(now, numbers, document),
  };
}

function option(entry: Entry, numbers: Numbers, document: string): Completion {
  const isLinkable = entry.id !== null || entry.item !== null;
  return {
    label: `${entry.number} ${entry.title}`.trim() || entry.id!,
    detail: isLinkable
      ? `${word(`kind-${entry.kind}`)} ${entry.id ? `@${entry.id}` : word("reference-new-id")}`
      : `${word(`kind-${entry.kind}`)} · ${word("reference-no-id")}`,
    type: isLinkable ? entry.kind : "unlinkable",
    apply: (view, _completion, from, to) => insertReference(view, entry, numbers, document, from, to),
  };
}

export function insertReference(view: EditorView, entry: Entry, numbers: Numbers, document: string, from: number, to: number): void {
  const { state } = view;
  const refuse = (key: Word) => view.dispatch({ effects: EditorView.announce.of(word(key)) });
  if (!entry.id && !entry.item) return refuse("reference-no-id");
  const item = entry.id ? null : itemNow(state, numbers, entry.item!);
  if (!entry.id && !item) return refuse("reference-gone");
  const id = entry.id ?? item!.id ?? freeId(prefixOf(entry.kind), document, numbers.ids(state));
  const written = `@${id}${/^[A-Za-z0-9_.-]/.test(state.sliceDoc(to, to + 1)) ? " " : ""}`;
  const naming = item?.idAt != null ? { from: item.idAt, insert: `${entry.kind === "figure" ? "" : " "}{#${id}}` } : null;
  view.dispatch({
    changes: [{ from, to, insert: written }, ...(naming ? [naming] : [])],
    selection: { anchor: from + written.length + (naming && naming.from < from ? naming.insert.length : 0) },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
}

/** Others write meanwhile: the item as it stands now. */
function itemNow(state: EditorState, numbers: Numbers, before: Item): Item | null {
  const same = numbers.items(state).filter(({ kind, title }) => kind === before.kind && title === before.title);
  return same.sort((a, b) => Math.abs(a.line - before.line) - Math.abs(b.line - before.line))[0] ?? null;
}
