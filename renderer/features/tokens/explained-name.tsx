import { Button, TooltipTrigger } from 'react-aria-components'
import type { KeyboardEvent } from 'react'
import { Hint } from '../../ui/button.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import type { ClaimRow } from './claim-rows.ts'
import styles from './explained-name.module.css'

interface ExplainedNameProps {
  row: ClaimRow
  /** The one of its list that Tab reaches; arrows lead to the others. */
  isFirst: boolean
}

/** The name of a claim; what it means shows on focus and hover. */
export function ExplainedName({ row, isFirst }: ExplainedNameProps) {
  const { name, explanation } = row
  if (explanation === null) {
    return (
      <bdi className={styles.name}>
        <VisibleText>{name}</VisibleText>
      </bdi>
    )
  }
  return (
    <TooltipTrigger delay={300}>
      <Button
        className={`${styles.name} ${styles.explained}`}
        excludeFromTabOrder={!isFirst}
        data-explained
      >
        <bdi>{name}</bdi>
      </Button>
      <Hint placement="bottom start">{explanation.full}</Hint>
    </TooltipTrigger>
  )
}

const steps: Record<string, 1 | -1> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Arrows move among the explained names of the element that this is set on. */
export function moveAmongNames(event: KeyboardEvent<HTMLElement>): void {
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined
  if (step === undefined) return
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-explained]')]
  const at = names.findIndex((name) => name === document.activeElement)
  const target = at === -1 ? undefined : names[at + step]
  if (!target) return
  event.preventDefault()
  target.focus()
}
