import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components'
import type { RunView } from '../../../../shared/run.ts'
import { IconButton } from '../../../ui/button.tsx'
import { classes } from '../../../ui/classes.ts'
import { Icon } from '../../../ui/icon.tsx'
import { type FilterId, filterCounts } from './network-filter.ts'
import type { NetworkRow } from './network-rows.ts'
import { networkSummary } from './network-words.ts'
import styles from './network.module.css'
import { phaseNames } from './phases.ts'
import phases from './phases.module.css'

interface NetworkHeadProps {
  run: RunView
  rows: readonly NetworkRow[]
  now: number
  isOpen: boolean
  filter: FilterId
  onlyStage: boolean
  onOpen: (isOpen: boolean) => void
  onFilter: (id: FilterId) => void
  onOnlyStage: (on: boolean) => void
}

export function NetworkHead(props: NetworkHeadProps) {
  const { run, rows, now, isOpen, onlyStage } = props
  return (
    <div className={styles.head}>
      <h2>
        <Button
          className={styles.title}
          aria-expanded={isOpen}
          onPress={() => props.onOpen(!isOpen)}
        >
          <Icon name="panel" />
          Network
        </Button>
      </h2>
      <Chips {...props} />
      <ToggleButton
        className={classes(styles.chip, styles.only)}
        isSelected={onlyStage}
        onChange={props.onOnlyStage}
      >
        Only this stage
      </ToggleButton>
      {isOpen ? <Legend /> : <p className={styles.summary}>{networkSummary(run, rows, now)}</p>}
      <IconButton
        small
        className={classes(!isOpen && styles.turned)}
        label={isOpen ? 'Close the network strip' : 'Open the network strip'}
        icon="down"
        onPress={() => props.onOpen(!isOpen)}
      />
    </div>
  )
}

function Chips({ rows, filter, onFilter }: NetworkHeadProps) {
  return (
    <ToggleButtonGroup
      className={styles.chips}
      aria-label="Show"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[filter]}
      onSelectionChange={(keys) => {
        const chosen = filterCounts(rows, filter).find(({ id }) => keys.has(id))
        if (chosen) onFilter(chosen.id)
      }}
    >
      {filterCounts(rows, filter).map(({ id, label, count }) => (
        <ToggleButton key={id} id={id} className={styles.chip}>
          {label} <b>{count}</b>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}

function Legend() {
  return (
    <p className={styles.legend}>
      {phaseNames.map((phase) => (
        <span key={phase}>
          <svg width="8" height="8" aria-hidden="true">
            <rect width="8" height="8" rx="1" className={phases[phase]} />
          </svg>
          {phase}
        </span>
      ))}
    </p>
  )
}
