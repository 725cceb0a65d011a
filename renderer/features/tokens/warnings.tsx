import type { InspectedToken } from '../../../shared/token.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { hasInvisible } from '../../ui/invisible.ts'
import { Note } from '../../ui/note.tsx'
import { type ClaimRow, valueText } from './claim-rows.ts'
import styles from './claims-tab.module.css'

/** A token may have any number of claims; more are not searched. */
const searchedAtMost = 200

/** What is odd about the token, and about its text as it is drawn here. */
export function Warnings({ token, rows }: { token: InspectedToken; rows: readonly ClaimRow[] }) {
  const unseen = rows
    .slice(0, searchedAtMost)
    .filter(({ name, value }) => hasInvisible(name) || hasInvisible(valueText(value)))
    .map(({ name }) => name)
  const warnings = [
    ...token.warnings,
    ...(unseen.length > 0
      ? [
          `Invisible or direction-turning characters are in ${unseen.slice(0, 5).join(', ')}; they are shown by their code.`,
        ]
      : []),
  ]
  if (warnings.length === 0) return null
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map((warning, index) => (
        // The same may be said of header and claims.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index}>
          <Note tone="warning">
            <Foreign>{warning}</Foreign>
          </Note>
        </li>
      ))}
    </ul>
  )
}
