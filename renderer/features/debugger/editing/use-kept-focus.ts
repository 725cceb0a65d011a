import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusPanel } from './focus-editor.ts'

/** What has the focus goes with this part when the part goes: the focus then stays in the pane, where keys work on. */
export function useKeptFocus<E extends HTMLElement>(): RefObject<E | null> {
  const part = useRef<E>(null)
  useLayoutEffect(() => {
    const { current } = part
    return () => {
      if (current?.contains(document.activeElement)) focusPanel(current)
    }
  }, [])
  return part
}
