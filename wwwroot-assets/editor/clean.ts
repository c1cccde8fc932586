// What the server refuses never enters the text: a lone surrogate, `\r`, a byte-order mark, U+0000, and an edit whose edge cuts a
// surrogate pair (browsers report the replacement of one emoji by another as a change of its second half).
import { type Annotation, EditorState, type Extension, type Text, Transaction, type TransactionSpec } from "@codemirror/state";

const unwanted = /\r\n?|\ufeff|\0|\p{Surrogate}/gu; // with the u flag, `\p{Surrogate}` is a lone one
const loneSurrogate = /\p{Surrogate}/u;
const isHigh = (code: number) => code >= 0xd800 && code <= 0xdbff;
const isLow = (code: number) => code >= 0xdc00 && code <= 0xdfff;

export const clean = (text: string): string =>
  text.replace(unwanted, found => (found.startsWith("\r") ? "\n" : found === "\ufeff" || found === "\0" ? "" : "\ufffd"));

const cutsPair = (doc: Text, at: number): boolean => {
  if (at === 0 || at === doc.length) return false;
  const around = doc.sliceString(at - 1, at + 1);
  return isHigh(around.charCodeAt(0)) && isLow(around.charCodeAt(1));
};

interface Change {
  from: number;
  to: number;
  insert: string;
}

/** The same edit with edges between characters. */
function onWholePairs(doc: Text, { from, to, insert }: Change): Change {
  const whole = { from, to, insert };
  if (cutsPair(doc, from)) {
    whole.from--;
    whole.insert = doc.sliceString(from - 1, from) + whole.insert;
  }
  if (cutsPair(doc, to)) {
    whole.to++;
    whole.insert += doc.sliceString(to, to + 1);
  }
  // something put between the halves
  return from === to && loneSurrogate.test(whole.insert) ? { from: whole.to, to: whole.to, insert } : whole;
}

export const cleanInput: Extension = EditorState.transactionFilter.of(tr => {
  if (!tr.docChanged) return tr;
  const changes: Change[] = [];
  let dirty = false;
  tr.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    const given = { from, to, insert: inserted.toString() };
    const whole = onWholePairs(tr.startState.doc, given);
    whole.insert = clean(whole.insert);
    dirty ||= whole.from !== from || whole.to !== to || whole.insert !== given.insert;
    changes.push(whole);
  });
  return dirty ? cleaned(tr, changes) : tr;
});

function cleaned(tr: Transaction, given: Change[]): TransactionSpec {
  const changes = tr.startState.changes(given);
  return {
    changes,
    // The caret was meant for the text as it would have been; where that had another length, behind the last change.
    selection:
      tr.selection && changes.newLength === tr.changes.newLength
        ? tr.selection
        : { anchor: changes.mapPos(given[given.length - 1]!.to, 1) },
    effects: tr.effects,
    scrollIntoView: tr.scrollIntoView,
    annotations: kept(tr),
  };
}

export function kept(tr: Transaction): Annotation<unknown>[] {
  const userEvent = tr.annotation(Transaction.userEvent),
    addToHistory = tr.annotation(Transaction.addToHistory);
  return [
    ...(userEvent === undefined ? [] : [Transaction.userEvent.of(userEvent)]),
    ...(addToHistory === undefined ? [] : [Transaction.addToHistory.of(addToHistory)]),
  ];
}
