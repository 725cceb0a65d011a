import type { Finding } from '../../../../shared/finding.ts'
import { Button } from '../../../ui/button.tsx'
import { Prose } from '../../../ui/prose.tsx'
import { useConnections } from '../../connections/connections-context.tsx'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { changeText } from './change-text.ts'
import styles from './findings.module.css'
import { settingName } from './setting-path.ts'
import { showSetting } from './show-setting.ts'

/** Where, what, and what to do then. */
export function TheChange({ finding }: { finding: Finding }) {
  const { store, copy } = useConsole()
  const connections = useConnections()
  const connection = useConsoleState(({ run }) => run?.connection ?? null)
  const text = changeText(finding)
  const { setting } = finding
  // The sandbox makes its connections when they are used: there is no document to lead to.
  const leads = setting !== null && connection !== null && connection.kind !== 'sandbox'
  return (
    <section className={styles.change} aria-label="The one change">
      <h3>The one change</h3>
      <p>
        <Prose>{text}</Prose>
      </p>
      <div className={styles.actions}>
        <Button size="small" icon="copy" onPress={() => void copy(text, 'Copied')}>
          Copy the change
        </Button>
        {leads && (
          <Button
            size="small"
            icon="connections"
            onPress={() => {
              store.setState({ area: 'connections' })
              void showSetting(connections, connection.id, setting)
            }}
          >
            {`Show ${settingName(setting)}`}
          </Button>
        )}
      </div>
    </section>
  )
}
