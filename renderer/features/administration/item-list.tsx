import { ListBox, ListBoxItem } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { useAdministration } from './live-context.tsx'
import styles from './item-list.module.css'
import { newItem } from './live-state.ts'
import type { OpenedResource } from './resource-view.tsx'

/** The items of a list, and where something new can be made, the way to it. */
export function ItemList({ live }: { live: OpenedResource }) {
  const { chooseItem } = useAdministration()
  const { resource, place, opened } = live
  const { items, template, readOnly } = opened.state
  const mayCreate =
    readOnly === null &&
    template !== null &&
    resource.actions.includes('create') &&
    resource.creates === 'from-template'
  const isMaking = opened.itemId === newItem
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <span>{count(items.length, 'item')}</span>
        {mayCreate && (
          <Button size="small" icon="plus" onPress={() => chooseItem(place, newItem)}>
            {resource.labels.create}
          </Button>
        )}
      </div>
      {(items.length > 0 || isMaking) && (
        <ListBox
          className={styles.rows}
          aria-label={resource.title}
          items={[
            ...items.map(({ id, title, detail }) => ({ id, title, detail })),
            ...(isMaking ? [{ id: newRow, title: 'New', detail: 'not written yet' }] : []),
          ]}
          dependencies={[opened]}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={opened.itemId === null ? [] : [isMaking ? newRow : opened.itemId]}
          onSelectionChange={(keys) => {
            const [id] = keys === 'all' ? [] : [...keys]
            if (id !== undefined) chooseItem(place, id === newRow ? newItem : String(id))
          }}
        >
          {({ id, title, detail }) => (
            <ListBoxItem id={id} className={styles.row} textValue=" ">
              <span className={styles.title}>
                <Foreign>{title || id}</Foreign>
              </span>
              <span className={styles.detail}>
                {id !== newRow && opened.drafts[id] !== undefined ? (
                  'changed, not written'
                ) : (
                  <Foreign>{detail}</Foreign>
                )}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      )}
    </div>
  )
}

/** A row needs a name of its own; ids of platforms hold no blank. */
const newRow = 'new item'
