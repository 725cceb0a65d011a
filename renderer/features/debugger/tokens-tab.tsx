import type { StageView } from '../../../shared/run.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { formatBytes, formatRelative, formatTime, formatUtc } from '../../ui/format.ts'
import { layoutJson } from '../../ui/json-text.ts'
import { Note } from '../../ui/note.tsx'
import { useNow } from '../../ui/use-now.ts'
import styles from './detail.module.css'
import { Section } from './section.tsx'

export function TokensTab({ stage }: { stage: StageView }) {
  if (stage.tokens.length === 0) {
    const over = stage.status === 'passed' || stage.status === 'failed'
    return (
      <div className={styles.blocks}>
        <p className={styles.empty}>
          {over
            ? 'This stage brought no tokens.'
            : 'No tokens yet. What the stage brings is decoded here.'}
        </p>
      </div>
    )
  }
  return (
    <div className={styles.blocks}>
      {stage.tokens.map((token, index) => (
        // Two tokens of a stage may have the same name.
        // oxlint-disable-next-line react/no-array-index-key
        <Token key={`${token.name} ${index}`} token={token} />
      ))}
    </div>
  )
}

/** Decoded, not verified: the summary says which. */
function Token({ token }: { token: InspectedToken }) {
  return (
    <Section title={token.name} aside={`${token.kind}, ${formatBytes(token.size)}`}>
      <div className={styles.token}>
        <p>
          <Foreign>{token.summary}</Foreign>
        </p>
        {token.warnings.map((warning) => (
          <Note key={warning} tone="warning">
            <Foreign>{warning}</Foreign>
          </Note>
        ))}
        <Part title="Header" value={token.header} />
        <Part title="Claims" value={token.claims} />
        {token.times.length > 0 && <Times times={token.times} />}
      </div>
    </Section>
  )
}

function Part({ title, value }: { title: string; value: InspectedToken['claims'] }) {
  if (value === null) return null
  return (
    <div>
      <h4 className={styles.aside}>{title}</h4>
      <CodeBlock lines={layoutJson(JSON.stringify(value)) ?? []} />
    </div>
  )
}

function Times({ times }: { times: InspectedToken['times'] }) {
  const now = useNow(1000)
  return (
    <table className={styles.times} aria-label="Times">
      <tbody>
        {times.map(({ claim, seconds }) => (
          <tr key={claim}>
            <td>
              <code>{claim}</code>
            </td>
            <td>
              {formatTime(seconds * 1000)}
              <div className={styles.aside}>{formatUtc(seconds * 1000)}</div>
            </td>
            <td>
              {formatRelative(seconds * 1000, now)}
              <div className={styles.sent}>
                <code>{seconds}</code>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
