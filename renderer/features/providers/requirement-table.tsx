import { type KeyboardEvent, useEffect, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useProviders, useProvidersState } from './providers-context.tsx'
import { chosenBeside, type Group, groupsOf, type Row } from './providers-state.ts'
import styles from './requirement-table.module.css'
import { resultMark, resultWord } from './result-words.ts'

interface TableProps {
  /** Enter or a click leads to the detail, where that is not beside the table. */
  onOpen: () => void
}

const pageOfRows = 8

/** Every requirement of every platform; rows turn to their result in place. One tab stop, arrows inside. */
export function RequirementTable({ onOpen }: TableProps) {
  const { choose } = useProviders()
  const state = useProvidersState((state) => state)
  const groups = groupsOf(state)
  const { chosen } = state
  const table = useRef<HTMLTableElement>(null)
  const first = chosenBeside(groups, null, 1)
  const reachable = chosen ?? first

  useEffect(() => {
    // The choice also moves by letters: it stays in sight, and the focus stays on it.
    if (!chosen) return
    const name = CSS.escape(`${chosen.platform} ${chosen.id}`)
    const row = table.current?.querySelector<HTMLElement>(`[data-row="${name}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    if (table.current?.contains(document.activeElement)) row?.focus()
  }, [chosen])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key)
    if (event.key === 'Enter') onOpen()
    else if (step !== null) choose(chosenBeside(groups, chosen, step))
    else return
    event.preventDefault()
  }

  return (
    // Keys are the table's: one tab stop with arrows inside.
    // oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-element-to-interactive-role
    <table
      ref={table}
      role="grid"
      className={styles.table}
      aria-label="Requirements"
      onKeyDown={onKeyDown}
    >
      <colgroup>
        <col className={styles.marks} />
        <col className={styles.titles} />
        <col className={styles.results} />
        <col />
        <col className={styles.sources} />
      </colgroup>
      <thead>
        <tr>
          <th scope="col" colSpan={2} className={styles.requirement}>
            Requirement
          </th>
          <th scope="col">Result</th>
          <th scope="col">Evidence</th>
          <th scope="col">Learned from</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <GroupRows
          key={group.platform}
          group={group}
          chosenId={chosen?.platform === group.platform ? chosen.id : null}
          reachableId={reachable?.platform === group.platform ? reachable.id : null}
          onChoose={(id) => {
            choose({ platform: group.platform, id })
            onOpen()
          }}
        />
      ))}
    </table>
    // oxlint-enable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-element-to-interactive-role
  )
}

function stepOf(key: string): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return pageOfRows
    case 'PageUp':
      return -pageOfRows
    case 'Home':
      return -Infinity
    case 'End':
      return Infinity
    default:
      return null
  }
}

interface GroupProps {
  group: Group
  chosenId: string | null
  reachableId: string | null
  onChoose: (id: string) => void
}

function GroupRows({ group, chosenId, reachableId, onChoose }: GroupProps) {
  const { platformTitle, heading, rows } = group
  return (
    <tbody>
      <tr className={styles.group}>
        <th scope="rowgroup" colSpan={5}>
          {platformTitle}, {heading}
        </th>
      </tr>
      {rows.map((row) => (
        <RowCells
          key={row.id}
          row={row}
          isChosen={row.id === chosenId}
          isReachable={row.id === reachableId}
          name={`${group.platform} ${row.id}`}
          onChoose={() => onChoose(row.id)}
        />
      ))}
    </tbody>
  )
}

interface RowProps {
  name: string
  row: Row
  isChosen: boolean
  isReachable: boolean
  onChoose: () => void
}

function RowCells({ name, row, isChosen, isReachable, onChoose }: RowProps) {
  const { title, result, found = '', learnedFrom = '' } = row
  const word = resultWord(result)
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <tr
      className={classes(styles.row, isChosen && styles.chosen)}
      aria-selected={isChosen}
      data-row={name}
      tabIndex={isReachable ? 0 : -1}
      onClick={onChoose}
    >
      <td>
        <Mark name={resultMark(result)} />
      </td>
      <th scope="row" className={styles.title}>
        {title}
      </th>
      <td className={`${styles.result} tone-${resultMark(result)}`}>{word}</td>
      <td className={styles.found} title={found}>
        <Foreign>{found}</Foreign>
      </td>
      <td className={styles.source}>{learnedFrom}</td>
    </tr>
  )
}
