// Says, in words and colour, whether what one types is being saved.
//   #sync-state   data-state = synced | pending | offline, at once; its words follow only when a state lasts, so that they do not flicker
//   #alarm        a bar above the text: nothing has been saved for 15 s, or it cannot be, and why
import type { Clock } from './clock'
import type { Status } from './connection'
import type { Trouble } from './line'
import { word } from './words'

const lasting = 700 // milliseconds, as below
const alarming = 15_000

type State = 'synced' | 'pending' | 'offline'

export interface Saying { state: State, sentence: string, alarm: string | null }

/** What there is to say. `since`: for how long, in milliseconds, edits have been waiting. */
export function saying({ open, up, unsent, refusal }: Status, trouble: Trouble | null, since: number): Saying {
  const state: State = !up ? 'offline' : unsent || !open || refusal ? 'pending' : 'synced'
  if (trouble === 'signed-out') return { state, sentence: word('signed-out'), alarm: word('signed-out-alarm') }
  if (refusal) return { state, sentence: word('not-saved'), alarm: word(open ? `refused-${refusal.code}` : `not-opened-${refusal.code}`) }
  const sentence = !open && up ? word('loading') : word(state)
  return { state, sentence, alarm: unsent && since >= alarming ? word(up ? 'unsaved-long' : 'unsaved-long-offline') : null }
}

export class SyncState {
  private waitingSince: number | null = null
  private cancelWords = () => {}
  private cancelAlarm = () => {}
  private shown = ''

  constructor(
    private readonly mark: HTMLElement, private readonly alarm: HTMLElement, private readonly clock: Clock,
    private readonly read: () => { status: Status, trouble: Trouble | null },
  ) { this.update() }

  readonly update = (): void => {
    const { status, trouble } = this.read()
    this.waitingSince = status.unsent ? this.waitingSince ?? this.clock.now() : null
    const since = this.waitingSince === null ? 0 : this.clock.now() - this.waitingSince
    const { state, sentence, alarm } = saying(status, trouble, since)
    this.mark.dataset.state = state
    if (sentence !== this.shown) this.say(sentence, state === 'pending' && this.shown !== '' ? lasting : 0)
    this.ring(alarm)
    this.cancelAlarm()
    this.cancelAlarm = status.unsent && since < alarming ? this.clock.after(alarming - since + 50, this.update) : () => {}
  }

  close(): void { this.cancelWords(); this.cancelAlarm() }

  private say(sentence: string, after: number): void {
    this.shown = sentence
    this.cancelWords()
    const write = () => { this.mark.textContent = sentence }
    if (after === 0) write()
    else this.cancelWords = this.clock.after(after, write)
  }

  private ring(sentence: string | null): void {
    const words = this.alarm.querySelector('[data-words]') ?? this.alarm
    if (sentence !== null && words.textContent !== sentence) words.textContent = sentence
    this.alarm.hidden = sentence === null
  }
}
