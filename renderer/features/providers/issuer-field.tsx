import { Icon } from '../../ui/icon.tsx'
import { useProviders, useProvidersState } from './providers-context.tsx'
import styles from './issuer-field.module.css'

const fieldId = 'issuer-to-check'

export const focusIssuer = () => document.getElementById(fieldId)?.focus()

/** Enter checks, as in the address bar of a browser. */
export function IssuerField() {
  const { change, check } = useProviders()
  const issuer = useProvidersState((state) => state.settings.issuer)
  const isWrong = useProvidersState((state) => state.problem?.code === 'issuer_invalid')
  return (
    <span className={styles.field}>
      <Icon name="globe" />
      <input
        id={fieldId}
        className={styles.input}
        type="text"
        inputMode="url"
        aria-label="Issuer, or the URL of its discovery document"
        aria-invalid={isWrong || undefined}
        placeholder="https://login.example.com"
        value={issuer}
        maxLength={2000}
        autoComplete="off"
        spellCheck="false"
        onChange={(event) => change({ issuer: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void check()
        }}
      />
    </span>
  )
}
