// What is found and replaced: the text as it is read, with all suggestions accepted. Words that somebody wants deleted stand in it
// still, to be weighed; they are neither found nor counted, and replacing around them leaves them where they are, with their marks.
import { getSearchQuery, SearchQuery, selectSelectionMatches, setSearchQuery } from "@codemirror/search";
import {
  type ChangeDesc,
  type ChangeSpec,
  EditorSelection,
  EditorState,
  type Extension,
  type StateCommand,
  type StateEffect,
  type TransactionSpec,
} from "@codemirror/state";
import { deletions, type Marks } from "../tracking/marks";
import { except, type Ranges } from "../tracking/ranges";
import { projecting } from "../tracking/suggesting";
import { unconfirmed } from "../sync/unconfirmed";

/** Not `precise`: a part of what one character stands for, as 1 in ⅒; it is found and not replaced. */
export interface Match {
  from: number;
  to: number;
  precise?: boolean;
}

/** What CodeMirror's commands ask of a query (QueryType in @codemirror/search). */
interface Finding {
  spec: SearchQuery;
  nextMatch(state: EditorState, from: number, to: number): Match | null;
  prevMatch(state: EditorState, from: number, to: number): Match | null;
  matchAll(state: EditorState, limit: number): Match[] | null;
  getReplacement(match: Match): string;
  highlight(state: EditorState, from: number, to: number, add: (from: number, to: number) => void): void;
}

/** The text as it is read, and the ways there and back. */
interface Reading {
  doc: EditorState["doc"];
  marks: Marks;
  state: EditorState;
  there: ChangeDesc;
  back: ChangeDesc;
}

let latest: Reading | null = null; // of the one text that a page has

function readingOf(state: EditorState): Reading | null {
  const { shown } = unconfirmed(state);
  if (shown.every(({ delete: gone }) => gone.length === 0)) return null;
  if (latest?.doc !== state.doc || latest.marks !== shown) {
    const there = projecting(shown, state.doc.length, "final");
    latest = { doc: state.doc, marks: shown, state: EditorState.create({ doc: there.apply(state.doc) }), there, back: there.invertedDesc };
  }
  return latest;
}

type There = (position: number) => number;
type Back = <M extends Match>(match: M) => M;

/** A query over the text as it is read, whose matches lie in the text as it stands. */
export class ReadQuery extends SearchQuery {
  static of({ search, caseSensitive, literal, regexp, replace, wholeWord }: SearchQuery): ReadQuery {
    return new ReadQuery({ search, caseSensitive, literal, regexp, replace, wholeWord });
  }

  /** CodeMirror calls it when the query is set. */
  create(): Finding {
    const plain = (SearchQuery.prototype as unknown as { create(): Finding }).create.call(this);
    const read = <R>(state: EditorState, ask: (state: EditorState, there: There, back: Back) => R): R => {
      const reading = readingOf(state);
      if (!reading)
        return ask(
          state,
          position => position,
          match => match,
        );
      return ask(
        reading.state,
        position => reading.there.mapPos(position),
        match => backIn(reading, match),
      );
    };
    const one = (state: EditorState, found: (state: EditorState, there: There) => Match | null) =>
      read(state, (state, there, back) => {
        const match = found(state, there);
        return match && back(match);
      });
    return {
      spec: this,
      nextMatch: (state, from, to) => one(state, (state, there) => plain.nextMatch(state, there(from), there(to))),
      prevMatch: (state, from, to) => one(state, (state, there) => plain.prevMatch(state, there(from), there(to))),
      matchAll: (state, limit) => read(state, (state, _there, back) => plain.matchAll(state, limit)?.map(back) ?? null),
      getReplacement: match => plain.getReplacement(match),
      highlight: (state, from, to, add) =>
        read(state, (state, there, back) =>
          plain.highlight(state, there(from), there(to), (from, to) => {
            const match = back({ from, to });
            add(match.from, match.to);
          }),
        ),
    };
  }
}

/** What is to be deleted at the edges of a match is not in it. */
const backIn = <M extends Match>({ back }: Reading, match: M): M => ({
  ...match,
  from: back.mapPos(match.from, 1),
  to: back.mapPos(match.to, match.from < match.to ? -1 : 1),
});

const finding = (query: SearchQuery): Finding => ReadQuery.of(query).create();

/** What is found; null: more than `most`. */
export function matchesOf(state: EditorState, most: number): Match[] | null {
  const query = getSearchQuery(state);
  return query.valid ? finding(query).matchAll(state, most) : [];
}

/** Puts something instead of a match; what is to be deleted within it stays, and is still to be weighed. */
function replacing({ from, to }: Match, insert: string, gone: Ranges): ChangeSpec[] {
  const parts = from === to ? [[from, to] as const] : except([[from, to]], gone);
  return parts.map(([from, to], i) => (i === 0 ? { from, to, insert } : { from, to }));
}

/** Replaces what is selected, if it is a match, and goes to the next. */
export const replaceNext: StateCommand = ({ state, dispatch }) => {
  const query = getSearchQuery(state),
    { from, to } = state.selection.main;
  if (state.readOnly || !query.valid) return false;
  const find = finding(query),
    match = find.nextMatch(state, from, from);
  if (!match) return false;
  const isHere = match.from === from && match.to === to && match.precise !== false;
  const changes = state.changes(isHere ? replacing(match, find.getReplacement(match), deletions(unconfirmed(state).shown)) : []);
  const next = match.from === from && match.to === to ? find.nextMatch(state, match.from, match.to) : match;
  const spec: TransactionSpec = { changes, userEvent: "input.replace", scrollIntoView: true };
  const selection = next && EditorSelection.single(changes.mapPos(next.from, 1), changes.mapPos(next.to, -1));
  dispatch(state.update({ ...spec, ...(selection && { selection }) }));
  return true;
};

/** How many were replaced. */
export function replaceAll(state: EditorState, dispatch: (spec: TransactionSpec) => void): number {
  const query = getSearchQuery(state);
  if (state.readOnly || !query.valid) return 0;
  const find = finding(query),
    gone = deletions(unconfirmed(state).shown);
  const matches = (find.matchAll(state, 1e9) ?? []).filter(({ precise }) => precise !== false);
  const changes = matches.map(match => replacing(match, find.getReplacement(match), gone));
  if (changes.length > 0) dispatch({ changes, userEvent: "input.replace.all" });
  return matches.length;
}

/** Mod-Shift-l: all places where what is selected is read. */
export const selectAllAlike: StateCommand = target => {
  const { state, dispatch } = target,
    { from, to, empty } = state.selection.main;
  if (empty || !readingOf(state)) return selectSelectionMatches(target);
  const query = new ReadQuery({ search: state.sliceDoc(from, to), caseSensitive: true, literal: true });
  const alike = query.create().matchAll(state, 1_000) ?? [];
  if (alike.length === 0) return false;
  const selection = EditorSelection.create(alike.map(({ from, to }) => EditorSelection.range(from, to)));
  dispatch(state.update({ selection, userEvent: "select.search.matches" }));
  return true;
};

/** CodeMirror makes plain queries, too, of what is selected when the panel opens. */
export const findAsRead: Extension = EditorState.transactionFilter.of(tr => {
  const set = tr.effects.filter((effect): effect is StateEffect<SearchQuery> => effect.is(setSearchQuery)).pop();
  return set && !(set.value instanceof ReadQuery) ? [tr, { effects: setSearchQuery.of(ReadQuery.of(set.value)) }] : tr;
});
