import { VisibleText } from './visible-text.tsx'
import styles from './masked.module.css'

/** Text in which removed secrets stand as dots: the dots are set back, and read as what they are. */
export function Masked({ children }: { children: string }) {
  return children.split(/(•+)/).map((part, index) =>
    part.startsWith('•') ? (
      // Parts of one text have no other identity than their place.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className={styles.mask}>
        {part}
      </span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <VisibleText key={index}>{part}</VisibleText>
    ),
  )
}
