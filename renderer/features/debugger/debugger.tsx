import { classes } from '../../ui/classes.ts'
import { useMedia } from '../../ui/use-media.ts'
import { useConsoleState } from './console-context.tsx'
import { showsStart } from './console-state.ts'
import styles from './debugger.module.css'
import { DetailPane } from './detail-pane.tsx'
import { MiddlePane } from './middle.tsx'
import { NetworkStrip } from './network/network-strip.tsx'
import { Problem } from './problem.tsx'
import { StageList } from './stage-list.tsx'
import { StartPage } from './start-page.tsx'
import { narrowQuery } from './tabs.ts'

export function Debugger() {
  const run = useConsoleState((state) => state.run)
  const loaded = useConsoleState((state) => state.loaded)
  const onStart = useConsoleState(showsStart)
  const narrow = useMedia(narrowQuery)
  if (!run) {
    return <main className={styles.content}>{loaded && <Problem place="start" padded />}</main>
  }
  return (
    <main className={classes(styles.content, onStart && styles.start)}>
      {!onStart && <h1 className={styles.hidden}>{run.flowTitle}</h1>}
      <StageList run={run} />
      {onStart ? (
        <StartPage stages={run.stages.length} />
      ) : (
        <>
          {!narrow && <MiddlePane run={run} />}
          <DetailPane narrow={narrow} />
          <NetworkStrip run={run} />
        </>
      )}
    </main>
  )
}
