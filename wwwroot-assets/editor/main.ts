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

interface Living { isWhole(): boolean, end(): void }

/** Where Blazor has patched through a living editor, nothing can be put together again: it ends, and shell/navigation.ts loads the page anew. What was typed is stored. */
function live(page: HTMLElement & { isAlive?: boolean }): void {
  const { document: text } = page.dataset
  const editor = start(page)
  page.isAlive = true
  const patched = () => {
    if (document.getElementById('editor-page') === page && page.dataset.document === text && editor.isWhole()) return
    document.removeEventListener('page-patched', patched)
    page.isAlive = false
    editor.end()
  }
  document.addEventListener('page-patched', patched)
}

const pointEvery = 200 // milliseconds

function start(page: HTMLElement): Living {
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

  const end = () => {
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
  return { end, isWhole: () => [editor, tabs, alarm.element, ...view ? [view.dom] : []].every(element => element.isConnected) }
}

async function fetchLive(address: string): Promise<Live> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return await answer.json() as Live
}

const page = document.getElementById('editor-page')
if (page) live(page)
