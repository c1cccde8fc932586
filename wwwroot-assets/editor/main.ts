// The editor page. Everything that is on it and lives is put together here, and taken apart again when the page is left.
import { mountLists } from '../preview/lists'
import { Follower, type Live } from '../preview/follower'
import { browserClock as clock } from './clock'
import { Connection } from './connection'
import { newId } from './identity'
import { Line } from './line'
import type { Opened } from './protocol'
import { signalr } from './signalr'
import { SyncState } from './sync-state'
import { createView } from './view'
import { EditorView } from '@codemirror/view'

interface Mounted { page: HTMLElement, unmount(): void }
let mounted: Mounted | null = null

/** Brings the page's editor to life, if there is one and it does not live yet. */
export function mount(): void {
  const page = document.getElementById('editor-page')
  if (mounted && mounted.page === page && page.isConnected) return
  mounted?.unmount()
  mounted = page && { page, unmount: start(page) }
}

const required = (page: HTMLElement, name: string): string => {
  const value = page.dataset[name]
  if (value === undefined) throw new Error(`#editor-page has no data-${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`)
  return value
}

function start(page: HTMLElement): () => void {
  const person = required(page, 'person')
  const mayWrite = page.dataset.mayWrite === 'true'
  const clientID = newId()
  const line = new Line(signalr(person), clock)
  let view: EditorView | null = null
  const connection: Connection = new Connection({
    document: required(page, 'document'), clientID, mayWrite, line, clock,
    open: (opened: Opened) => {
      view = createView(page.querySelector('#editor')!, opened, { clientID, mayWrite, connection })
      return view
    },
    changed: () => syncState.update(),
  })
  const syncState = new SyncState(page.querySelector('[data-testid=sync-state]')!, alarmBar(page), clock, () => ({ status: connection.status, trouble: line.trouble }))
  const follower = new Follower(required(page, 'slug'), line, clock, () => fetchLive(required(page, 'live')), mountLists(page))
  line.start()
  return () => {
    connection.close()
    follower.close()
    line.stop()
    syncState.close()
    view?.destroy()
  }
}

async function fetchLive(address: string): Promise<Live> {
  const answer = await fetch(address, { headers: { accept: 'application/json' } })
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return await answer.json() as Live
}

function alarmBar(page: HTMLElement): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'alarm'
  bar.setAttribute('role', 'alert')
  bar.hidden = true
  page.querySelector('#editor')!.before(bar)
  return bar
}

mount()
