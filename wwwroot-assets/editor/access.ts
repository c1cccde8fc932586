// May one write in this text? The page knew it when it was made; an assignment may change it while the text is open. It is said beside the title, and to screen readers.
import { word } from './words'

export class Access {
  private badge: HTMLElement | null

  constructor(private readonly page: HTMLElement, private mayWrite: boolean, private readonly changed: (mayWrite: boolean) => void) {
    this.badge = page.querySelector<HTMLElement>('.editor-bar .badge')
  }

  /** The text came later than the news. */
  opened(): void { if (this.mayWrite !== (this.page.dataset.mayWrite === 'true')) this.changed(this.mayWrite) }

  show(readOnly: string | null): void {
    if ((readOnly === null) === this.mayWrite) return
    this.mayWrite = readOnly === null
    const badge = this.badge ??= this.made()
    badge.className = 'badge'
    badge.setAttribute('role', 'status')
    badge.title = ''
    badge.textContent = readOnly ?? word('access-write')
    this.changed(this.mayWrite)
  }

  private made(): HTMLElement {
    const badge = document.createElement('span')
    this.page.querySelector('[data-testid=sync-state]')?.before(badge)
    return badge
  }
}
