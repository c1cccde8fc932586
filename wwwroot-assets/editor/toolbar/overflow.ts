// What does not fit into the row of tools stands in a menu at its end, in the same order: nothing is lost at any width, and the row
// keeps its height.
import { word } from '../words'
import { icon } from './icons'
import { openPopover, type Popover } from './popover'

interface Entry { name: string, button: HTMLElement }

/** What leaves the row first. What is not named stays. */
const leaving = [
  'footnote', 'redo', 'italic', 'reference', 'case', 'find', 'figure', 'table', 'numbers', 'bullets',
  'column-remove', 'row-remove', 'column-add', 'row-add', 'undo', 'bold', 'comment',
]

export class Overflow {
  private readonly more = document.createElement('button')
  private readonly homes = new Map<HTMLElement, HTMLElement>()
  private readonly watch: ResizeObserver | null
  private away: HTMLElement[] = [] // in the order of the row
  private menu: Popover | null = null
  private fitted = ''
  private shown = ''

  constructor(private readonly row: HTMLElement, private readonly entries: readonly Entry[]) {
    const { more } = this
    more.type = 'button'
    more.className = 'toolbar-more'
    more.dataset.tool = 'more'
    more.title = word('tool-more')
    more.setAttribute('aria-label', word('tool-more'))
    more.setAttribute('aria-haspopup', 'dialog')
    more.setAttribute('aria-expanded', 'false')
    more.append(icon('more'))
    more.onclick = () => this.menu ? this.fold() : this.unfold()
    more.hidden = true
    for (const { button } of entries) this.homes.set(button, button.parentElement!)
    row.append(more)
    this.watch = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.fit(this.shown))
    this.watch?.observe(row)
  }

  /** Anew where other tools are to be seen than before, or the row has another width. */
  fit(shown: string): void {
    this.shown = shown
    const key = `${shown} ${this.row.clientWidth}`
    if (key === this.fitted || this.row.clientWidth === 0 || this.menu) return
    this.fitted = key
    this.bringBack()
    for (const name of leaving) {
      if (this.row.scrollWidth <= this.row.clientWidth) break
      const button = this.entries.find(entry => entry.name === name)?.button
      if (!button || button.closest('[hidden]') !== null) continue
      this.more.hidden = false
      this.away.push(button)
      button.remove()
    }
    this.away.sort((a, b) => this.indexOf(a) - this.indexOf(b))
    for (const home of new Set(this.homes.values())) {
      home.classList.toggle('tools-empty', home.querySelector('button:not([hidden]), select:not([hidden])') === null)
    }
  }

  /** Where a window opens that belongs to a tool. */
  anchorOf(button: HTMLElement): HTMLElement { return button.isConnected ? button : this.more }

  fold(): void { this.menu?.close() }

  close(): void {
    this.watch?.disconnect()
    this.fold()
  }

  private unfold(): void {
    this.menu = openPopover(this.more, word('tool-more'), element => {
      element.classList.add('toolbar-menu')
      element.append(...this.away)
      for (const button of this.away) button.tabIndex = 0
    }, () => {
      for (const button of this.away) button.remove()
      this.menu = null
      this.fit(this.shown)
    })
  }

  private bringBack(): void {
    this.more.hidden = true
    for (const button of this.away) {
      const home = this.homes.get(button)!, place = this.indexOf(button)
      const next = this.entries.find((entry, i) => i > place && entry.button.parentElement === home)
      home.insertBefore(button, next?.button ?? null)
      button.tabIndex = -1
    }
    this.away = []
  }

  private indexOf(button: HTMLElement): number { return this.entries.findIndex(entry => entry.button === button) }
}
