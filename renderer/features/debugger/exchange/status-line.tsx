import type { Exchange } from '../../../../shared/exchange.ts'
import { Foreign } from '../../../ui/foreign.tsx'
import { Note } from '../../../ui/note.tsx'
import styles from './exchange.module.css'

/** The status of the answer, or why there is none. */
export function StatusLine({ exchange }: { exchange: Exchange }) {
  const { response, failure } = exchange
  return (
    <>
      {response && (
        <p className={styles.address}>
          <strong className={response.status >= 400 ? 'tone-failed' : 'tone-passed'}>
            {response.status}
          </strong>{' '}
          <Foreign>{response.statusText}</Foreign>
        </p>
      )}
      {failure && (
        <Note tone="failed">
          <p>
            <Foreign>{failure.message}</Foreign>
          </p>
          <code>{failure.code}</code>
        </Note>
      )}
    </>
  )
}
