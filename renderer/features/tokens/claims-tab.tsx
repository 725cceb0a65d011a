import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { Mark } from '../../ui/mark.tsx'
import { SubHead } from '../../ui/sub-head.tsx'
import { type ClaimRow, claimRows, headerRows } from './claim-rows.ts'
import { ClaimValue } from './claim-value.tsx'
import styles from './claims-tab.module.css'
import { ExplainedName, moveAmongNames } from './explained-name.tsx'
import { SignatureLine } from './signature-line.tsx'
import { TimeValue } from './time-value.tsx'
import type { Entry } from './tokens-state.ts'
import { Warnings } from './warnings.tsx'

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()

/** So many claims are drawn at once; the rest on request. */
const rowsAtOnce = 200

export function ClaimsTab({ entry }: { entry: Entry }) {
  const { token } = entry
  const header = headerRows(token)
  const claims = claimRows(token)
  return (
    <>
      <SignatureLine entry={entry} />
      <Warnings token={token} rows={claims} />
      {header.length > 0 && <Header rows={header} />}
      {claims.length > 0 && <Claims rows={claims} />}
    </>
  )
}

function Header({ rows }: { rows: readonly ClaimRow[] }) {
  return (
    <section aria-label="Header">
      <SubHead title="Header" />
      {/* Arrows lead from name to name; the list itself does nothing. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <dl className={styles.header} onKeyDown={moveAmongNames}>
        {rows.map((row) => (
          <div key={row.name}>
            <dt>
              <ExplainedName
                row={row}
                isFirst={row === rows.find(({ explanation }) => explanation)}
              />
            </dt>
            <dd>
              <ClaimValue value={row.value} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Claims({ rows }: { rows: readonly ClaimRow[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? rows : rows.slice(0, rowsAtOnce)
  const own = rows.filter(({ explanation }) => explanation === null).length
  const first = rows.find(({ explanation }) => explanation)
  return (
    <section aria-label="Claims">
      <SubHead
        title="Claims"
        aside={own > 0 ? `${rows.length}, of which ${own} not standard` : rows.length}
      >
        {rows.some(({ seconds }) => seconds !== null) && (
          <span className={styles.zone}>
            <Mark name="info" small />
            {`local time is ${timeZone}`}
          </span>
        )}
      </SubHead>
      <table className={styles.claims} aria-label="Claims">
        <colgroup>
          <col className={styles.names} />
          <col />
          <col className={styles.meanings} />
        </colgroup>
        <thead className={styles.heads}>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Value</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <tbody onKeyDown={moveAmongNames}>
          {shown.map((row) => (
            <tr key={row.name}>
              <th scope="row">
                <ExplainedName row={row} isFirst={row === first} />
              </th>
              <td>
                {row.seconds === null ? (
                  <ClaimValue value={row.value} />
                ) : (
                  <TimeValue seconds={row.seconds} />
                )}
              </td>
              <td className={styles.meaning}>{row.explanation?.meaning ?? 'Not standard, kept'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button size="small" className={styles.more} onPress={() => setAll(true)}>
          {`Show all ${count(rows.length, 'claim')}`}
        </Button>
      )}
    </section>
  )
}
