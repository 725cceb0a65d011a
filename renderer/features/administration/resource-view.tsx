import type { ResourceInfo } from '../../../shared/administration.ts'
import { Note } from '../../ui/note.tsx'
import { Prose } from '../../ui/prose.tsx'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { EditView } from './edit-view.tsx'
import { useAdministration, useLiveState } from './live-context.tsx'
import styles from './live-pane.module.css'
import { type Opened, parentKey, type Place, placeKey } from './live-state.ts'
import { OutcomeView } from './outcome-view.tsx'
import { PlanView } from './plan-view.tsx'
import { Refusal } from './refusal.tsx'
import { StateFacts } from './state-facts.tsx'
import type { Live } from './use-live.ts'

export interface OneResource extends Live {
  resource: ResourceInfo
  place: Place
}

export interface OpenedResource extends OneResource {
  opened: Opened
}

/** One resource: what it is, what was read of it, and what the person does with it. */
export function ResourceView({ live }: { live: OneResource }) {
  const { resource, place, opened } = live
  const problem = useLiveState(({ problems }) => problems[placeKey(place)])
  return (
    <div className={styles.view}>
      <div className={styles.about}>
        <h3 className={styles.title}>{resource.title}</h3>
        <p className={styles.explanation}>
          <Prose>{resource.explanation}</Prose>
        </p>
        <Parent live={live} />
        {opened && <StateFacts opened={opened} kind={resource.kind} />}
      </div>
      {problem && (
        <div className={styles.fixed}>
          <Refusal failure={problem} />
        </div>
      )}
      {opened ? <Work live={{ ...live, opened }} /> : <NotRead live={live} />}
    </div>
  )
}

function Work({ live }: { live: OpenedResource }) {
  const { work } = live.opened
  switch (work.kind) {
    case 'edit':
      return <EditView live={live} />
    case 'planned':
      return <PlanView key={work.plan.planId} live={live} work={work} />
    case 'done':
      return <OutcomeView key={work.plan.planId} live={live} work={work} />
  }
}

function NotRead({ live: { resource, missingParent, connection } }: { live: OneResource }) {
  const { choose } = useAdministration()
  if (resource.unavailable !== null) {
    return (
      <div className={styles.fixed}>
        <Note tone="warning">
          <p>
            <Foreign>{resource.unavailable}</Foreign>
          </p>
        </Note>
      </div>
    )
  }
  if (missingParent) {
    return (
      <div className={styles.part}>
        <p className={styles.explanation}>
          Belongs to one item of {missingParent.title}: choose it there first.
        </p>
        <div className={styles.actions}>
          <Button onPress={() => choose(connection.id, missingParent.id)}>
            Go to {missingParent.title}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <p className={styles.empty}>
      Nothing was asked yet. Reading changes nothing: it asks for a token, then for {resource.title}
      .
    </p>
  )
}

/** Whose resource it is, and the way to another one. */
function Parent({ live: { connection, resources, resource } }: { live: OneResource }) {
  const { choose } = useAdministration()
  const { parents } = resource
  const parent = useLiveState((state) =>
    parents === null ? undefined : state.parents[parentKey(connection.id, parents)],
  )
  const of = resources.find(({ id }) => id === parents)
  if (!parent || !of) return null
  return (
    <div className={styles.actions}>
      <span>
        of <Foreign>{parent.title}</Foreign>
      </span>
      <Button size="small" kind="quiet" onPress={() => choose(connection.id, of.id)}>
        Choose another in {of.title}
      </Button>
    </div>
  )
}
