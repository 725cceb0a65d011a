import { visibleParts } from './invisible.ts'
import styles from './visible-text.module.css'

/** Foreign text in which what cannot be seen stands as its code point (HC-02). */
export function VisibleText({ children }: { children: string }) {
  return visibleParts(children).map((part, index) =>
    'code' in part ? (
      // Parts of one text have no other identity than their place.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={styles.unseen}>
        {part.code}
      </span>
    ) : (
      part.text
    ),
  )
}
