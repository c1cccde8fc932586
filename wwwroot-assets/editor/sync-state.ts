// Says, in words and colour, whether what one types is being saved.
//   the mark    data-state = synced | pending | offline, at once; its words follow only when a state lasts, so that they do not flicker
//   the alarm   a bar above the text: nothing has been saved for 15 s, or it cannot be, and why
import type { AlarmBar } from './alarm'
import type { Clock } from './clock'
import type { Status } from './connection'
import type { Trouble } from './line'
import { word } from './words'

const lasting = 700 // milliseconds, as below
const alarming = 15_000

export interface Saying {
  state: 'synced' | 'pending' | 'offline'
  /** Keys of words. */
  words: string
  alarm: string | null
  offer: 'sign-in' | 'download' | null
}

/** What there is to say. `waited`: for how long, in milliseconds, edits have been waiting. */
export function saying({ open, up, unsent, refusal: said }: Status, trouble: Trouble | null, waited: number): Saying {
  const refusal = trouble && said?.code !== 'diverged' ? null : said // without a line it is the line that is missing
  const state = refusal ? 'pending' : !up ? 'offline' : unsent || !open ? 'pending' : 'synced'
  if (trouble === 'signed-out') return { state: 'offline', words: 'signed-out', alarm: 'signed-out-alarm', offer: 'sign-in' }
  if (refusal?.code === 'other-person') return { state, words: 'not-saved', alarm: 'other-person', offer: 'sign-in' }
  if (refusal && !open) return { state, words: 'not-opened', alarm: `not-opened-${refusal.code}`, offer: null }
  if (refusal) return { state, words: 'not-saved', alarm: `refused-${refusal.code}`, offer: 'download' }
  const late = unsent && waited >= alarming
  return { state, words: !open && up ? 'loading' : state, alarm: !late ? null : up ? 'unsaved-long' : 'unsaved-long-offline', offer: late ? 'download' : null }
}

export class SyncState {
  private waitingSince: number | null = null
  private said = ''
  private cancelWords = () => {}
  private cancelAlarm = () => {}

  constructor(
    private readonly mark: HTMLElement, private readonly alarm: AlarmBar, private readonly clock: Clock,
    private readonly read: () => { status: Status, trouble: Trouble | null },
  ) {}

  readonly update = (): void => {
    const { status, trouble } = this.read()
    const now = this.clock.now()
    this.waitingSince = status.unsent ? this.waitingSince ?? now : null
    const waited = this.waitingSince === null ? 0 : now - this.waitingSince
    const { state, words, alarm, offer } = saying(status, trouble, waited)
    this.mark.dataset.state = state
    this.say(words)
    this.alarm.show(alarm && word(alarm), offer)
    this.cancelAlarm()
    this.cancelAlarm = status.unsent && waited < alarming ? this.clock.after(alarming - waited + 1, this.update) : () => {}
  }

  close(): void {
    this.cancelWords()
    this.cancelAlarm()
  }

  private say(words: string): void {
    if (words === this.said) return
    const first = this.said === ''
    this.said = words
    this.cancelWords()
    const write = () => { if (this.mark.textContent !== word(words)) this.mark.textContent = word(words) }
    this.cancelWords = () => {}
    if (words === 'pending' && !first) this.cancelWords = this.clock.after(lasting, write)
    else write()
  }
}
