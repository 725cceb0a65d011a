/* oxlint-disable jsx-a11y/control-has-associated-label -- a cell is no control, and its text stands in a component */
import { Fold } from '../../ui/fold.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { formatTime } from '../../ui/format.ts'
import { Picker } from '../../ui/picker.tsx'
import { VisibleText } from '../../ui/visible-text.tsx'
import { ClaimValue } from './claim-value.tsx'
import type { Json } from './claim-rows.ts'
import { type ComparedRow, compareTokens } from './compare-claims.ts'
import styles from './compare-tab.module.css'
import { factsOf, titleOf } from './token-label.ts'
import { useRunEntries, useTokens, useTokensState } from './tokens-context.tsx'
import type { Entry } from './tokens-state.ts'

const none = ''

/** The chosen token beside another one. */
export function CompareTab({ entry }: { entry: Entry }) {
  const { compareWith } = useTokens()
  const ofRun = useRunEntries()
  const pasted = useTokensState((state) => state.pasted)
  const other = useTokensState((state) => state.other)
  const others = [...ofRun, ...pasted].filter(({ key }) => key !== entry.key)
  return (
    <>
      <div className={styles.head}>
        <Picker
          label="Compare with"
          value={other?.key ?? none}
          options={[
            { id: none, label: 'no token' },
            ...others.map((one) => ({ id: one.key, label: titleOf(one), note: factsOf(one) })),
          ]}
          onChange={(key) => compareWith(others.find((one) => one.key === key) ?? null)}
        />
      </div>
      {other ? (
        <Compared one={entry} other={other} />
      ) : (
        <p className={styles.empty}>
          {others.length > 0
            ? 'Choose a second token; claims are aligned by name, and what differs stands first.'
            : 'There is no second token yet. Paste one, or run a flow.'}
        </p>
      )}
    </>
  )
}

function Compared({ one, other }: { one: Entry; other: Entry }) {
  const { differing, same } = compareTokens(one.token, other.token)
  if (differing.length + same.length === 0)
    return <p className={styles.empty}>Neither token can be read, so nothing can be compared.</p>
  return (
    <>
      {differing.length > 0 ? (
        <Table label="What differs" one={one} other={other} rows={differing} />
      ) : (
        <p className={styles.empty}>Header and claims are the same.</p>
      )}
      {same.length > 0 && (
        <Fold title="The same in both" aside={same.length}>
          <ul className={styles.same}>
            {same.map(({ part, name, one: value }) => (
              <li key={`${part} ${name}`}>
                <bdi className={styles.name}>
                  <VisibleText>{name}</VisibleText>
                </bdi>
                {value !== undefined && <ClaimValue value={value} />}
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </>
  )
}

interface TableProps {
  label: string
  one: Entry
  other: Entry
  rows: readonly ComparedRow[]
}

function Table({ label, one, other, rows }: TableProps) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          <th scope="col" className={styles.claim}>
            Claim
          </th>
          <th scope="col">
            This token, <Foreign>{titleOf(one)}</Foreign>
          </th>
          <th scope="col">
            The other, <Foreign>{titleOf(other)}</Foreign>
          </th>
          <th scope="col" className={styles.last}>
            Agree
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.part} ${row.name}`} className={styles.differ}>
            <th scope="row">
              <bdi className={styles.name}>
                <VisibleText>{row.name}</VisibleText>
              </bdi>
              {row.part === 'header' && <span className={styles.part}>header</span>}
            </th>
            <Side value={row.one} seconds={row.times?.one} />
            <Side value={row.other} seconds={row.times?.other} words={row.times?.words} />
            <td className={styles.word}>differ</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface SideProps {
  value: Json | undefined
  seconds?: number
  words?: string
}

function Side({ value, seconds, words }: SideProps) {
  if (value === undefined) return <td className={styles.absent}>absent</td>
  return (
    <td>
      {seconds !== undefined && <div>{formatTime(seconds * 1000)}</div>}
      <ClaimValue value={value} />
      {words !== undefined && <div className={styles.apart}>{words}</div>}
    </td>
  )
}
