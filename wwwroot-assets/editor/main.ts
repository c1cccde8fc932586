// The editor page. Everything on it that lives is put together here, and taken apart again when the page is left.
import type { EditorView } from '@codemirror/view'
import { Follower, type Live } from '../preview/follower'
import { mountLists } from '../preview/lists'
import { alarmBar, showLeftover } from './alarm'
import { keepCarets, setCaret } from './carets'
import { browserClock as clock } from './clock'
import { Connection } from './connection'
import { newId } from './identity'
import { Line } from './line'
import { goToLine } from './location'
import { mountTabs } from './panels'
import { others, showPeople } from './people'
import type { Person } from './protocol'
import { signalr } from './signalr'
import { SyncState } from './sync-state'
import { Timers } from './timers'
import { unconfirmed } from './unconfirmed'
import { type Leftover, Unsent } from './unsent'
import { createView } from './view'

interface Mounted { isWhole(): boolean, unmount(): void }
let mounted: { page: HTMLElement, document: string | undefined } & Mounted | null = null

/**
 * Brings the page's editor to life, if there is one and it does not live yet. Called again whenever Blazor has patched the page: where
 * that went through a living editor, nothing can be put back together, and the page is loaded anew; what was typed is stored.
 */
export function mount(): void {
  const page = document.getElementById('editor-page')
  if (mounted && page === mounted.page && page.dataset.document === mounted.document && mounted.isWhole()) return
  const wasThere = mounted !== null
  mounted?.unmount()
  mounted = null
  if (page && wasThere) location.reload()
  else if (page) mounted = { page, document: page.dataset.document, ...start(page) }
}

const pointEvery = 200 // milliseconds

function start(page: HTMLElement): Mounted {
  const given = (name: string): string => {
    const value = page.dataset[name]
    if (value === undefined) throw new Error(`#editor-page has no data-${name}.`)
    return value
  }
  const part = (selector: string): HTMLElement => {
    const found = page.querySelector<HTMLElement>(selector)
    if (!found) throw new Error(`#editor-page has no ${selector}.`)
    return found
  }
  const me = given('person'), name = given('document'), mayWrite = page.dataset.mayWrite === 'true'
  const fileName = `${name.slice(name.lastIndexOf('/') + 1)}.md`
  const clientID = newId()
  const editor = part('#editor')
  const timers = new Timers(clock)
  const leaving = new AbortController()
  let view: EditorView | null = null
  let unsent: Unsent | null = null
  let people: readonly Person[] = []

  const line = new Line(signalr(me), clock)
  const connection = new Connection({ document: name, person: me, clientID, mayWrite }, line, clock, {
    open: opened => {
      view = createView(editor, opened, {
        clientID, mayWrite, edited: () => connection.edited(), hold: () => connection.hold(), release: () => connection.release(), pointed: point,
      })
      goToLine(view, location.hash)
      return view
    },
    changed: () => syncState.update(),
    keep: state => unsent?.keep(unconfirmed(state), () => state.doc.toString()),
    stored: async () => { await unsent?.stored() },
    people: now => {
      const newcomers = now.some(({ id }) => !people.some(person => person.id === id))
      people = now
      showPeople(part('#people'), others(now, me))
      view?.dispatch({ effects: keepCarets.of(new Set(now.map(({ id }) => id))) })
      if (newcomers) point()
    },
    caret: ({ person, clientID: client, anchor, head }) => {
      const known = people.find(({ id }) => id === person)
      if (client !== clientID && known) view?.dispatch({ effects: setCaret.of({ person: known, clientID: client, anchor, head }) })
    },
  })
  const point = () => timers.once('point', pointEvery, () => {
    if (!view || !view.hasFocus) return
    const { anchor, head } = view.state.selection.main
    connection.point(anchor, head)
  })
  const tabs = mountTabs(page, editor)
  const alarm = alarmBar(tabs, fileName, () => view?.state.doc.toString() ?? null)
  const syncState = new SyncState(part('[data-testid=sync-state]'), alarm, clock, () => ({ status: connection.status, trouble: line.trouble }))
  const follower = new Follower(given('slug'), line, clock, () => fetchLive(given('live')), mountLists(page), () => document.hidden)

  const on = (target: EventTarget, event: string, then: (event: Event) => void) => target.addEventListener(event, then, { signal: leaving.signal })
  on(window, 'hashchange', () => { if (view) goToLine(view, location.hash) })
  const back = () => { line.hurry(0); connection.probe(); follower.wake() }
  on(window, 'online', back)
  on(window, 'offline', () => connection.probe())
  on(window, 'focus', back)
  on(document, 'visibilitychange', () => { if (!document.hidden) back() })
  on(document, 'resume', back)
  on(document, 'freeze', () => connection.settle())
  on(window, 'pagehide', () => connection.settle())
  on(window, 'beforeunload', event => { if (connection.status.unsent && !unsent?.isDurable) event.preventDefault() })

  const left = (leftover: Leftover) => showLeftover(tabs, fileName, leftover)
  void Unsent.open(me, name, clientID).then(store => {
    if (leaving.signal.aborted) return store.close()
    unsent = store
    if (view) store.keep(unconfirmed(view.state), () => view!.state.doc.toString())
    return mayWrite ? store.takeOver(orphan => connection.takeUp(orphan), left) : store.leftovers(left)
  })
  line.start()
  syncState.update()

  const unmount = () => {
    leaving.abort()
    connection.settle()
    connection.close()
    follower.close()
    line.stop()
    syncState.close()
    timers.close()
    unsent?.close()
    view?.destroy()
    tabs.remove()
    alarm.element.remove()
  }
  return { unmount, isWhole: () => [editor, tabs, alarm.element, ...view ? [view.dom] : []].every(element => element.isConnected) }
}

async function fetchLive(address: string): Promise<Live> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return await answer.json() as Live
}

mount()
;(window as { Blazor?: { addEventListener?(name: string, listener: () => void): void } }).Blazor?.addEventListener?.('enhancedload', mount)
