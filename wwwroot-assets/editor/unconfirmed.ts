// Own edits that the server has not acknowledged yet, kept in the editor's state so that they move with it.
//
//   what the writer sees  =  the text at `version`  +  frozen[0] + frozen[1] + …  +  draft
//
// Keystrokes are composed into the draft. To be sent, the draft is frozen: from then on its id stands for exactly these changes, rebased
// like everything else but never merged again, until the log brings the id back. The draft has its id from its first keystroke, so that
// what the browser stored of it (unsent.ts) and what the server logged can be told to be the same edit whatever crashed in between.
//
// It rebases as @codemirror/collab does, and differs in four things that collab cannot: unsent edits become one, own updates are known
// by id and not by client, stored edits can be taken up again, and updates carry marks. The tests hold the two against each other.
import { Annotation, ChangeSet, EditorState, Extension, Facet, StateField, Text, Transaction } from '@codemirror/state'
import { differences } from '../compare/differences'
import { applyMarking, mapMarking, mapMarks, type Marking, markingTo, markingToJSON, type Marks, noMarking, noMarks, thenMark } from '../suggestions/marks'
import { mark, mode } from '../suggestions/mode'
import { turn, widening } from '../suggestions/suggesting'
import { newId, newUpdateId } from './identity'
import { split } from './parts'

/** `marking`: what it does to suggestions, in coordinates of the text that it leaves. `suggests`: it keeps the rules of suggesting, and the server sees to it. `by` and `at`: the server's word, on what comes from the log. */
export interface Update { readonly id: string, readonly clientID: string, readonly changes: ChangeSet, readonly marking?: Marking, readonly suggests?: boolean, readonly by?: string, readonly at?: string }

export interface Unconfirmed {
  readonly version: number
  /** The log's text and suggestions at that version. */
  readonly base: Text
  readonly marks: Marks
  readonly frozen: readonly Update[]
  readonly draft: Update | null
  /** The suggestions in the text as it is shown. */
  readonly shown: Marks
}

interface Identity { clientID: string, person: string, version: number, marks: Marks }
const identity = Facet.define<Identity, Identity>({ combine: given => given[0] ?? { clientID: '', person: '', version: 0, marks: noMarks } })
const moved = Annotation.define<Unconfirmed>()

/** Who writes here. */
export const me = (state: EditorState): string => state.facet(identity).person

/** On a transaction that takes something in: what it does to the log's text. */
export const logged = Annotation.define<ChangeSet>()

/** On a transaction that takes in another's update: that client. */
export const authorOf = Annotation.define<string>()

/** On a transaction that takes in another state of an edit that was taken over than the one that was here: something of it may be seen no more. */
export const supplants = Annotation.define<true>()

/** Beside `authorOf`: that person, and when the server took it, in milliseconds since 1970. */
export const writer = Annotation.define<{ by: string, at: number }>()

const field = StateField.define<Unconfirmed>({
  create: state => {
    const { version, marks } = state.facet(identity)
    return { version, base: state.doc, marks, frozen: [], draft: null, shown: marks }
  },
  update(own, tr) {
    const settled = tr.annotation(moved)
    if (settled) return settled
    const marking = tr.effects.reduce((all, effect) => effect.is(mark) ? thenMark(all, effect.value.marking) : all, noMarking)
    if (tr.changes.empty && marking.length === 0) return own
    const edit = { changes: tr.changes, ...marking.length && { marking }, ...isSuggested(tr, own, marking) && { suggests: true } }
    // Edits that suggest and edits that do not are never one update.
    const isOther = own.draft !== null && (own.draft.suggests ?? false) !== (edit.suggests ?? false)
    return {
      ...own,
      frozen: isOther ? [...own.frozen, own.draft!] : own.frozen,
      draft: own.draft && !isOther ? unlessEmpty(composed(own.draft, edit)) : { id: newUpdateId(), clientID: tr.startState.facet(identity).clientID, ...edit },
      shown: applyMarking(mapMarks(own.shown, tr.changes), marking),
    }
  },
})

/** Undo and whatever else passes by the filter of suggestions.ts does not say what it is: it suggests if it keeps the rules. */
function isSuggested(tr: Transaction, own: Unconfirmed, marking: Marking): boolean {
  for (const effect of tr.effects) if (effect.is(mark) && effect.value.suggests !== null) return effect.value.suggests
  const { on, only } = tr.startState.field(mode, false) ?? { on: false, only: false }
  if (!on || only) return only // what does not keep them the server turns into a suggestion
  const person = me(tr.startState), now = new Date().toISOString()
  const since = (id: string) => {
    const known = own.shown.find(mark => mark.id === id) ?? marking.find(mark => mark.id === id)
    return !known ? now : known.by === person ? known.at : null
  }
  const turned = turn(tr.startState.doc, own.shown, { changes: tr.changes, marking }, person, since, '', now)
  return turned.changes === tr.changes && JSON.stringify(markingToJSON(turned.marking)) === JSON.stringify(markingToJSON(marking))
}

type Edit = Pick<Update, 'changes' | 'marking' | 'suggests'>

/** Two edits of one kind as one. */
function composed(first: Update, { changes, marking = noMarking }: Edit): Update {
  const all = thenMark(first.marking ? mapMarking(first.marking, changes) : noMarking, marking), { marking: _, ...rest } = first
  return { ...rest, changes: first.changes.compose(changes), ...all.length && { marking: all } }
}

const unlessEmpty = (draft: Update): Update | null => draft.changes.empty && !draft.marking?.length ? null : draft

export function unconfirmedEdits(clientID: string, version: number, person = '', marks: Marks = noMarks): Extension {
  return [identity.of({ clientID, person, version, marks }), mode, field]
}

/** It does something to the text or to suggestions, and comes from here. */
export const isOwnEdit = (tr: Transaction): boolean => !tr.annotation(Transaction.remote) && (tr.docChanged || tr.effects.some(effect => effect.is(mark)))

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
  const [first, ...rest] = own
  if (first?.id !== id) return over(own, changes).own
  return becameOther(first, changes) ? over(rest, widening(null, first.changes, changes)).own : rest
}

/** Moves own edits over an incoming one, and it over them. What the log has comes first where both insert at one place. */
function over(own: readonly Update[], changes: ChangeSet): { own: Update[], incoming: ChangeSet } {
  let incoming = changes
  const mapped = own.map(mine => {
    const next = incoming.map(mine.changes, true), moved = { ...mine, changes: mine.changes.map(incoming), ...mine.marking && { marking: mapMarking(mine.marking, next) } }
    incoming = next
    return moved
  })
  return { own: mapped, incoming }
}

const marked = (marks: Marks, { changes, marking = noMarking }: Edit): Marks => applyMarking(mapMarks(marks, changes), marking)

/** Own edits on what the log has; the marks that are shown follow from both. */
function settled(state: Omit<Unconfirmed, 'shown' | 'draft'> & { draft: Update | null }): Unconfirmed {
  const own = { ...state, draft: state.draft && unlessEmpty(state.draft) }
  return { ...own, shown: ownUpdates({ ...own, shown: noMarks }).reduce(marked, own.marks) }
}

/** Takes in the next update of the log. One at a time: over composed changes the mapping differs in rare cases. */
export function receive(state: EditorState, update: Update): Transaction {
  const own = unconfirmed(state), [first, ...rest] = own.frozen
  const log = { version: own.version + 1, base: update.changes.apply(own.base), marks: marked(own.marks, update) }
  if (first?.id === update.id && sameEdit(first.changes, update.changes)) return state.update({ annotations: [logged.of(update.changes), moved.of(settled({ ...own, ...log, frozen: rest }))] })

  const place = ownUpdates(own).findIndex(({ id }) => id === update.id), here = ownUpdates(own)[place], isGrown = place === 0 && hasGrown(here!, update.changes)
  if (here && here.clientID === state.facet(identity).clientID && (isGrown || place > 0 || here === own.draft)) return withRest(state, log, place, update.changes)
  if (place > 0) throw new RangeError('An edit that was taken over was logged before another that it stands on.')

  // One's own that became a suggestion on the way: what it was to delete comes back, and everything since was typed without it. Of one that was taken over from a page
  // that lived, the log has what one of both made of it, and nobody knows which is newer.
  const frozen = here ? rest : own.frozen
  const { own: mapped, incoming } = over(own.draft ? [...frozen, own.draft] : frozen, !here ? update.changes : isGrown ? difference(here.changes.apply(own.base), log.base) : widening(own.base, here.changes, update.changes))
  return state.update({
    changes: incoming,
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true), authorOf.of(update.clientID), logged.of(update.changes), ...isGrown ? [supplants.of(true)] : [], ...update.by ? [writer.of({ by: update.by, at: Date.parse(update.at ?? '') || Date.now() })] : [],
      moved.of(settled({ ...log, frozen: mapped.slice(0, frozen.length), draft: mapped[frozen.length] ?? null }))],
    filter: false,
  })
}

/**
 * Another tab took the page that typed it for gone, and sent what the store had of it a moment before. A suggestion may be logged with what it was to
 * delete, but with each of its words.
 */
export const hasGrown = (here: Update, logged: ChangeSet): boolean => !sameEdit(here.changes, logged) && !(here.suggests && inserted(here.changes) === inserted(logged))

/** The text stays as it is: own edits before the `place` of one that another tab has sent stay themselves, and what the log lacks of it and of later ones is a draft. */
function withRest(state: EditorState, log: { version: number, base: Text, marks: Marks }, place: number, changes: ChangeSet): Transaction {
  const own = unconfirmed(state), all = ownUpdates(own), frozen = over(all.slice(0, place), changes).own, { suggests } = all[place]!
  const base = frozen.reduce((text, { changes }) => changes.apply(text), log.base), rest = difference(base, state.doc)
  const marking = suggests ? markingTo(mapMarks(frozen.reduce(marked, log.marks), rest), own.shown, me(state)) : noMarking
  const draft = { id: newUpdateId(), clientID: state.facet(identity).clientID, changes: rest, ...marking.length && { marking }, ...suggests && { suggests } }
  return state.update({ annotations: [logged.of(changes), moved.of(settled({ ...own, ...log, frozen, draft }))] })
}

const becameOther = (sent: Update, logged: ChangeSet): boolean => sent.suggests === true && !sameEdit(sent.changes, logged)

/** Puts right the text at the present version, which was found not to be the server's. Only while none of one's own is on its way. */
export function corrected(state: EditorState, base: Text, right: Text, marks: Marks): Transaction {
  const own = unconfirmed(state)
  if (own.frozen.length) throw new Error('The text is put right only while none of one’s own is on its way.')
  const change = difference(base, right), { own: [draft], incoming } = over(ownUpdates(own), change)
  return state.update({
    changes: incoming,
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true), logged.of(change), moved.of(settled({ ...own, base: right, marks, draft: draft ?? null }))],
    filter: false,
  })
}

/** What makes `right` of `base`; no edge inside a surrogate pair. */
function difference(base: Text, right: Text): ChangeSet {
  const text = right.toString()
  return ChangeSet.of(differences(base.toString(), text, null).map(({ fromA, toA, fromB, toB }) => ({ from: fromA, to: toA, insert: Text.of(text.slice(fromB, toB).split('\n')) })), base.length)
}

/** Takes up edits of a page that is gone, relative to the text at `version`. They may be in the log already, so they come before the draft, which cannot be. */
export function adopt(state: EditorState, updates: readonly Update[]): Transaction {
  const own = unconfirmed(state)
  if (own.frozen.length) throw new Error('Edits are taken up only while none of one’s own is on its way.')
  let { draft } = own
  let shown = ChangeSet.empty(state.doc.length)
  for (const update of updates) {
    shown = shown.compose(draft ? update.changes.map(draft.changes, true) : update.changes)
    draft = draft && over([draft], update.changes).own[0]!
  }
  return state.update({
    changes: shown,
    annotations: [Transaction.addToHistory.of(false), moved.of(settled({ ...own, frozen: updates, draft }))],
    filter: false,
  })
}

/** Freezes the draft, in parts that weigh at most `limit` each. */
export function freeze(state: EditorState, limit: number): Transaction {
  const own = unconfirmed(state)
  if (!own.draft) throw new Error('There is no draft to freeze.')
  return state.update({ annotations: moved.of({ ...own, frozen: [...own.frozen, ...split(own.draft, limit)], draft: null }) })
}

/** Makes drafts of everything again, under new ids: those that suggest apart from those that do not. Only for edits that certainly are not in the log and never will be. */
export function thaw(state: EditorState, limit: number): Transaction {
  const own = unconfirmed(state), joined: Update[] = []
  if (ownUpdates(own).length === 0) throw new Error('Nothing is unconfirmed.')
  for (const update of ownUpdates(own)) {
    const last = joined[joined.length - 1]
    if (last && (last.suggests ?? false) === (update.suggests ?? false)) joined[joined.length - 1] = composed(last, update)
    else joined.push({ ...update, id: newUpdateId(), clientID: state.facet(identity).clientID })
  }
  const draft = joined.pop()!
  return state.update({ annotations: moved.of({ ...own, frozen: joined.flatMap(update => split(update, limit)), draft: unlessEmpty(draft) }) })
}

/**
 * Makes suggestions of what was not sent yet: its writer may only suggest by now. What was to be deleted comes back, marked. Only for edits that
 * certainly are not in the log and never will be.
 */
export function suggestInstead(state: EditorState): Transaction {
  const own = unconfirmed(state), person = me(state), now = new Date().toISOString(), updates: Update[] = []
  let { base, marks } = own, wider = ChangeSet.empty(base.length) // from the text as it was typed to the text with everything that stays
  for (const update of ownUpdates(own)) {
    const wanted = over([update], wider).own[0]!, next = wider.map(update.changes, true)
    const since = (id: string) => { const known = marks.find(mark => mark.id === id); return !known ? now : known.by === person ? known.at : null }
    const turned = turn(base, marks, { changes: wanted.changes, marking: wanted.marking ?? noMarking }, person, since, newId(), now)
    updates.push({ ...wanted, id: newUpdateId(), changes: turned.changes, marking: turned.marking, suggests: true })
    wider = next.compose(widening(base, wanted.changes, turned.changes))
    base = turned.changes.apply(base)
    marks = marked(marks, turned)
  }
  return state.update({
    changes: wider,
    annotations: [Transaction.addToHistory.of(false), Transaction.remote.of(true), moved.of(settled({ ...own, frozen: updates.slice(0, -1), draft: updates[updates.length - 1] ?? null }))],
    filter: false,
  })
}

/** Whether two changes do the same to the same text, however they are written down. */
export function sameEdit(one: ChangeSet, other: ChangeSet): boolean {
  return one.length === other.length && one.newLength === other.newLength && replacements(one) === replacements(other)
}

function inserted(changes: ChangeSet): string {
  const found: string[] = []
  changes.iterChanges((_fromA, _toA, _fromB, _toB, text) => found.push(text.toString()))
  return found.join('')
}

function replacements(changes: ChangeSet): string {
  const found: unknown[] = []
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => found.push([fromA, toA, inserted.toString()]))
  return JSON.stringify(found)
}
