// Keeps one text in step with the server by the editing protocol. The server is the authority; what is here is
//
//   known     the version up to which the log has been taken in (unconfirmed.ts holds it in the editor's state)
//   heard     the highest version that the server has named: while known < heard something is missing
//   waiting   updates that have come but cannot be taken in yet: an earlier one is missing, or somebody is composing with an input method
//
// Every event, answer, keystroke and timer ends in `step`, which does whatever is due: take in, catch up, send. So no order of
// happenings needs a rule of its own, and no state drops an update.
import { ChangeSet, type EditorState, type Transaction } from '@codemirror/state'
import type { Clock } from './clock'
import type { Line, Listener } from './line'
import { type Link, type Opened, type Person, type Pulled, type Pushed, Refusal, type WireUpdate } from './protocol'
import { adopt, freeze, hasUnconfirmed, receive, splitFirst, unconfirmed, type Update, weight } from './unconfirmed'

/** What holds the text: a CodeMirror view, or in tests only its state. */
export interface Editor {
  readonly state: EditorState
  dispatch(transactions: readonly Transaction[]): void
}

/** Edits that another page of the same person left behind, relative to the text at `version`. */
export interface Orphan {
  readonly version: number
  readonly updates: readonly Update[]
  /** They are part of this page's own unconfirmed edits now. */
  adopted(): Promise<void>
  /** The server does not let them in: they stay where they are, and the person is told. */
  refused(refusal: Refusal): void
}

export interface Pointing { person: Person, clientID: string, version: number, anchor: number, head: number }

export interface ConnectionOptions {
  document: string
  clientID: string
  mayWrite: boolean
  line: Line
  clock: Clock
  /** The text has come for the first time: make the editor. */
  open(opened: Opened): Editor
  /** Something that `status` tells has changed. */
  changed(): void
  people?(people: Person[]): void
  pointed?(pointing: Pointing): void
  /** Resolves once what is unconfirmed is stored in the browser. */
  stored?(): Promise<void>
}

/** Why nothing is being saved although the line stands, or null. */
export interface Status { open: boolean, up: boolean, unsent: boolean, refusal: Refusal | null }

const answerPatience = 20_000 // milliseconds, as below; then the connection counts as dead
const eventPatience = 300 // for an update that the server has named before it is asked for
const refusedPause = 15_000 // a right may come back, a lock be lifted
const slowest = 8_000
const heaviest = 60_000 // UTF-16 code units of one update: under the transport's 1 MiB even if each is escaped
const lightest = 1_000

export class Connection implements Listener {
  private editor: Editor | null = null
  private link: Link | null = null
  private opened = false // on this link
  private heard = 0
  private readonly waiting = new Map<number, WireUpdate>() // by the version they make from
  private orphans: Orphan[] = []
  private held = false
  private pushing = false
  private pulling = false
  private acknowledged: string | null = null // the answer came, the event did not yet
  private newIds = false // of parts: they must be stored before one of them is logged
  private notBefore = 0
  private slowness = 0
  private limit = heaviest
  private refusal: Refusal | null = null
  private readonly timers = new Set<() => void>()
  private closed = false

  constructor(private readonly options: ConnectionOptions) { options.line.add(this) }

  get status(): Status {
    return { open: this.editor !== null, up: this.link !== null && this.opened, unsent: this.unsent, refusal: this.refusal }
  }

  private get unsent(): boolean { return this.editor !== null && hasUnconfirmed(this.editor.state) }
  private get known(): number { return unconfirmed(this.editor!.state).version }

  /** The text changed under the writer's hands. */
  edited(): void {
    this.options.line.hurry()
    this.step()
  }

  /** Composing with an input method: until `release` nothing is taken in and nothing is sent. */
  hold(): void { this.held = true }
  release(): void { this.held = false; this.step() }

  /** Edits to take up when none of one's own is on its way. */
  takeUp(orphan: Orphan): void {
    this.orphans.push(orphan)
    this.step()
  }

  point(anchor: number, head: number): void {
    if (this.link && this.opened) this.link.invoke('Point', this.options.document, this.options.clientID, this.known, anchor, head).catch(() => {})
  }

  close(): void {
    this.closed = true
    for (const cancel of this.timers) cancel()
    if (this.link) this.link.invoke('Close', this.options.document).catch(() => {})
  }

  up(link: Link): void {
    this.link = link
    void this.openOn(link)
  }

  down(): void {
    this.link = null
    this.opened = this.pushing = this.pulling = false
    this.acknowledged = null
    this.options.changed()
  }

  event(name: string, args: unknown[]): void {
    if (args[0] !== this.options.document || this.closed) return
    if (name === 'Updated') this.take(args[1] as number, args[2] as WireUpdate[])
    else if (name === 'People') this.options.people?.(args[1] as Person[])
    else if (name === 'Pointed') {
      const [, person, clientID, version, anchor, head] = args as [string, Person, string, number, number, number]
      this.options.pointed?.({ person, clientID, version, anchor, head })
    }
  }

  private async openOn(link: Link): Promise<void> {
    try {
      const opened = await this.ask(link, 'Open', this.options.document) as Opened
      if (link !== this.link || this.closed) return
      this.opened = true
      this.heard = Math.max(this.heard, opened.version)
      this.refusal = null
      this.notBefore = 0
      this.editor ??= this.options.open(opened) // never again: the text in the editor holds edits that the server's does not
      this.options.people?.(opened.people)
      this.options.changed()
      this.step()
      if (this.known < this.heard) void this.pull(link)
    } catch (error) {
      if (link !== this.link || this.closed) return
      this.refusal = Refusal.from(error)
      if (!this.refusal) return this.options.line.cut()
      this.options.changed()
      this.later(this.refusal.code === 'too-fast' || this.refusal.code === 'failed' ? this.slowDown() : refusedPause, () => {
        if (link === this.link) void this.openOn(link)
      })
    }
  }

  /** Updates that end at `version`. Those that are known or have come before are ignored. */
  private take(version: number, updates: readonly WireUpdate[]): void {
    this.heard = Math.max(this.heard, version)
    updates.forEach((update, i) => { this.waiting.set(version - updates.length + i, update) })
    this.step()
  }

  private step(): void {
    if (!this.editor || this.held || this.closed) return
    this.takeIn(this.editor)
    if (this.link && this.opened) {
      if (this.known < this.heard) this.later(eventPatience, () => { if (this.link && this.known < this.heard) void this.pull(this.link) }, 'pull')
      if (this.mayPush && this.options.clock.now() >= this.notBefore) void this.send(this.editor, this.link)
    }
    this.options.changed()
  }

  private get mayPush(): boolean {
    if (this.pushing || this.pulling || !this.options.mayWrite) return false
    const { frozen, draft } = unconfirmed(this.editor!.state)
    return frozen[0] ? frozen[0].id !== this.acknowledged : draft !== null || this.orphans.length > 0
  }

  private takeIn(editor: Editor): void {
    const transactions: Transaction[] = []
    let { state } = editor
    for (let update; (update = this.waiting.get(unconfirmed(state).version)); ) {
      const { id, clientID, changes } = update
      const transaction = receive(state, { id, clientID, changes: ChangeSet.fromJSON(changes) })
      transactions.push(transaction)
      state = transaction.state
      if (id === this.acknowledged) this.acknowledged = null
    }
    if (transactions.length) editor.dispatch(transactions)
    for (const version of this.waiting.keys()) if (version < this.known) this.waiting.delete(version)
  }

  private async pull(link: Link): Promise<void> {
    if (this.pulling || this.held) return
    this.pulling = true
    try {
      const before = this.known
      const { version, updates } = await this.ask(link, 'Pull', this.options.document, before) as Pulled
      if (link !== this.link) return
      this.pulling = false
      this.take(version, updates)
      if (this.known > before && this.known < this.heard) void this.pull(link) // a partial answer
    } catch (error) {
      this.troubled(link, error)
    }
  }

  private async send(editor: Editor, link: Link): Promise<void> {
    this.pushing = true
    try {
      await this.readyToSend(editor, link)
      if (this.newIds) await this.options.stored?.()
      this.newIds = false
      const { version, frozen: [update] } = unconfirmed(editor.state)
      if (link !== this.link || !update || this.held) return
      const answer = await this.ask(link, 'Push', this.options.document, version, [{ ...update, changes: update.changes.toJSON() }]) as Pushed
      if (link !== this.link) return
      if (unconfirmed(editor.state).frozen[0]?.id === update.id) this.acknowledged = update.id
      this.heard = Math.max(this.heard, answer.version)
      this.slowness = 0
      this.refusal = null
      this.pushing = false
      this.step()
    } catch (error) {
      this.troubled(link, error)
    } finally {
      if (link === this.link) this.pushing = false
    }
  }

  /** Sees to it that something is frozen if anything is unsent: orphans first, then the draft. */
  private async readyToSend(editor: Editor, link: Link): Promise<void> {
    if (unconfirmed(editor.state).frozen.length) return
    const orphan = this.orphans[0]
    if (orphan) await this.adoptOne(editor, link, orphan)
    else if (unconfirmed(editor.state).draft) {
      this.newIds = weight(unconfirmed(editor.state).draft!.changes) > this.limit
      editor.dispatch([freeze(editor.state, this.limit)])
    }
  }

  private async adoptOne(editor: Editor, link: Link, orphan: Orphan): Promise<void> {
    let { version, updates } = orphan
    try {
      while (version < this.known) {
        const answer = await this.ask(link, 'Pull', this.options.document, version) as Pulled
        if (link !== this.link) return
        const first = answer.version - answer.updates.length
        for (const wire of answer.updates.slice(version - first, this.known - first)) updates = rebased(updates, wire)
        if (Math.min(answer.version, this.known) <= version) throw new Refusal('bad-version', `Nothing came after version ${version}.`)
        version = Math.min(answer.version, this.known)
      }
      if (version > this.known) return // the log has not been taken in that far yet
    } catch (error) {
      const refusal = Refusal.from(error) ?? (error instanceof Refusal ? error : null)
      if (!refusal || refusal.code === 'too-fast' || refusal.code === 'failed') throw error
      this.orphans.shift()
      return orphan.refused(refusal)
    }
    if (this.held) return
    this.orphans.shift()
    editor.dispatch([adopt(editor.state, updates)])
    await orphan.adopted()
  }

  private troubled(link: Link, error: unknown): void {
    if (link !== this.link || this.closed) return
    this.pushing = this.pulling = false
    const refusal = error instanceof Refusal ? error : Refusal.from(error)
    if (!refusal) return this.options.line.cut()
    if (refusal.code === 'too-large' && this.splitLarge()) return this.retryAfter(0)
    if (refusal.code !== 'too-fast') this.refusal = refusal
    this.retryAfter(refusal.code === 'too-fast' || refusal.code === 'failed' ? this.slowDown() : refusedPause)
    this.options.changed()
  }

  private retryAfter(milliseconds: number): void {
    this.notBefore = this.options.clock.now() + milliseconds
    this.later(milliseconds, () => { this.step() })
  }

  private splitLarge(): boolean {
    const first = this.editor && unconfirmed(this.editor.state).frozen[0]
    if (!first || this.limit <= lightest) return false
    this.limit = Math.max(lightest, Math.min(this.limit, weight(first.changes)) / 2)
    this.newIds = true
    this.editor!.dispatch([splitFirst(this.editor!.state, this.limit)])
    return true
  }

  private slowDown(): number { return Math.min(slowest, 500 * 2 ** this.slowness++) * (0.5 + this.options.clock.chance() / 2) }

  /** An answer that does not come means that the line is dead, whatever it says of itself. */
  private ask(link: Link, method: string, ...args: unknown[]): Promise<unknown> {
    const cancel = this.later(answerPatience, () => { if (link === this.link) this.options.line.cut() })
    return link.invoke(method, ...args).finally(cancel)
  }

  private readonly named = new Map<string, () => void>()

  /** Of timers with the same name only the first runs. */
  private later(milliseconds: number, then: () => void, name?: string): () => void {
    if (name && this.named.has(name)) return () => {}
    const forget = () => { this.timers.delete(cancel); if (name) this.named.delete(name) }
    const cancelTimer = this.options.clock.after(milliseconds, () => { forget(); if (!this.closed) then() })
    const cancel = () => { forget(); cancelTimer() }
    this.timers.add(cancel)
    if (name) this.named.set(name, cancel)
    return cancel
  }
}

/** Edits over an update of the log; one that is the update itself is done. */
function rebased(updates: readonly Update[], wire: WireUpdate): readonly Update[] {
  if (updates[0]?.id === wire.id) return updates.slice(1)
  let incoming = ChangeSet.fromJSON(wire.changes)
  return updates.map(update => {
    const changes = update.changes.map(incoming)
    incoming = incoming.map(update.changes, true)
    return { ...update, changes }
  })
}
