import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import styles from './fold.module.css'
import { Icon } from './icon.tsx'

interface FoldProps {
  title: string
  /** What stands in it, in a few words, so that it need not be opened. */
  aside?: ReactNode
  isOpenAtFirst?: boolean
  children: ReactNode
}

/** A part of a pane that is closed until somebody wants it. */
export function Fold({ title, aside, isOpenAtFirst, children }: FoldProps) {
  return (
    <Disclosure className={styles.fold} defaultExpanded={isOpenAtFirst}>
      <Heading level={2} className={styles.head}>
        <Button slot="trigger" className={styles.trigger}>
          <span className={styles.arrow}>
            <Icon name="right" size={12} />
          </span>
          <span className={styles.title}>{title}</span>
          {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles.body}>{children}</div>
      </DisclosurePanel>
    </Disclosure>
  )
}
