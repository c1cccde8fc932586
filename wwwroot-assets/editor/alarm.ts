// The bars above the text: why something is not being saved, with a way on. They stand where the eyes are and cover nothing.
import type { Leftover } from './unsent'
import { word } from './words'

export interface AlarmBar { element: HTMLElement, show(sentence: string | null, offer: 'sign-in' | 'download' | null): void }

/** `text` gives what the editor holds, or null while there is none. */
export function alarmBar(before: Element, name: string, text: () => string | null): AlarmBar {
  const element = bar('alarm', 'alert'), sentence = document.createElement('span')
  const signIn = document.createElement('a'), save = button(word('download'), () => download(name, text() ?? ''))
  signIn.className = 'button button-small'
  signIn.href = '/sign-in'
  signIn.target = '_blank'
  signIn.textContent = word('sign-in-again')
  element.append(sentence, signIn, save)
  element.hidden = true
  before.before(element)
  return {
    element,
    show: (words, offer) => {
      if (words !== null && sentence.textContent !== words) sentence.textContent = words
      signIn.hidden = offer !== 'sign-in'
      save.hidden = offer !== 'download' || text() === null
      element.hidden = words === null
    },
  }
}

/** What an earlier page could not send: to be looked at, kept, and put away. */
export function showLeftover(before: Element, name: string, { at, text, discard }: Leftover): void {
  const element = bar('alarm alarm-leftover', 'status'), sentence = document.createElement('span')
  sentence.textContent = word('leftover', { at: at.toLocaleString(document.documentElement.lang || undefined) })
  const away = button(word('leftover-discard'), () => { if (confirm(word('leftover-discard-sure'))) void discard().then(() => element.remove()) })
  element.append(sentence, button(word('download'), () => download(name, text)), away)
  before.before(element)
}

function bar(className: string, role: string): HTMLElement {
  const element = document.createElement('div')
  element.className = className
  element.setAttribute('role', role)
  return element
}

function button(label: string, pressed: () => void): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-small'
  element.textContent = label
  element.onclick = pressed
  return element
}

function download(name: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/markdown;charset=utf-8' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
