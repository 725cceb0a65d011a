import { Input, Label, TextArea, TextField } from 'react-aria-components'
import { Fold } from '../../ui/fold.tsx'
import { Picker } from '../../ui/picker.tsx'
import styles from './against-part.module.css'
import { CustomersField } from './customers-field.tsx'
import { useResolved, useTokens, useTokensState } from './tokens-context.tsx'
import { TokensProblem } from './tokens-problem.tsx'

const asConfigured = 'configured'

/** What the toolbar has no room for: a pasted document, overrides, a customer list. */
export function AgainstPart() {
  const { against } = useResolved()
  return (
    <>
      {against === 'document' && <DocumentField />}
      <Fold title="Overrides and customers" aside={useSummary()}>
        <div className={styles.parts}>
          <div className={styles.pair}>
            <IdentifierPicker />
            <AutoprovisioningPicker />
          </div>
          {against === 'connection' && <SiteField />}
          <CustomersField />
        </div>
      </Fold>
    </>
  )
}

function useSummary(): string {
  const { identifier, autoprovisioning, customers } = useResolved()
  const facts = [
    ...(identifier === null ? [] : [identifier]),
    ...(autoprovisioning === null ? [] : [`autoprovisioning ${autoprovisioning ? 'on' : 'off'}`]),
    ...(customers === null ? [] : [customers.name]),
  ]
  return facts.length > 0 ? facts.join(', ') : 'as configured'
}

function DocumentField() {
  const { change } = useTokens()
  const document = useTokensState((state) => state.settings.document)
  const refused = useTokensState((state) => state.problems.document !== undefined)
  return (
    <div className={styles.document}>
      <TextField
        value={document}
        onChange={(text) => change({ document: text })}
        isInvalid={refused}
        // `native` would hold a corrected text back: the refusal came from the core.
        validationBehavior="aria"
      >
        <Label className={styles.label}>Configuration document</Label>
        <TextArea
          className={styles.text}
          spellCheck="false"
          placeholder='{ "default": { "domain": "https://login.acme.example", ... } }'
        />
      </TextField>
      <TokensProblem place="document" />
      <p className={styles.hint}>It stays in this window and is not stored, secrets included.</p>
    </div>
  )
}

function IdentifierPicker() {
  const { change } = useTokens()
  const { identifier } = useResolved()
  return (
    <Picker
      label="Identifier"
      value={identifier ?? asConfigured}
      options={[
        { id: asConfigured, label: 'as configured' },
        { id: 'EMAIL', label: 'EMAIL', note: 'the claim email' },
        { id: 'SUBJECT', label: 'SUBJECT', note: 'the claim sub' },
      ]}
      onChange={(id) => change({ identifier: id === 'EMAIL' || id === 'SUBJECT' ? id : null })}
    />
  )
}

function AutoprovisioningPicker() {
  const { change } = useTokens()
  const { autoprovisioning } = useResolved()
  return (
    <Picker
      label="Autoprovisioning"
      value={autoprovisioning === null ? asConfigured : autoprovisioning ? 'on' : 'off'}
      options={[
        { id: asConfigured, label: 'as configured' },
        { id: 'on', label: 'on', note: 'unknown customers are created' },
        { id: 'off', label: 'off', note: 'unknown customers are answered with 404' },
      ]}
      onChange={(id) => change({ autoprovisioning: id === asConfigured ? null : id === 'on' })}
    />
  )
}

/** Sites that are read live are in no list, so one can be named. */
function SiteField() {
  const { change } = useTokens()
  const { connection, site } = useResolved()
  if (connection === null || connection.sites.length > 0) return null
  return (
    <TextField
      value={site ?? ''}
      onChange={(text) => change({ site: text.trim() === '' ? null : text })}
    >
      <Label className={styles.label}>Site by name, because they are read live</Label>
      <Input className={styles.line} spellCheck="false" />
    </TextField>
  )
}
