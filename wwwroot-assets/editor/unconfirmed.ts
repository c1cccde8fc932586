// Own edits that the server has not acknowledged yet, kept in the editor's state so that they move with it.
//
//   what the writer sees  =  the text at `version`  +  frozen[0] + frozen[1] + …  +  draft
//
// Keystrokes are composed into the draft. To be sent, the draft is frozen: from then on its id stands for exactly these changes, rebased
// like everything else but never merged again, until the log brings the id back. The draft has its id from its first keystroke, so that
// what the browser stored of it (unsent.ts) and what the server logged can be told to be the same edit whatever crashed in between.
//
// It rebases as @codemirror/collab does, and differs in three things that collab cannot: unsent edits become one, own updates are known
// by id and not by client, and stored edits can be taken up again. The tests hold the two against each other.
import { Annotation, ChangeSet, EditorState, Extension, Facet, StateField, Text, Transaction } from '@codemirror/state'
import { newUpdateId } from './identity'

export interface Update { readonly id: string, readonly clientID: string, readonly changes: ChangeSet }

export interface Unconfirmed {
  readonly version: number
  /** The log's text at that version. */
  readonly base: Text
  readonly frozen: readonly Update[]
  readonly draft: Update | null
}

const identity = Facet.define<{ clientID: string, version: number }, { clientID: string, version: number }>({
  combine: given => given[0] ?? { clientID: '', version: 0 },
})
const moved = Annotation.define<Unconfirmed>()

/** On a transaction that takes in another's update: that client. */
export const authorOf = Annotation.define<string>()

const field = StateField.define<Unconfirmed>({
  create: state => ({ version: state.facet(identity).version, base: state.doc, frozen: [], draft: null }),
  update(own, tr) {
    const settled = tr.annotation(moved)
    if (settled) return settled
    if (tr.changes.empty) return own
    const { draft } = own
    return { ...own, draft: draft
      ? unlessEmpty({ ...draft, changes: draft.changes.compose(tr.changes) })
      : { id: newUpdateId(), clientID: tr.startState.facet(identity).clientID, changes: tr.changes } }
  },
})

const unlessEmpty = (draft: Update): Update | null => draft.changes.empty ? null : draft

export function unconfirmedEdits(clientID: string, version: number): Extension {
  return [identity.of({ clientID, version }), field]
}

export const unconfirmed = (state: EditorState): Unconfirmed => state.field(field)

export const hasUnconfirmed = (state: EditorState): boolean => {
  const { frozen, draft } = unconfirmed(state)
  return frozen.length > 0 || draft !== null
}

/** Own edits in order, the draft last. */
export const ownUpdates = ({ frozen, draft }: Unconfirmed): readonly Update[] => draft ? [...frozen, draft] : frozen

/** What the log has and one's own edits on top are the text that is shown: no edit has been dropped on the way. */
export function isWhole(state: EditorState): boolean {
  const own = unconfirmed(state)
  return ownUpdates(own).reduce((text, { changes }) => changes.apply(text), own.base).eq(state.doc)
}

/** Own edits after an update of the log: one fewer if it is the first of them, else moved over it. */
export function rebased(own: readonly Update[], id: string, changes: ChangeSet): readonly Update[] {
  return own[0]?.id === id ? own.slice(1) : over(own, changes).own
}

/** Moves own edits over an incoming one, and it over them. What the log has comes first where both insert at one place. */
function over(own: readonly Update[], changes: ChangeSet): { own: Update[], incoming: ChangeSet } {
  let incoming = changes
  const mapped = own.map(mine => {
    const moved = { ...mine, changes: mine.changes.map(incoming) }
    incoming = incoming.map(mine.changes, true)
    return moved
  })
  return { own: mapped, incoming }
}

/** Takes in the next update of the log. One at a time: over composed changes the mapping differs in rare cases. */
export function receive(state: EditorState, update: Update): Transaction {
  const own = unconfirmed(state)
  const version = own.version + 1
  const [first] = own.frozen
  if (first?.id === update.id) return state.update({ annotations: moved.of({ ...own, version, base: first.changes.apply(own.base), frozen: own.frozen.slice(1) }) })

  const { own: mapped, incoming } = over(ownUpdates(own), update.changes)
  const frozen = mapped.slice(0, own.frozen.length)
  const draft = own.draft && unlessEmpty(mapped[own.frozen.length]!)
  return state.update({
    changes: incoming,
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true), authorOf.of(update.clientID), moved.of({ version, base: update.changes.apply(own.base), frozen, draft })],
    filter: false,
  })
}

/** Puts right the text at the present version, which was found not to be the server's. Only while none of one's own is on its way. */
export function corrected(state: EditorState, base: Text, right: Text): Transaction {
  const own = unconfirmed(state)
  if (own.frozen.length) throw new Error('The text is put right only while none of one’s own is on its way.')
  const { own: [draft], incoming } = over(ownUpdates(own), difference(base, right))
  return state.update({
    changes: incoming,
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true), moved.of({ ...own, base: right, draft: draft ? unlessEmpty(draft) : null })],
    filter: false,
  })
}

/** One replacement that makes `right` of `base`; no edge inside a surrogate pair. */
function difference(base: Text, right: Text): ChangeSet {
  const one = base.toString(), other = right.toString(), shorter = Math.min(one.length, other.length)
  let start = 0, end = 0
  while (start < shorter && one[start] === other[start]) start++
  while (end < shorter - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end++
  if (start && isHighSurrogate(one, start - 1)) start--
  if (end && isHighSurrogate(one, one.length - end - 1)) end--
  return ChangeSet.of({ from: start, to: one.length - end, insert: Text.of(other.slice(start, other.length - end).split('\n')) }, one.length)
}

const isHighSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xd800

/** Takes up edits of a page that is gone, relative to the text at `version`. They may be in the log already, so they come before the draft, which cannot be. */
export function adopt(state: EditorState, updates: readonly Update[]): Transaction {
  const own = unconfirmed(state)
  if (own.frozen.length) throw new Error('Edits are taken up only while none of one’s own is on its way.')
  let { draft } = own
  let shown = ChangeSet.empty(state.doc.length)
  for (const update of updates) {
    shown = shown.compose(draft ? update.changes.map(draft.changes, true) : update.changes)
    draft = draft && { ...draft, changes: draft.changes.map(update.changes) }
  }
  return state.update({
    changes: shown,
    annotations: [Transaction.addToHistory.of(false), moved.of({ ...own, frozen: updates, draft: draft && unlessEmpty(draft) })],
    filter: false,
  })
}

/** Freezes the draft, in parts that weigh at most `limit` each. */
export function freeze(state: EditorState, limit: number): Transaction {
  const own = unconfirmed(state)
  if (!own.draft) throw new Error('There is no draft to freeze.')
  return state.update({ annotations: moved.of({ ...own, frozen: [...own.frozen, ...split(own.draft, limit)], draft: null }) })
}

/** Makes one draft of everything again, under a new id. Only for edits that certainly are not in the log and never will be. */
export function thaw(state: EditorState): Transaction {
  const own = unconfirmed(state), [first, ...rest] = ownUpdates(own)
  if (!first) throw new Error('Nothing is unconfirmed.')
  const changes = rest.reduce((sum, update) => sum.compose(update.changes), first.changes)
  return state.update({ annotations: moved.of({ ...own, frozen: [], draft: unlessEmpty({ id: newUpdateId(), clientID: state.facet(identity).clientID, changes }) }) })
}

const perChange = 16 // what a change weighs beside its text, in JSON

export function weight(changes: ChangeSet): number {
  let sum = 0
  changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => { sum += perChange + inserted.length }, true)
  return sum
}

/** Parts that give the same text when applied one after the other. A light update stays what it is, id included. */
export function split(update: Update, limit: number): Update[] {
  if (weight(update.changes) <= limit) return [update]
  const parts: Update[] = []
  let length = update.changes.length, shift = 0 // of the text after the parts so far; what they moved the rest by
  let batch: Replacement[] = [], heavy = 0
  const close = () => {
    const changes = ChangeSet.of(batch.map(({ from, to, insert }) => ({ from: from + shift, to: to + shift, insert })), length)
    parts.push({ id: newUpdateId(), clientID: update.clientID, changes })
    shift += changes.newLength - changes.length
    length = changes.newLength
    batch = []
    heavy = 0
  }
  for (const piece of pieces(update.changes, Math.max(2, limit - perChange))) {
    const more = perChange + piece.insert.length
    if (batch.length && heavy + more > limit) close()
    batch.push(piece)
    heavy += more
  }
  close()
  return parts
}

interface Replacement { from: number, to: number, insert: Text }

/** The changes as replacements of the old text, from left to right, none of which inserts more than `size`. */
function pieces(changes: ChangeSet, size: number): Replacement[] {
  const found: Replacement[] = []
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    let end = wholePairs(inserted, 0, size)
    found.push({ from: fromA, to: toA, insert: inserted.slice(0, end) })
    for (let at = end; at < inserted.length; at = end) {
      end = wholePairs(inserted, at, size)
      found.push({ from: toA, to: toA, insert: inserted.slice(at, end) })
    }
  }, true)
  return found
}

/** Where a piece of at most `size` that starts at `at` ends, without cutting a surrogate pair. */
function wholePairs(text: Text, at: number, size: number): number {
  const end = Math.min(text.length, at + size)
  if (end === text.length) return end
  const last = text.sliceString(end - 1, end).charCodeAt(0)
  return last >= 0xd800 && last <= 0xdbff ? end - 1 : end
}

/** Whether two changes do the same to the same text, however they are written down. */
export function sameEdit(one: ChangeSet, other: ChangeSet): boolean {
  return one.length === other.length && one.newLength === other.newLength && replacements(one) === replacements(other)
}

function replacements(changes: ChangeSet): string {
  const found: unknown[] = []
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => found.push([fromA, toA, inserted.toString()]))
  return JSON.stringify(found)
}
