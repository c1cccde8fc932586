// Where a text stands on its way through the chain, as the server tells it with each look at the text.
export const verbs = ['submit', 'approve', 'return', 'take-back', 'reopen'] as const
export type Verb = typeof verbs[number]

export interface Stage { key: string, name: string, status: 'done' | 'now' | 'later', signers: string[], by: string | null, at: string | null, words: string | null, minutes: string | null, isOverride: boolean }
export interface Block { kind: 'suggestions' | 'errors' | 'cards', count: number, titles: string[] }

/** All that a signature covers: the text at a version, its cards and pictures. */
export interface Read { readonly hash: string, readonly version: number }

/**
 * `state`: draft, returned, the key of the stage where it lies, or final. `turn` counts the acts on it. `hash` is of what is shown, and `version` that of its
 * text; an approval names the hash.
 */
export interface Review {
  state: string, name: string | null, round: number, turn: number, hash: string, version: number
  stages: Stage[], acts: Verb[], blocks: Block[]
  needsReason: boolean, asksMinutes: boolean
  sentBack: { verb: string, by: string, at: string, words: string | null } | null
  /** What this person approved last. */
  approved: Read | null
}

/** With its writers: to be submitted, or submitted again. */
const drafts: ReadonlySet<string> = new Set(['draft', 'returned', 'edited', 'reopened', 'taken-back'])
export const isDraft = ({ state }: Pick<Review, 'state'>): boolean => drafts.has(state)
export const isInReview = ({ state }: Pick<Review, 'state'>): boolean => !isDraft({ state }) && state !== 'final' && state !== 'waiting'
