// Where text, preview and lists do not fit side by side, tabs choose among them (editor-page.css says from which width on).
import { word } from './words'

const panels = ['text', 'preview', 'lists'] as const

export function mountTabs(page: HTMLElement, before: Element): HTMLElement {
  const tabs = document.createElement('div')
  tabs.className = 'panel-tabs'
  tabs.setAttribute('role', 'group')
  tabs.setAttribute('aria-label', word('panels'))
  const buttons = panels.map(panel => {
    const button = document.createElement('button')
    button.type = 'button'
    button.dataset.panel = panel
    button.textContent = word(`panel-${panel}`)
    button.onclick = () => choose(panel)
    return button
  })
  const choose = (chosen: string) => {
    page.dataset.panel = chosen
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.panel === chosen))
  }
  choose(matchMedia('(min-width: 46.01rem)').matches ? 'preview' : 'text')
  tabs.append(...buttons)
  before.before(tabs)
  return tabs
}
