import { Dialog } from '../../ui/dialog.tsx'
import { OpenDoctor } from '../doctor/open-doctor.tsx'
import type { KeyHelp } from './areas.ts'
import styles from './keys-dialog.module.css'

interface KeysDialogProps {
  isOpen: boolean
  onClose: () => void
  /** Those of the area on screen. */
  keyMap: readonly KeyHelp[]
}

export function KeysDialog({ isOpen, onClose, keyMap }: KeysDialogProps) {
  return (
    <Dialog title="Keys" isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {keyMap.map(({ keys, does }) => (
          <div key={does} className={styles.row}>
            <dt>{keys.map((key) => (key === 'to' ? key : <Cap key={key} text={key} />))}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>
        Letters work outside of text fields and of lists that letters search.
      </p>
      <OpenDoctor settings={() => ({})} />
    </Dialog>
  )
}

const Cap = ({ text }: { text: string }) => <kbd className={styles.cap}>{text}</kbd>
