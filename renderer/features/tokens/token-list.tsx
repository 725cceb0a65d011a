// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import pane from '../../ui/pane.module.css'
import { SubHead } from '../../ui/sub-head.tsx'
import { useConsoleState } from '../debugger/console-context.tsx'
import { PasteBox } from './paste-box.tsx'
import { factsOf, titleOf } from './token-label.ts'
import styles from './token-list.module.css'
import { useRunEntries, useTokens, useTokensState } from './tokens-context.tsx'
import type { Entry } from './tokens-state.ts'

/** Where tokens come from: the paste box, the run on screen, what was pasted before. */
export function TokenList() {
  const { choose } = useTokens()
  const ofRun = useRunEntries()
  const run = useConsoleState((state) => state.run?.number)
  const pasted = useTokensState((state) => state.pasted)
  const chosenKey = useTokensState((state) => state.chosen?.key)
  const list = useRef<HTMLDivElement>(null)
  const entries = [...ofRun, ...pasted]

  useEffect(() => {
    // The choice also moves by letters: it stays in sight, and the focus stays on it.
    if (chosenKey === undefined) return
    const row = list.current?.querySelector<HTMLElement>(`[data-token="${CSS.escape(chosenKey)}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    if (list.current?.contains(document.activeElement)) row?.focus()
  }, [chosenKey])

  const onKeyDown = (event: KeyboardEvent) => {
    const at = entries.findIndex(({ key }) => key === chosenKey)
    const target = targetOf(event.key, at, entries.length)
    const entry = target === null ? undefined : entries[target]
    if (!entry) return
    event.preventDefault()
    choose(entry)
  }

  return (
    <section className={classes(pane.pane, styles.pane)} aria-label="Tokens" data-pane>
      <PasteBox />
      <div ref={list} className={styles.rows}>
        <Group
          title={run === undefined ? 'From the run' : `From run ${run}`}
          empty="The run has brought no tokens yet."
          entries={ofRun}
          onKeyDown={onKeyDown}
        />
        <Group
          title="Pasted before"
          empty="Nothing pasted in this window yet."
          entries={pasted}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className={styles.foot}>
        Nothing pasted here leaves this machine. Only the button above asks a host.
      </p>
    </section>
  )
}

function targetOf(key: string, at: number, length: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, length - 1)
    case 'ArrowUp':
      return Math.max(at - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return null
  }
}

interface GroupProps {
  title: string
  /** Said where there is nothing to list. */
  empty: string
  entries: readonly Entry[]
  onKeyDown: (event: KeyboardEvent) => void
}

/** One tab stop; arrows lead on into the other group. */
function Group({ title, empty, entries, onKeyDown }: GroupProps) {
  const chosenKey = useTokensState((state) => state.chosen?.key)
  const chosen = entries.find(({ key }) => key === chosenKey)
  const reachable = (chosen ?? entries[0])?.key
  return (
    <div className={styles.group}>
      <SubHead title={title} />
      {entries.length === 0 && <p className={styles.none}>{empty}</p>}
      {entries.length > 0 && (
        <div role="listbox" tabIndex={-1} aria-label={title} onKeyDown={onKeyDown}>
          {entries.map((entry) => (
            <Row key={entry.key} entry={entry} reachable={entry.key === reachable} />
          ))}
        </div>
      )}
    </div>
  )
}

function Row({ entry, reachable }: { entry: Entry; reachable: boolean }) {
  const { choose } = useTokens()
  const selected = useTokensState((state) => state.chosen?.key === entry.key)
  const verdict = useTokensState((state) => state.judged[entry.key]?.judgement.verdicts[0]?.verdict)
  return (
    // Keys are the list's: one tab stop with arrows inside.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="option"
      aria-selected={selected}
      tabIndex={reachable ? 0 : -1}
      data-token={entry.key}
      className={classes(styles.row, selected && styles.selected)}
      onClick={() => choose(entry)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        choose(entry)
      }}
    >
      <Icon name="key" />
      <span className={styles.words}>
        <span className={styles.title}>
          <Foreign>{titleOf(entry)}</Foreign>
        </span>
        <span className={styles.facts}>
          <Foreign>{factsOf(entry)}</Foreign>
        </span>
      </span>
      {verdict && (
        <Mark name={verdict === 'accepted' ? 'passed' : 'failed'} small label={verdict} />
      )}
    </div>
  )
}
