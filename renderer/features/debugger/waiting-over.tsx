import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useConsole } from './console-context.tsx'
import { PasteField } from './paste-field.tsx'
import styles from './waiting.module.css'

/** The time was over: the person may begin once more, or bring a callback that came after all. */
export function WaitingOver() {
  const { next } = useConsole()
  const [isPasting, setPasting] = useState(false)
  return (
    <div className={styles.over}>
      <div className={styles.clock}>
        <div className={styles.left}>0:00</div>
        <p className={styles.what}>
          The browser did not come back within 10 minutes. The listener is closed. A callback that
          comes after all can still be pasted.
        </p>
      </div>
      {isPasting ? (
        <PasteField onClose={() => setPasting(false)} />
      ) : (
        <div className={styles.choices}>
          <Button icon="external" onPress={() => void next()}>
            Open the browser again
          </Button>
          <Button icon="paste" onPress={() => setPasting(true)}>
            Paste callback URL
          </Button>
        </div>
      )}
    </div>
  )
}
