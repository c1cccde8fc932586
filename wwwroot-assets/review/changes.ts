// What has changed since a version, beside the text: first of all for a signer who has read the text before. The server lays it out, as on the page of versions.
import { button, made } from '../dialog/modal'
import { word } from '../editor/words'

export interface Changed { from: number, to: number, inserted: number, deleted: number, html: string }

export interface Since {
  from: number
  /** Since when, in words. */
  title: string
  /** Why he is shown it first; null: he asked. */
  why: string | null
}

export class Changes {
  readonly element = made('section', 'review-changes')
  private readonly body = made('div', '')
  private shown = ''
  private isThere = false

  /** `seen`: they are on his screen, since which version and up to which stamp. */
  constructor(private readonly fetching: (from: number) => Promise<Changed>, private readonly address: (from: number) => string, private readonly seen: (from: number, stamp: string) => void) {
    this.element.dataset.testid = 'review-changes'
    this.element.hidden = true
  }

  /** `stamp`: of the text on the screen; with another one it is asked again. */
  show(since: Since | null, stamp: string): void {
    this.element.hidden = since === null
    const shown = JSON.stringify([since, stamp])
    if (shown === this.shown) {
      if (since && this.isThere) this.seen(since.from, stamp)
      return
    }
    [this.shown, this.isThere] = [shown, false]
    if (!since) return this.element.replaceChildren()
    const link = made('a', '', word('review-changes-page'))
    link.href = this.address(since.from)
    this.element.replaceChildren(made('h2', '', since.title), ...since.why ? [made('p', '', since.why)] : [], this.body, made('p', '', link))
    this.load(since, stamp, shown)
  }

  private load(since: Since, stamp: string, shown: string): void {
    // What was there stays until the new is here: the signer may be reading it.
    if (!this.body.hasChildNodes()) this.body.textContent = word('loading')
    this.fetching(since.from).then(changed => {
      if (shown !== this.shown) return
      const lines = made('div', '')
      lines.innerHTML = changed.html // rendered and escaped by the server
      const size = changed.inserted || changed.deleted ? word('review-changes-size', { inserted: changed.inserted, deleted: changed.deleted }) : word('review-changes-elsewhere')
      this.body.replaceChildren(made('p', 'muted', size), ...changed.inserted || changed.deleted ? [lines] : [])
      this.isThere = true
      this.seen(since.from, stamp)
    }, () => {
      if (shown === this.shown) this.body.replaceChildren(made('p', '', word('review-changes-failed')), button(word('review-changes-again'), () => this.load(since, stamp, shown), 'button button-small'))
    })
  }
}
