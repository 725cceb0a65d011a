import { useState } from 'react'

/** Of this window alone: another one may have another height. */
const key = 'network-strip'
/** Below this height the strip starts closed. */
const lowWindow = 760

export function useStripOpen(): [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(() => {
    const kept = sessionStorage.getItem(key)
    return kept === null ? window.innerHeight >= lowWindow : kept === 'open'
  })
  return [
    isOpen,
    (open) => {
      sessionStorage.setItem(key, open ? 'open' : 'closed')
      setOpen(open)
    },
  ]
}
