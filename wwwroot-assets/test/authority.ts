// The contract's central authority, in memory and naive: it maps a stale update over each logged one in turn, and what it has logged it keeps.
import { ChangeSet, Text } from '@codemirror/state'
import { fingerprint } from '../editor/fingerprint'
import type { Person, WireUpdate } from '../editor/protocol'

interface Logged { id: string, clientID: string, by: string, changes: ChangeSet }

export const refusal = (code: string, sentence: string) =>
  new Error(`An unexpected error occurred invoking 'Push' on the server. HubException: ${code}: ${sentence}`)

export class Authority {
  readonly log: Logged[] = []
  readonly seed: Text
  text: Text
  people: Person[] = []
  /** Refuses what a test wants refused. */
  check: (person: string, update: WireUpdate) => void = () => {}
  partOfPull = Infinity
  committed: (version: number, updates: WireUpdate[]) => void = () => {}
  private readonly owners = new Map<string, string>()

  constructor(text: string) { this.seed = this.text = Text.of(text.split('\n')) }

  get version(): number { return this.log.length }

  open(person: string): { version: number, text: string, marks: [], people: Person[] } {
    if (this.people.every(({ id }) => id !== person)) this.people = [...this.people, { id: person, name: person, organisation: '' }]
    return { version: this.version, text: this.text.toString(), marks: [], people: this.people }
  }

  /** What pages had instead of `text`. */
  readonly different: string[] = []

  compare(version: number, name: string): { same: boolean | null, text: string | null } {
    const same = version === this.version ? name === fingerprint(this.text) : null
    return { same, text: same === false ? this.text.toString() : null }
  }

  pull(version: number): { version: number, updates: WireUpdate[] } {
    if (version > this.version) throw refusal('bad-version', `${version} is after ${this.version}.`)
    const upTo = Math.min(this.version, version + this.partOfPull)
    return { version: upTo, updates: this.log.slice(version, upTo).map(wire) }
  }

  push(person: string, version: number, updates: WireUpdate[]): { version: number } {
    if (version > this.version) throw refusal('bad-version', `${version} is after ${this.version}.`)
    let fresh = updates.map(update => ({ id: update.id, clientID: update.clientID, by: person, changes: ChangeSet.fromJSON(update.changes) }))
    const known = new Map(this.log.map((logged, i) => [logged.id, i + 1]))
    const already = Math.max(0, ...updates.map(({ id }) => known.get(id) ?? 0))
    for (const update of updates) {
      const owner = this.owners.get(update.clientID) ?? person
      if (owner !== person) throw refusal('not-allowed', 'That client is somebody else’s.')
      if (!known.has(update.id)) this.check(person, update)
    }
    for (const logged of this.log.slice(version)) {
      if (fresh[0]?.id === logged.id) { fresh = fresh.slice(1); continue }
      let over = logged.changes
      fresh = fresh.map(update => {
        const changes = update.changes.map(over)
        over = over.map(update.changes, true)
        return { ...update, changes }
      })
    }
    fresh = fresh.filter(({ id }) => !known.has(id)) // logged before `version`: known there by another push
    const first = this.version
    for (const update of fresh) {
      if (update.changes.length !== this.text.length) throw refusal('bad-change', `It is for ${update.changes.length}, the text has ${this.text.length}.`)
      this.text = update.changes.apply(this.text)
      this.log.push(update)
      this.owners.set(update.clientID, person)
    }
    if (fresh.length) this.committed(this.version, this.log.slice(first).map(wire))
    return { version: fresh.length ? this.version : already }
  }
}

const wire = ({ id, clientID, by, changes }: Logged): WireUpdate => ({ id, clientID, by, at: '2025-12-01T08:00:00Z', changes: changes.toJSON() as unknown })
