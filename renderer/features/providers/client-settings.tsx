import { type ComponentProps, useId, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Prose } from '../../ui/prose.tsx'
import styles from './client-settings.module.css'
import { useProviders, useProvidersState } from './providers-context.tsx'
import { planOf } from './providers-state.ts'
import { Switch } from './switch.tsx'

/** The client that probes use, and which of them are sent. */
export function ClientSettings() {
  const settings = useProvidersState((state) => state.settings)
  const { change } = useProviders()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button icon="key" aria-label="Client and probes" onPress={() => setOpen(true)}>
        Client
      </Button>
      <Dialog title="Client and probes" isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className={styles.form}>
          <TextField
            label="Client id"
            help="That of the profile, or the one that introspects."
            value={settings.clientId}
            maxLength={500}
            onChange={(event) => change({ clientId: event.target.value })}
          />
          <TextField
            label="Client secret"
            help="Sent to token endpoint and introspection alone; never stored."
            type="password"
            value={settings.clientSecret}
            maxLength={2000}
            // Not a login of the person: no password manager has anything to fill in here.
            autoComplete="new-password"
            onChange={(event) => change({ clientSecret: event.target.value })}
          />
          <TextField
            label="Redirect URI to probe"
            help="The callback endpoint of the profile, or that of the storefront."
            inputMode="url"
            value={settings.redirectUri}
            maxLength={2000}
            onChange={(event) => change({ redirectUri: event.target.value })}
          />
          <Probes />
        </div>
      </Dialog>
    </>
  )
}

interface TextFieldProps extends ComponentProps<'input'> {
  label: string
  help: string
}

function TextField({ label, help, ...input }: TextFieldProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{label}</label>
      <div>
        <input
          id={id}
          className={styles.input}
          type="text"
          aria-describedby={`${id}-help`}
          autoComplete="off"
          spellCheck="false"
          {...input}
        />
        <p id={`${id}-help`} className={styles.help}>
          {help}
        </p>
      </div>
    </div>
  )
}

function Probes() {
  const settings = useProvidersState((state) => state.settings)
  const { change } = useProviders()
  const { liveProbes, off } = settings
  return (
    <ul className={styles.probes} aria-label="Probes">
      <li>
        <Switch
          label="Live probes"
          isOn={liveProbes}
          onChange={(liveProbes) => change({ liveProbes })}
        />
      </li>
      {planOf(settings).map(({ id, title, sends, leftOut }) => (
        <li key={id}>
          <Switch
            label={title}
            isOn={leftOut !== 'not asked for'}
            isDisabled={!liveProbes && id !== 'keys'}
            onChange={(isOn) =>
              change({ off: isOn ? off.filter((one) => one !== id) : [...off, id] })
            }
          />
          <p className={styles.help}>
            <Prose>{sends}</Prose>.
            {leftOut && leftOut !== 'not asked for' ? ` Left out: ${leftOut}.` : ''}
          </p>
        </li>
      ))}
    </ul>
  )
}
