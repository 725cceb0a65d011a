import type { Finding, FindingEvidence } from '../../../../shared/finding.ts'
import { Foreign } from '../../../ui/foreign.tsx'
import { Prose } from '../../../ui/prose.tsx'
import { Section } from '../section.tsx'
import { differenceOf, type DiffPiece } from './byte-pieces.ts'
import styles from './findings.module.css'
import { Confidence, OtherFinding } from './other-finding.tsx'
import { TheChange } from './the-change.tsx'

/** Why a stage failed: the surest cause in full, the others in a line each. */
export function FindingsView({
  findings,
  title = 'Cause',
}: {
  findings: readonly Finding[]
  title?: string
}) {
  const [surest, ...others] = findings
  if (!surest) return null
  return (
    <>
      <Cause finding={surest} title={title} />
      <EvidenceAndChange finding={surest} />
      {others.length > 0 && (
        <Section title={others.length === 1 ? 'Another cause' : 'Other causes'}>
          <div className={styles.others}>
            {others.map((finding) => (
              <OtherFinding key={`${finding.ruleId} ${finding.title}`} finding={finding}>
                <EvidenceAndChange finding={finding} />
              </OtherFinding>
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

function Cause({ finding, title }: { finding: Finding; title: string }) {
  return (
    <section aria-label={title} className={styles.cause}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Confidence finding={finding} />
      </div>
      <p className={styles.title}>
        <Prose>{finding.title}</Prose>
      </p>
      <p className={styles.explanation}>
        <Prose>{finding.explanation}</Prose>
      </p>
    </section>
  )
}

function EvidenceAndChange({ finding }: { finding: Finding }) {
  return (
    <>
      {finding.evidence.length > 0 && (
        <Section title="Evidence">
          <table className={styles.evidence} aria-label="Evidence">
            <tbody>
              {finding.evidence.map((evidence) => (
                <EvidenceRows
                  key={`${evidence.name} ${evidence.source} ${evidence.found}`}
                  evidence={evidence}
                />
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <TheChange finding={finding} />
    </>
  )
}

/** One fact in one row; a comparison in two, the second with what was found. */
function EvidenceRows({ evidence }: { evidence: FindingEvidence }) {
  const { name, expected, found, source, differsAt } = evidence
  if (expected === null) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td>
          <Foreign>{found}</Foreign>
        </td>
        <td className={styles.source}>{source}</td>
      </tr>
    )
  }
  const difference = differsAt === null ? null : differenceOf(expected, found, differsAt)
  return (
    <>
      <tr className={styles.compared}>
        <th scope="row">{`Expected ${name}`}</th>
        <td>
          <Pieces pieces={difference?.expected ?? [{ text: expected, differs: false }]} as="ins" />
        </td>
        <td className={styles.source} rowSpan={2}>
          {source}
        </td>
      </tr>
      <tr>
        <th scope="row">{`Found ${name}`}</th>
        <td>
          <Pieces pieces={difference?.found ?? [{ text: found, differs: true }]} as="del" />
          {difference && <span className={styles.differs}>{difference.words}</span>}
        </td>
      </tr>
    </>
  )
}

/** What differs is tinted, and can be told apart without its colour. */
function Pieces({ pieces, as: Tag }: { pieces: readonly DiffPiece[]; as: 'ins' | 'del' }) {
  if (pieces.length === 0) return <span className={styles.nothing}>nothing</span>
  return (
    <bdi>
      {pieces.map(({ text, differs }, index) =>
        differs ? (
          // A piece has no other identity than its place.
          // oxlint-disable-next-line react/no-array-index-key
          <Tag key={index} className={styles.differing}>
            <Foreign>{text}</Foreign>
          </Tag>
        ) : (
          // oxlint-disable-next-line react/no-array-index-key
          <Foreign key={index}>{text}</Foreign>
        ),
      )}
    </bdi>
  )
}
