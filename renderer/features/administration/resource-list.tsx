import { Collection, Header, ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components'
import type { ResourceInfo } from '../../../shared/administration.ts'
import { formatTimeOfDay } from '../../ui/format.ts'
import { useAdministration, useLiveState } from './live-context.tsx'
import { chosenIdOf, holdsDrafts, keysId, placeKey, placeOf } from './live-state.ts'
import styles from './resource-list.module.css'
import type { Live } from './use-live.ts'

interface Group {
  title: string
  rows: { id: string; title: string; resource: ResourceInfo | null }[]
}

/** Everything that can be looked at, by platform. */
export function ResourceList({ live: { connection, resources } }: { live: Live }) {
  const { choose } = useAdministration()
  const state = useLiveState((state) => state)
  const chosen = chosenIdOf(state, connection.id)
  return (
    <ListBox
      className={styles.rows}
      aria-label="What the platform has"
      items={groupsOf(resources)}
      dependencies={[state]}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [id] = keys === 'all' ? [] : [...keys]
        if (id !== undefined) choose(connection.id, String(id))
      }}
    >
      {(group) => (
        <ListBoxSection id={`group ${group.title}`}>
          <Header className={styles.group}>{group.title}</Header>
          <Collection items={group.rows} dependencies={[state]}>
            {({ id, title, resource }) => (
              // Letters are the keys of the area: none is found by a blank.
              <ListBoxItem id={id} className={styles.row} textValue=" ">
                <span className={styles.title}>{title}</span>
                <span className={styles.facts}>
                  {resource ? (
                    <Facts connectionId={connection.id} resource={resource} />
                  ) : (
                    'pinned against live, or pasted'
                  )}
                </span>
              </ListBoxItem>
            )}
          </Collection>
        </ListBoxSection>
      )}
    </ListBox>
  )
}

function Facts({ connectionId, resource }: { connectionId: string; resource: ResourceInfo }) {
  const opened = useLiveState(
    (state) => state.opened[placeKey(placeOf(state, connectionId, resource))],
  )
  if (resource.unavailable !== null) return 'not available'
  if (holdsDrafts(opened)) return 'changed, not written'
  if (opened?.work.kind === 'planned') return 'to be confirmed'
  if (!opened) return resource.parents === null ? 'not read' : 'of one item'
  return `read ${formatTimeOfDay(opened.readAt)}`
}

function groupsOf(resources: readonly ResourceInfo[]): Group[] {
  const titles = [...new Set(resources.map(({ platformTitle }) => platformTitle))]
  return [
    ...titles.map((title) => ({
      title,
      rows: resources
        .filter(({ platformTitle }) => platformTitle === title)
        .map((resource) => ({ id: resource.id, title: resource.title, resource })),
    })),
    { title: 'Identity provider', rows: [{ id: keysId, title: 'Signing keys', resource: null }] },
  ]
}
