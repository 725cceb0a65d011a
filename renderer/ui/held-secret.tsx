import { type CSSProperties, useEffect, useEffectEvent, useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { formatCount } from './format.ts'
import styles from './held-secret.module.css'
import { VisibleText } from './visible-text.tsx'

/** A value in clear, or one sentence why it cannot be shown. */
export type Revealed = { value: string } | { problem: string }

/** However long it is held, then it is masked again: a key may be stuck, a hand may rest. */
const longest = 10_000

interface HeldSecretProps {
  /** What is masked: `access_token`. */
  name: string
  /** The dots. */
  children: string
  /** Asks for the value, each time anew: it stays here only while it is held. */
  onHold: () => Promise<Revealed>
}

/** A masked value that is shown as long as it is held, by the pointer, Space or Enter. */
export function HeldSecret({ name, children, onHold }: HeldSecretProps) {
  const button = useRef<HTMLButtonElement>(null)
  const holds = useRef(0)
  const [shown, setShown] = useState<{ revealed: Revealed; place: CSSProperties } | null>(null)
  const release = () => {
    holds.current++
    setShown(null)
  }
  const hold = async () => {
    const mine = ++holds.current
    const revealed = await onHold()
    // Let go, or held anew, while the answer was under way.
    if (holds.current === mine) setShown({ revealed, place: placeBeside(button.current) })
  }
  useRelease(shown !== null, release)
  // Also when its area is only hidden.
  useEffect(
    () => () => {
      holds.current++
      setShown(null)
    },
    [],
  )
  return (
    <>
      <Button
        ref={button}
        className={styles.dots}
        aria-label={`Hold to show ${name}`}
        onPressStart={() => void hold()}
        // A screen reader presses without holding: what it shows goes with the focus, or with time.
        onPressEnd={({ pointerType }) => pointerType !== 'virtual' && release()}
        onBlur={release}
      >
        {children}
      </Button>
      {shown && <Clear {...shown} />}
    </>
  )
}

/** Whoever leaves the window lets go elsewhere. */
function useRelease(isShown: boolean, release: () => void): void {
  const onRelease = useEffectEvent(release)
  useEffect(() => {
    if (!isShown) return
    const stop = () => onRelease()
    const timer = setTimeout(stop, longest)
    window.addEventListener('blur', stop)
    document.addEventListener('visibilitychange', stop)
    document.addEventListener('scroll', stop, true)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', stop)
      document.removeEventListener('visibilitychange', stop)
      document.removeEventListener('scroll', stop, true)
    }
  }, [isShown])
}

/** Over the page, so that nothing moves below the finger; it can be neither selected nor copied. */
function Clear({ revealed, place }: { revealed: Revealed; place: CSSProperties }) {
  const isValue = 'value' in revealed
  const text = isValue ? revealed.value : revealed.problem
  return (
    <output className={styles.clear} style={place}>
      {isValue ? (
        <bdi className={styles.value}>
          <VisibleText>{text}</VisibleText>
        </bdi>
      ) : (
        <span className={styles.problem}>{text}</span>
      )}
      {isValue && <span className={styles.length}>{formatCount(text.length, 'character')}</span>}
    </output>
  )
}

const widest = 520
const margin = 12

/** Below the dots, or above where there is more room. */
function placeBeside(element: Element | null): CSSProperties {
  if (!element) return {}
  const { left, top, bottom } = element.getBoundingClientRect()
  const at = Math.max(margin, Math.min(left, innerWidth - widest - margin))
  const below = innerHeight - bottom
  return below > top
    ? { left: at, top: bottom + 4, maxHeight: below - margin }
    : { left: at, bottom: innerHeight - top + 4, maxHeight: top - margin }
}
