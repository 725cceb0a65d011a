import { useEffect } from 'react'
import { type Area, areaByKey } from './areas.ts'
import { isOverlaid, isTyping } from './key-focus.ts'

/** How long `G` waits for its second letter. */
const patienceMilliseconds = 1500

/** `G` and a letter go to an area. Listens first, because the second letter may mean something else alone. */
export function useAreaKeys(go: (area: Area) => void, active: boolean): void {
  useEffect(() => {
    if (!active) return
    let until = 0
    const onKeyDown = (event: KeyboardEvent) => {
      if (isOverlaid(event) || isTyping(event) || isHeld(event) || event.key === 'Shift') return
      const waiting = event.timeStamp < until
      until = 0
      if (waiting) {
        const area = areaByKey(event.key)
        if (area === null) return
        go(area)
      } else if (event.key.toLowerCase() === 'g' && !event.shiftKey) {
        until = event.timeStamp + patienceMilliseconds
      } else return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [go, active])
}

const isHeld = ({ ctrlKey, metaKey, altKey }: KeyboardEvent) => ctrlKey || metaKey || altKey
