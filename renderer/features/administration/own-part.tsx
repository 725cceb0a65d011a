import { useMemo } from 'react'
import { Button } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import { count } from '../../ui/format.ts'
import { DiffLines } from '../connections/change-view.tsx'
import {
  useConnections,
  useConnectionsState,
  useForm,
} from '../connections/connections-context.tsx'
import { type OpenDocument, valueAt } from '../connections/document.ts'
import { countChanges, diffLines } from '../connections/line-diff.ts'
import { useConsole } from '../debugger/console-context.tsx'
import { useAdministration } from './live-context.tsx'
import styles from './live-pane.module.css'
import { itemOf, newItem } from './live-state.ts'
import { comparedTexts, isDocument, liveIntoOwn, ownIntoLive, ownPath } from './own-document.ts'
import type { OpenedResource } from './resource-view.tsx'

/** Live against what the connection itself has of it, and the ways from one to the other. */
export function OwnPart({ live }: { live: OpenedResource }) {
  const document = useConnectionsState((state) => state.document)
  return document?.connectionId === live.connection.id ? (
    <Compared live={live} document={document} />
  ) : null
}

function Compared({ live, document }: { live: OpenedResource; document: OpenDocument }) {
  const { set } = useConnections()
  const { show } = useAdministration()
  const { say } = useConsole()
  const form = useForm(document)
  const { resource, opened } = live
  const path = ownPath(resource, form)
  const own = path === null ? undefined : valueAt(document, path)
  const item = itemOf(opened)
  const lines = useMemo(() => {
    if (!isDocument(own)) return null
    const texts = comparedTexts(item, own)
    return diffLines(texts.live, texts.own)
  }, [item, own])
  if (path === null || document.tree.error) return null

  const take = () => {
    if (!item) return
    const { value, leftOut } = liveIntoOwn(item, own)
    set(path, value)
    show('configure')
    say(`Taken, not saved yet${without(leftOut)}`)
  }
  const { added, removed } = lines ? countChanges(lines) : { added: 0, removed: 0 }
  const isSame = lines !== null && added + removed === 0
  return (
    <Fold
      title="This connection’s own document"
      aside={
        lines === null
          ? 'none, it is read live'
          : isSame
            ? 'the same'
            : `differs, +${added} −${removed}`
      }
      isOpenAtFirst={lines !== null && !isSame}
    >
      <div className={styles.own}>
        {lines === null ? (
          <p className={styles.explanation}>
            The connection has no {resource.title} of its own: runs and judgements read the live
            one.
          </p>
        ) : isSame ? (
          <p className={styles.explanation}>
            The connection and the platform say the same, as far as it can be told without their
            secrets.
          </p>
        ) : (
          <>
            <p className={styles.explanation}>
              From live to the connection’s: {count(removed, 'line')} only live,{' '}
              {count(added, 'line')} only in the connection. Secrets are not compared.
            </p>
            <div className={styles.diff}>
              <DiffLines label="Live against the connection" lines={lines} />
            </div>
          </>
        )}
        <div className={styles.actions}>
          {item && !isSame && (
            <Button size="small" icon="download" onPress={take}>
              Take the live document into this connection
            </Button>
          )}
          {isDocument(own) && !isSame && <WriteOwn live={live} own={own} />}
        </div>
      </div>
    </Fold>
  )
}

function WriteOwn({ live, own }: { live: OpenedResource; own: Parameters<typeof ownIntoLive>[0] }) {
  const { type, chooseItem, planText } = useAdministration()
  const { say } = useConsole()
  const { resource, place, opened } = live
  const item = itemOf(opened)
  const readOnly = opened.state.readOnly ?? item?.readOnly ?? null
  if (readOnly !== null || !resource.actions.includes(item ? 'update' : 'create')) return null
  return (
    <Button
      size="small"
      onPress={() => {
        const { value, leftOut } = ownIntoLive(own, item)
        if (!item) chooseItem(place, newItem)
        type(place, JSON.stringify(value, null, 2))
        if (leftOut.length > 0) say(`Into the text${without(leftOut)}: write them there`)
        else void planText(place)
      }}
    >
      Write this connection’s document to the platform…
    </Button>
  )
}

const without = (leftOut: readonly string[]) =>
  leftOut.length === 0 ? '' : `, without ${leftOut.join(', ')}`
