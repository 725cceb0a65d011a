/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import styles from './key-value-table.module.css'
import { Masked } from './masked.tsx'

export interface KeyValueRow {
  name: string
  value: string
  from?: string
}

/** Names, values as they travel, and where each came from. */
export function KeyValueTable({ rows, label }: { rows: readonly KeyValueRow[]; label: string }) {
  const sourced = rows.some((row) => row.from)
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {rows.map(({ name, value, from }) => (
          <tr key={`${name} ${from ?? ''}`}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>
              <bdi>
                <Masked>{value}</Masked>
              </bdi>
            </td>
            {sourced && <td className={styles.from}>{from}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
