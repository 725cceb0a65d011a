import type { ReactNode } from 'react'
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components'
import type { Finding } from '../../../../shared/finding.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Prose } from '../../../ui/prose.tsx'
import { toneOf } from './change-text.ts'
import styles from './findings.module.css'

/** A cause that is less sure than another: one line, and the rest on request. */
export function OtherFinding({ finding, children }: { finding: Finding; children: ReactNode }) {
  return (
    <Disclosure className={styles.other}>
      <Heading level={4}>
        <Button slot="trigger" className={styles.trigger}>
          <span className={styles.arrow}>
            <Icon name="right" size={12} />
          </span>
          <span className={styles.line}>
            <Prose>{finding.title}</Prose>
          </span>
          <Confidence finding={finding} />
        </Button>
      </Heading>
      <DisclosurePanel>
        <div className={styles.otherBody}>
          <p className={styles.explanation}>
            <Prose>{finding.explanation}</Prose>
          </p>
          {children}
        </div>
      </DisclosurePanel>
    </Disclosure>
  )
}

/** How sure it is, in a word. */
export function Confidence({ finding: { confidence } }: { finding: Finding }) {
  return <span className={`${styles.confidence} ${styles[toneOf(confidence)]}`}>{confidence}</span>
}
