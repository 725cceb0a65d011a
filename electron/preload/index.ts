import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { EventMessage, Transport } from '../../shared/contract.ts'

/*
 * All that the page gets of Electron: two functions, no ipcRenderer, no channel names (E-20). It is built as one
 * CommonJS file that requires nothing but electron, because a sandboxed preload can load nothing else (E-04).
 */
const bridge: Transport = {
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  listen(listener) {
    // The event object carries the sender and ports; the page gets the message alone.
    const forward = (_event: IpcRendererEvent, message: EventMessage) => listener(message)
    ipcRenderer.on('event', forward)
    return () => {
      ipcRenderer.removeListener('event', forward)
    }
  },
}

// Copied and frozen on the way into the page's world: the page can break its copy, not this one (E-03).
contextBridge.exposeInMainWorld('bridge', bridge)
