import type { Judgement } from '../../../shared/judgement.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Fold } from '../../ui/fold.tsx'
import { count, formatTimeOfDay } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { layoutJson } from '../../ui/json-text.ts'
import { Mark } from '../../ui/mark.tsx'
import styles from './evidence-part.module.css'

/** What the verdict rests on: the provider's answer, and what is odd about the configuration itself. */
export function EvidencePart({ judgement }: { judgement: Judgement }) {
  const { introspection, configurationChecks } = judgement
  const odd = configurationChecks.filter(({ status }) => status !== 'passed')
  return (
    <>
      {odd.length > 0 && (
        <Fold title="The configuration itself" aside={count(odd.length, 'warning')}>
          <ul className={styles.checks}>
            {odd.map(({ id, title, status, message }) => (
              <li key={id}>
                <Mark name={status} small />
                <p>
                  <strong>{title}</strong>, <span className={`tone-${status}`}>{status}</span>.{' '}
                  <Foreign>{message}</Foreign>
                </p>
              </li>
            ))}
          </ul>
        </Fold>
      )}
      {introspection && (
        <Fold
          title="Introspection answer"
          aside={`${introspection.status ?? 'no answer'}, asked ${formatTimeOfDay(introspection.askedAt)}`}
        >
          <p className={styles.url}>
            <code>
              <Foreign>{introspection.url}</Foreign>
            </code>
          </p>
          {introspection.failure && <Foreign>{introspection.failure.message}</Foreign>}
          {introspection.claims && (
            <CodeBlock lines={layoutJson(JSON.stringify(introspection.claims)) ?? []} />
          )}
        </Fold>
      )}
    </>
  )
}
