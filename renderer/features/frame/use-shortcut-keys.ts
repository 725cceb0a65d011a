import { useEffect, useEffectEvent } from 'react'
import { useConsole } from '../debugger/console-context.tsx'
import { isOverlaid, isTyping } from './key-focus.ts'

/**
 * Listens as long as an area is on screen, except while a dialog has the keys. `press` answers false for a key that
 * means nothing at the moment, so that it stays the browser's.
 */
export function useShortcutKeys(press: (event: KeyboardEvent, typing: boolean) => boolean): void {
  const console = useConsole()
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isOverlaid(event) || console.store.getState().dialog) return
    if (press(event, isTyping(event))) event.preventDefault()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
