import { Brand } from '../../ui/brand.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './rail.module.css'

/** The areas of the console. There is one so far, so nothing here can be pressed. */
export function Rail() {
  return (
    <nav className={styles.rail} aria-label="Areas">
      <div className={styles.brand}>
        <Brand size={26} />
      </div>
      <div className={styles.item} aria-current="page">
        <Icon name="debugger" size={18} />
        <span className={styles.word}>Debugger</span>
      </div>
    </nav>
  )
}
