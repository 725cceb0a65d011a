/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import type { ComparedKey, KeyInWords } from '../../../shared/key-set.ts'
import { formatUtc } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import styles from './keys-view.module.css'

const statuses = {
  same: { mark: 'passed', word: 'same' },
  'only-pinned': { mark: 'stale', word: 'only pinned' },
  'only-live': { mark: 'warning', word: 'only live' },
} as const

interface KeyTableProps {
  label: string
  rows: readonly (Pick<ComparedKey, 'key'> & Partial<ComparedKey>)[]
}

/** Keys in plain words, and where two sets are compared, in which of them each is. */
export function KeyTable({ label, rows }: KeyTableProps) {
  if (rows.length === 0) return null
  const compared = rows.some(({ status }) => status !== undefined)
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={styles.key}>
            Key
          </th>
          {compared && (
            <th scope="col" className={styles.status}>
              Where
            </th>
          )}
          <th scope="col">{compared ? 'What it means' : 'What there is to know'}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, status, sentence }, index) => (
          // A set may hold the same key twice.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            <th scope="row">
              <span className={styles.name}>
                <Foreign>{key.title}</Foreign>
              </span>
              <Facts of={key} />
            </th>
            {compared && (
              <td>
                {status && (
                  <span className={`${styles.word} tone-${statuses[status].mark}`}>
                    <Mark name={statuses[status].mark} small />
                    {statuses[status].word}
                  </span>
                )}
              </td>
            )}
            <td>
              {sentence !== undefined ? (
                <Foreign>{sentence}</Foreign>
              ) : key.verifies ? (
                'Can verify the signature of a token.'
              ) : (
                'No token can be verified with it.'
              )}
              {key.warnings.map((warning) => (
                <span key={warning} className={styles.warning}>
                  <Foreign>{warning}</Foreign>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Facts({ of: { kid, thumbprint, certificate } }: { of: KeyInWords }) {
  return (
    <>
      <span className={styles.facts}>
        {kid === null ? (
          'without a kid'
        ) : (
          <>
            kid{' '}
            <code>
              <Foreign>{kid}</Foreign>
            </code>
          </>
        )}
      </span>
      {thumbprint !== null && (
        <span className={styles.facts}>
          thumbprint <code>{thumbprint}</code>
        </span>
      )}
      {certificate && (
        <span className={styles.facts}>
          certificate of <Foreign>{certificate.subject}</Foreign>,{' '}
          {certificate.expired ? 'ended' : 'until'} {formatUtc(Date.parse(certificate.expiresAt))}
        </span>
      )}
    </>
  )
}
