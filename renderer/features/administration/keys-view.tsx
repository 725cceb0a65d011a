import type { ConnectionSummary } from '../../../shared/connection.ts'
import { Note } from '../../ui/note.tsx'
import { Picker } from '../../ui/picker.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import fields from '../connections/fields.module.css'
import { ComparisonView } from './comparison-view.tsx'
import { KeyTable } from './key-table.tsx'
import { initialKeys, type KeysState, noSite } from './keys-state.ts'
import keyStyles from './keys-view.module.css'
import { useAdministration, useLiveState } from './live-context.tsx'
import styles from './live-pane.module.css'
import { Refusal } from './refusal.tsx'
import { RequestsFold } from './requests-fold.tsx'

const ways = [
  { id: 'compare', label: 'Pinned against live' },
  { id: 'provider', label: 'Of the provider' },
  { id: 'pasted', label: 'Pasted' },
] as const

/** The keys that signatures are verified with, in plain words. */
export function KeysView({ connection }: { connection: ConnectionSummary }) {
  const { changeKeys } = useAdministration()
  const keys = useLiveState((state) => state.keys[connection.id] ?? initialKeys)
  const { way, problem } = keys
  return (
    <div className={styles.view}>
      <div className={styles.about}>
        <h3 className={styles.title}>Signing keys</h3>
        <p className={styles.explanation}>
          A platform that validates offline holds copies of the provider’s public keys. When the
          provider changes its keys, the copies do not.
        </p>
        <div className={styles.actions}>
          <Segments
            label="Which keys"
            items={ways}
            value={way}
            onChange={(way) => changeKeys(connection.id, { way })}
          />
          {way === 'compare' && <Site connection={connection} keys={keys} />}
        </div>
      </div>
      <div className={styles.scroll}>
        {problem && (
          <div className={styles.fixed}>
            <Refusal failure={problem} />
          </div>
        )}
        {way === 'pasted' && (
          <div className={styles.part}>
            <textarea
              className={`${fields.field} ${fields.area}`}
              aria-label="Key set to read"
              placeholder='{ "keys": [ … ] }, or one key'
              rows={6}
              spellCheck="false"
              value={keys.text}
              onChange={({ target }) => changeKeys(connection.id, { text: target.value })}
            />
          </div>
        )}
        {way === 'compare' ? (
          <Compared keys={keys} connection={connection} />
        ) : (
          <ReadSet keys={keys} way={way} />
        )}
      </div>
    </div>
  )
}

function Site({ connection, keys }: { connection: ConnectionSummary; keys: KeysState }) {
  const { changeKeys } = useAdministration()
  const { sites } = connection
  const first = sites[0]?.key ?? noSite
  return sites.length > 0 ? (
    <Picker
      label="Site"
      value={keys.site ?? first}
      options={sites.map(({ key, note }) => ({ id: key, label: key, note }))}
      onChange={(site) => changeKeys(connection.id, { site })}
    />
  ) : (
    <label className={keyStyles.site}>
      Site
      <input
        className={fields.field}
        value={keys.site ?? first}
        onChange={({ target }) => changeKeys(connection.id, { site: target.value })}
      />
    </label>
  )
}

function Compared({ keys, connection }: { keys: KeysState; connection: ConnectionSummary }) {
  const { comparison, problem } = keys
  if (comparison && comparison.site === (keys.site ?? comparison.site))
    return <ComparisonView comparison={comparison} connectionId={connection.id} />
  if (problem) return null
  return (
    <p className={styles.empty}>
      Nothing was asked yet. The provider is asked for its keys, and the platform where the
      configuration is read live.
    </p>
  )
}

function ReadSet({
  keys: { sets, problem },
  way,
}: {
  keys: KeysState
  way: 'provider' | 'pasted'
}) {
  const set = sets[way]
  if (!set) {
    if (problem) return null
    return (
      <p className={styles.empty}>
        {way === 'provider'
          ? 'Nothing was asked yet. The provider is asked for its discovery document and its keys.'
          : 'Paste a key set: what each key is and what is wrong with it stands here. Nobody is asked.'}
      </p>
    )
  }
  return (
    <>
      <div className={styles.part}>
        <p>
          From <Foreign>{set.source}</Foreign>
          {set.issuer !== null && (
            <>
              , of <Foreign>{set.issuer}</Foreign>
            </>
          )}
        </p>
        {set.warnings.map((warning) => (
          <Note key={warning} tone="warning">
            <p>
              <Foreign>{warning}</Foreign>
            </p>
          </Note>
        ))}
      </div>
      <KeyTable label="Keys" rows={set.keys.map((key) => ({ key }))} />
      <RequestsFold exchanges={set.exchanges} />
    </>
  )
}
