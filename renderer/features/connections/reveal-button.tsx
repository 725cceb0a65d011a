import { useEffect, useRef } from 'react'
import { IconButton } from '../../ui/button.tsx'

interface RevealButtonProps {
  /** `isHeld` tells whether the button is still held, when the answer is there. */
  onHold: (isHeld: () => boolean) => Promise<void>
  onRelease: () => void
}

/** Shows something as long as it is held, by the pointer or by Space. */
export function RevealButton({ onHold, onRelease }: RevealButtonProps) {
  const holds = useRef(0)
  const isHeld = useRef(false)
  const release = () => {
    isHeld.current = false
    onRelease()
  }
  useEffect(
    () => () => {
      isHeld.current = false
    },
    [],
  )
  return (
    <IconButton
      small
      label="Show while held"
      icon="eye"
      onPressStart={() => {
        const hold = ++holds.current
        isHeld.current = true
        void onHold(() => isHeld.current && holds.current === hold)
      }}
      onPressEnd={release}
      // Whoever leaves the window while holding lets go elsewhere.
      onBlur={release}
    />
  )
}
