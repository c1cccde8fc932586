import { Refusal } from '../editor/protocol'
import { word } from '../editor/words'
import { Offline } from './store'

const spoken: ReadonlySet<string> = new Set(['not-allowed', 'not-found', 'too-large', 'too-fast'])

/** Why something that was said could not be brought to the server, and what now. */
export function spokenError(error: unknown): string {
  if (error instanceof Offline) return word('comment-offline')
  return error instanceof Refusal && spoken.has(error.code) ? word(`comment-refused-${error.code}`) : word('comment-failed')
}
