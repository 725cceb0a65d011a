import { Button as AriaButton } from 'react-aria-components'
import { Icon } from '../../ui/icon.tsx'
import type { IconName } from '../../ui/sprite.tsx'
import { useConnections } from '../connections/connections-context.tsx'
import { useConsole, useConsoleState } from './console-context.tsx'
import { flowOf } from './console-state.ts'
import { kindsFor, startFromLabel } from './editing/beginning.ts'
import styles from './start-page.module.css'

interface WayProps {
  icon: IconName
  title: string
  hint: string
  onPress: () => void
}

function Way({ icon, title, hint, onPress }: WayProps) {
  return (
    <AriaButton className={styles.way} onPress={onPress}>
      <Icon name={icon} />
      <span>
        <strong>{title}</strong>
        <small>{hint}</small>
      </span>
    </AriaButton>
  )
}

/** What a person may bring instead of running the sandbox. */
export function StartWays() {
  const { store } = useConsole()
  const connections = useConnections()
  const kinds = kindsFor(
    useConsoleState((state) => state.run && flowOf(state, state.run)) ?? undefined,
  )
  return (
    <div className={styles.ways}>
      <h2 className={styles.waysTitle}>Or begin with what you have</h2>
      <Way
        icon="connections"
        title="Add a connection"
        hint="A tenant or store, and its identity provider"
        onPress={() => {
          store.setState({ area: 'connections' })
          connections.store.setState({ dialog: 'new' })
        }}
      />
      <Way
        icon="tokens"
        title="Look into a token"
        hint="Paste it; nothing leaves this machine"
        onPress={() => store.setState({ area: 'tokens' })}
      />
      {kinds.length > 0 && (
        <Way
          icon="paste"
          title={startFromLabel(kinds).replace('…', '')}
          hint="The run leaves out the sign-in that has happened"
          onPress={() => store.setState({ dialog: 'start-from' })}
        />
      )}
    </div>
  )
}
