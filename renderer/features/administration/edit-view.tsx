import { CodeBlock } from '../../ui/code-block.tsx'
import { Button } from '../../ui/button.tsx'
import { KeyValueTable } from '../../ui/key-value-table.tsx'
import { layoutJson } from '../../ui/json-text.ts'
import { useAdministration } from './live-context.tsx'
import { ItemList } from './item-list.tsx'
import { ItemText } from './item-text.tsx'
import styles from './live-pane.module.css'
import { isChanged, itemOf, newItem, placeKey, textOf } from './live-state.ts'
import { OwnPart } from './own-part.tsx'
import { RequestsFold } from './requests-fold.tsx'
import type { OpenedResource } from './resource-view.tsx'

/** What was read, to be looked at and, where the platform lets it, changed. */
export function EditView({ live }: { live: OpenedResource }) {
  const { resource, place, opened } = live
  const item = itemOf(opened)
  const isNew = opened.itemId === newItem
  const mayEdit =
    (opened.state.readOnly ?? item?.readOnly ?? null) === null &&
    (isNew || resource.actions.includes('update'))
  const text = textOf(opened)
  return (
    <>
      {resource.kind === 'list' && <ItemList live={live} />}
      <div className={styles.scroll}>
        {text === null ? (
          <p className={styles.empty}>
            {opened.state.items.length === 0
              ? 'There is nothing here yet.'
              : 'Choose an item of the list: its JSON stands here.'}
          </p>
        ) : mayEdit ? (
          <ItemText key={`${placeKey(place)} ${opened.itemId}`} live={live} />
        ) : (
          <div className={styles.fixed}>
            <CodeBlock lines={layoutJson(text) ?? []} />
          </div>
        )}
        {resource.kind === 'list' && item && item.facts.length > 0 && (
          <div className={styles.table}>
            <KeyValueTable label="Facts" rows={item.facts} />
          </div>
        )}
        <OwnPart live={live} />
        <RequestsFold exchanges={opened.state.exchanges} />
      </div>
      <EditFoot live={live} />
    </>
  )
}

function EditFoot({ live }: { live: OpenedResource }) {
  const { plan, discard, enter } = useAdministration()
  const { resource, resources, place, opened, connection } = live
  const item = itemOf(opened)
  const children = resources.filter(({ parents }) => parents === resource.id)
  const mayWrite = (opened.state.readOnly ?? item?.readOnly ?? null) === null
  const offers = (action: 'create' | 'delete') =>
    mayWrite && item !== null && resource.actions.includes(action)
  const ask = (action: 'create' | 'delete') =>
    void plan(place, { action, itemId: item?.id ?? null, text: null })
  const isDroppable =
    isChanged(opened) &&
    (item !== null || opened.drafts[newItem] !== undefined || opened.state.items.length > 0)
  return (
    <div className={styles.foot}>
      {item &&
        children.map((child) => (
          <Button
            key={child.id}
            size="small"
            icon="right"
            onPress={() => enter(connection.id, child, item)}
          >
            {child.title}
          </Button>
        ))}
      <span className={styles.end}>
        {isDroppable && (
          <Button size="small" kind="quiet" onPress={() => discard(place)}>
            Discard changes
          </Button>
        )}
        {resource.creates === 'from-item' && offers('create') && (
          <Button size="small" onPress={() => ask('create')}>
            {`${resource.labels.create}…`}
          </Button>
        )}
        {offers('delete') && (
          <Button size="small" icon="trash" onPress={() => ask('delete')}>
            {`${resource.labels.delete}…`}
          </Button>
        )}
      </span>
    </div>
  )
}
