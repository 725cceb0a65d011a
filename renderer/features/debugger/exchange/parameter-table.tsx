import { HeldParts } from '../../../ui/held-parts.tsx'
import styles from './exchange.module.css'
import type { MaskedParameter } from './masked-url.ts'

/** The parameters of a query or form, decoded. */
export function ParameterTable({
  label,
  parameters,
}: {
  label: string
  parameters: readonly MaskedParameter[]
}) {
  return (
    <table className={styles.table} aria-label={label}>
      <tbody>
        {parameters.map(({ name, value }, index) => (
          // A name may repeat, so that its place is what tells it apart.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={index}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>
              {value.length === 0 ? (
                <span className={styles.nothing}>empty</span>
              ) : (
                <bdi>
                  <HeldParts parts={value} name={name} />
                </bdi>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
