import type { CSSProperties } from 'react'
import type { RequirementResult, RequirementRow } from '../../../shared/provider-check.ts'
import { classes } from '../../ui/classes.ts'
import code from '../../ui/code-block.module.css'
import { Foreign } from '../../ui/foreign.tsx'
import { Masked } from '../../ui/masked.tsx'
import { documentLines, type EvidenceLine, exchangeLines } from './evidence-lines.ts'
import styles from './evidence-view.module.css'

interface EvidenceProps {
  evidence: NonNullable<RequirementRow['evidence']>
  result: RequirementResult | undefined
}

/** The bytes that decided, tinted in the colour of what they decided. */
export function EvidenceView({ evidence, result }: EvidenceProps) {
  if (evidence.kind === 'exchange') {
    return <Lines lines={exchangeLines(evidence)} result={result} />
  }
  const { url, lines, missing } = evidence
  return (
    <>
      <p className={styles.url}>
        <code>
          <Foreign>{url}</Foreign>
        </code>
      </p>
      {lines.length > 0 && <Lines lines={documentLines(evidence)} result={result} />}
      {missing.length > 0 && (
        <p className={styles.missing}>
          Not in the document:{' '}
          {missing.map((name, index) => (
            <span key={name}>
              {index > 0 && ', '}
              <code>{name}</code>
            </span>
          ))}
          .
        </p>
      )}
    </>
  )
}

function Lines({
  lines,
  result,
}: {
  lines: readonly EvidenceLine[]
  result: EvidenceProps['result']
}) {
  const isNumbered = lines.some(({ number }) => number !== undefined)
  return (
    <pre className={classes(code.code, styles.code, isNumbered && styles.numbered)}>
      {lines.map(({ number, indent, pieces, isDecisive }, index) => (
        <span
          // A line has no other identity than its place.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={classes(code.line, styles.line, isDecisive && toneOf(result))}
          style={{ '--indent': indent } as CSSProperties}
        >
          {number !== undefined && <span className={styles.number}>{number}</span>}
          {' '.repeat(indent)}
          {pieces.map(({ kind, text }, place) => (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={place} className={classes(code.piece, kind !== 'plain' && code[kind])}>
              <Masked>{text}</Masked>
            </span>
          ))}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

function toneOf(result: RequirementResult | undefined): string | undefined {
  if (result === 'passed' || result === 'failed') return styles[result]
  return styles['other']
}
