import type { ResourceInfo, Scopes } from '../../../shared/administration.ts'
import { formatTimeOfDay } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Note } from '../../ui/note.tsx'
import styles from './live-pane.module.css'
import { itemOf, type Opened } from './live-state.ts'

interface StateFactsProps {
  opened: Opened
  kind: ResourceInfo['kind']
}

/** Whose it is, when it was read, and what the token of the connection may do. */
export function StateFacts({ opened, kind }: StateFactsProps) {
  const { state, readAt } = opened
  const item = itemOf(opened)
  const facts = [
    { name: 'owner', value: state.owner },
    { name: 'host', value: state.host },
    { name: 'read', value: formatTimeOfDay(readAt) },
    ...(typeof item?.version === 'number'
      ? [{ name: 'version', value: String(item.version) }]
      : []),
    // Those of one among many stand below it.
    ...(kind === 'document' ? (item?.facts ?? []) : []),
  ]
  const readOnly = state.readOnly ?? item?.readOnly
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Foreign>{value}</Foreign>
            </dd>
          </div>
        ))}
      </dl>
      {state.scopes && <ScopesLine scopes={state.scopes} />}
      {readOnly && (
        <Note tone="warning">
          <p>
            Read-only: <Foreign>{readOnly}</Foreign>
          </p>
        </Note>
      )}
    </>
  )
}

/** What was asked for, one by one, with what it brought. */
function ScopesLine({ scopes: { asked, missing } }: { scopes: Scopes }) {
  return (
    <dl className={styles.facts} aria-label="Scopes">
      {asked.map((scope) => (
        <div key={scope}>
          <dt>
            <code>{scope}</code>
          </dt>
          <dd className={missing.includes(scope) ? styles.missing : styles.granted}>
            <span className={styles.scope}>
              <Mark name={missing.includes(scope) ? 'warning' : 'passed'} small />
              {missing.includes(scope) ? 'missing' : 'granted'}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
