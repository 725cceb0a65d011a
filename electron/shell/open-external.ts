import { shell } from 'electron'
import { vetBrowserUrl } from '../core/http/browser-url.ts'

/**
 * The only call of openExternal. The core has vetted the URL already; it is vetted again here, because whatever
 * reaches this line is handed to the system, which would also start programs (E-15).
 */
export async function openExternal(url: string): Promise<void> {
  await shell.openExternal(vetBrowserUrl(url))
}
