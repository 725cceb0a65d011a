import { useEffect, useRef } from 'react'
import {
  Collection,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  ListLayout,
  SearchField,
  Virtualizer,
} from 'react-aria-components'
import type { ConnectionSummary } from '../../../shared/connection.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import pane from '../../ui/pane.module.css'
import { useConsoleState } from '../debugger/console-context.tsx'
import styles from './connection-list.module.css'
import { useConnections, useConnectionsState, useGroups } from './connections-context.tsx'
import { ConnectionsProblem } from './connections-problem.tsx'
import { DeletedNote } from './deleted-note.tsx'
import { isChanged } from './document.ts'
import { countWords, factsOf, heights, topOf } from './list-rows.ts'
import { searchFieldId } from './search-focus.ts'

/** All connections by platform; any number of them, because only those in sight are drawn. */
export function ConnectionList() {
  const { store } = useConnections()
  const all = useConsoleState((state) => state.connections.length)
  const filter = useConnectionsState((state) => state.filter)
  const groups = useGroups()
  const shown = groups.reduce((sum, { connections }) => sum + connections.length, 0)
  return (
    <section className={classes(pane.pane, styles.pane)} aria-label="Connections" data-pane>
      <div className={styles.head}>
        <h2 className={styles.count}>{countWords(shown, all)}</h2>
        <IconButton
          small
          label="New connection"
          icon="plus"
          shortcut="A"
          onPress={() => store.setState({ dialog: 'new' })}
        />
      </div>
      <SearchField
        className={styles.search}
        aria-label="Find a connection"
        value={filter}
        onChange={(filter) => store.setState({ filter })}
      >
        <Icon name="search" />
        <Input id={searchFieldId} className={styles.input} placeholder="Name, platform, site" />
        {filter !== '' && (
          <IconButton small className={styles.clear} label="Show all" icon="close" />
        )}
      </SearchField>
      <ConnectionsProblem place="list" className={styles.problem} />
      {shown === 0 ? <Empty all={all} /> : <Rows />}
      <DeletedNote />
    </section>
  )
}

function Empty({ all }: { all: number }) {
  const { store } = useConnections()
  const filter = useConnectionsState((state) => state.filter)
  return (
    <div className={styles.empty}>
      {all === 0 ? (
        'No connections yet.'
      ) : (
        <>
          <p>
            No connection has <Foreign>{filter}</Foreign> in its name, platform or sites.
          </p>
          <Button size="small" onPress={() => store.setState({ filter: '' })}>
            Show all
          </Button>
        </>
      )}
    </div>
  )
}

function Rows() {
  const { choose } = useConnections()
  const connections = useConsoleState((state) => state.connections)
  const groups = useGroups()
  const chosenId = useConnectionsState((state) => state.chosenId)
  const changed = useConnectionsState(({ document }) => document !== null && isChanged(document))
  const list = useRef<HTMLDivElement>(null)

  useEffect(() => {
    // The choice also moves by letters and by undoing a deletion: it comes into sight, though it is not drawn yet.
    const place = list.current
    const top = chosenId === null ? null : topOf(groups, chosenId)
    if (!place || top === null) return
    const isAbove = top < place.scrollTop
    const isBelow = top + heights.rowHeight > place.scrollTop + place.clientHeight
    if (isAbove || isBelow)
      place.scrollTop = top - (isAbove ? heights.headingHeight : place.clientHeight / 2)
  }, [chosenId, groups])

  return (
    <Virtualizer layout={ListLayout} layoutOptions={heights}>
      <ListBox
        ref={list}
        className={styles.rows}
        aria-label="Connections"
        items={groups}
        dependencies={[changed, chosenId]}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={chosenId === null ? [] : [chosenId]}
        onSelectionChange={(keys) => {
          const found = connections.find(({ id }) => keys !== 'all' && keys.has(id))
          if (found) void choose(found.id)
        }}
      >
        {(group) => (
          <ListBoxSection id={`group ${group.title}`}>
            <Header className={styles.group}>{group.title}</Header>
            <Collection items={group.connections} dependencies={[changed, chosenId]}>
              {(connection) => (
                <Row
                  connection={connection}
                  isOpen={connection.id === chosenId}
                  isChanged={changed && connection.id === chosenId}
                />
              )}
            </Collection>
          </ListBoxSection>
        )}
      </ListBox>
    </Virtualizer>
  )
}

interface RowProps {
  connection: ConnectionSummary
  isOpen: boolean
  isChanged: boolean
}

function Row({ connection, isOpen, isChanged }: RowProps) {
  const { id, name, kind } = connection
  return (
    // Letters are the keys of the area, and the field above finds connections: none is found by a blank.
    <ListBoxItem id={id} className={styles.row} textValue=" ">
      <Icon name={kind === 'sandbox' ? 'sandbox' : 'platform'} />
      <span className={styles.words}>
        <span className={styles.name}>
          <Foreign>{name}</Foreign>
        </span>
        <span className={styles.facts}>
          {isChanged ? 'changed, not saved' : factsOf(connection)}
        </span>
      </span>
      {kind === 'sandbox' ? <SandboxMark /> : isOpen && <FindingMark />}
    </ListBoxItem>
  )
}

function SandboxMark() {
  const running = useConsoleState((state) => state.sandbox?.running)
  return running ? <Mark name="passed" small label="runs" /> : null
}

/** What is known of the open one; the others are not analysed. */
function FindingMark() {
  const worst = useConnectionsState(({ document }) => {
    const problems = document?.analysis?.problems ?? []
    return problems.some(({ severity }) => severity === 'error') ? 'error' : problems[0]?.severity
  })
  if (!worst) return null
  return worst === 'error' ? (
    <Mark name="failed" small label="errors" />
  ) : (
    <Mark name="warning" small label="warnings" />
  )
}
