import { Button } from 'react-aria-components'
import type { Problem } from '../../../shared/connection-form.ts'
import { Mark } from '../../ui/mark.tsx'
import { Prose } from '../../ui/prose.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import styles from './problem-line.module.css'

/** One sentence, with the one click that would mend it where there is one. */
export function ProblemLine({ problem }: { problem: Problem }) {
  const { fix: apply } = useConnections()
  const isBroken = useConnectionsState(({ document }) => document?.tree.error !== null)
  const { severity, message, source, fix } = problem
  const isError = severity === 'error'
  return (
    <p className={styles.line} title={source === '' ? undefined : source}>
      <Mark name={isError ? 'failed' : 'warning'} small label={isError ? 'error' : 'warning'} />
      <span className={isError ? styles.error : undefined}>
        <Prose>{message}</Prose>{' '}
        {fix && (
          <Button className={styles.fix} isDisabled={isBroken} onPress={() => apply(fix)}>
            {fix.label}
          </Button>
        )}
      </span>
    </p>
  )
}
