// On every page: starts Blazor with our way of reconnecting, and keeps enhanced navigation away from the editor.
import { CircuitReconnection } from './reconnection'
import { keepEditorWhole } from './navigation'

interface Blazor {
  start(options: { circuit: { reconnectionHandler: { onConnectionDown(): void, onConnectionUp(): void } } }): Promise<void>
  reconnect(): Promise<boolean>
  addEventListener(name: 'enhancedload', listener: () => void): void
}

const blazor = (window as { Blazor?: Blazor }).Blazor
if (blazor) {
  const reconnection = new CircuitReconnection(() => blazor.reconnect())
  void blazor.start({ circuit: { reconnectionHandler: reconnection } })
  keepEditorWhole(listener => blazor.addEventListener('enhancedload', listener))
}
