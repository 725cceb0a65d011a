import type { HeaderList } from '../../../../shared/exchange.ts'
import { HeldParts } from '../../../ui/held-parts.tsx'
import { masksOf, partsAt } from '../../../ui/masks.ts'
import { type HeaderContext, noteOf } from '../header-notes.ts'
import styles from './exchange.module.css'
import { HeldPlace } from './held-place.tsx'

interface HeaderTableProps {
  exchangeId: string
  headers: HeaderList
  context: HeaderContext
}

/** Headers as they travelled, each that is known explained below its value. */
export function HeaderTable({ exchangeId, headers, context }: HeaderTableProps) {
  const { side } = context
  return (
    <table className={styles.table} aria-label={`Headers of the ${side}`}>
      <tbody>
        {headers.map(([name, value], at) => {
          const note = noteOf(name, value, context)
          return (
            // A name may repeat, so that its place is what tells it apart.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td>
                <HeldPlace exchangeId={exchangeId} part={`${side}.header`} header={at}>
                  <bdi>
                    <HeldParts parts={partsAt(value, 0, masksOf(value))} name={name} />
                  </bdi>
                </HeldPlace>
                {note && (
                  <span className={styles.note}>
                    {note.note}
                    {note.clause && <span className={styles.clause}>{` ${note.clause}`}</span>}
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
