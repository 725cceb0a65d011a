import { Tab, TabList as AriaTabList } from 'react-aria-components'
import { classes } from './classes.ts'
import styles from './tab-list.module.css'

export interface TabItem {
  id: string
  label: string
  /** Shown after the label: `2`, `0 of 3`, `1 failed`. */
  count?: string
  failed?: boolean
}

export function TabList({ items, label }: { items: readonly TabItem[]; label: string }) {
  return (
    <AriaTabList className={styles.list} items={items} aria-label={label}>
      {(item) => (
        <Tab className={styles.tab}>
          {item.label}
          {item.count && (
            <span className={classes(styles.count, item.failed && styles.failed)}>
              {item.count}
            </span>
          )}
        </Tab>
      )}
    </AriaTabList>
  )
}
