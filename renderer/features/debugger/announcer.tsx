import styles from './announcer.module.css'
import { useConsoleState } from './console-context.tsx'
import { runAnnouncement } from './words.ts'

/** Tells a screen reader what the run has come to; the eye sees it in the stage list. */
export function Announcer() {
  const sentence = useConsoleState(({ run }) => (run ? runAnnouncement(run) : ''))
  return <output className={styles.hidden}>{sentence}</output>
}
