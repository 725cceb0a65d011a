import type { RequirementRow } from '../../../shared/provider-check.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Foreign } from '../../ui/foreign.tsx'
import { Mark } from '../../ui/mark.tsx'
import pane from '../../ui/pane.module.css'
import { Prose } from '../../ui/prose.tsx'
import { useConsole } from '../debugger/console-context.tsx'
import { Section } from '../debugger/section.tsx'
import { EvidenceView } from './evidence-view.tsx'
import { PlanView } from './plan-view.tsx'
import { useProvidersState } from './providers-context.tsx'
import { chosenRow, groupsOf, type Row } from './providers-state.ts'
import styles from './requirement-detail.module.css'
import { resultMark, resultWord } from './result-words.ts'

/** The chosen requirement: what came of it, on which bytes, the one change, and why it is asked. */
export function RequirementDetail() {
  const row = useProvidersState((state) => chosenRow(groupsOf(state), state.chosen))
  if (!row) return <PlanView />
  return (
    <>
      <Head row={row} />
      {/* It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div
        // Another requirement begins at its top.
        key={row.id}
        className={classes(pane.body, styles.body)}
        tabIndex={0}
        role="group"
        aria-label={row.title}
      >
        <Body row={row} />
      </div>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
    </>
  )
}

function Head({ row: { title, result, learnedFrom } }: { row: Row }) {
  const mark = resultMark(result)
  return (
    <div className={pane.head}>
      <Mark name={mark} />
      <div className={pane.words}>
        <h2 className={pane.title}>{title}</h2>
        <p className={pane.sub}>
          <span className={`tone-${mark}`}>{resultWord(result)}</span>
          {learnedFrom && fromWords(learnedFrom, result)}
        </p>
      </div>
    </div>
  )
}

/** What the table says in one word. */
function fromWords(learnedFrom: string, result: Row['result']): string {
  const by = result === 'passed' || result === 'failed' ? ' by' : ' from'
  switch (learnedFrom) {
    case 'document':
      return `${by} the discovery document`
    case 'key set':
      return `${by} the key set`
    case 'probe':
      return result === 'skipped' ? ', a live probe' : `${by} a live probe with redirects off`
    default:
      return `, ${learnedFrom}`
  }
}

function Body({ row }: { row: Row }) {
  const { message, evidence, fix, whatWouldTell, requirement, why, source, result } = row
  return (
    <>
      {message && (
        <p>
          <Foreign>{message}</Foreign>
        </p>
      )}
      {evidence && (
        <Section title="Evidence">
          <EvidenceView evidence={evidence} result={result} />
        </Section>
      )}
      {fix && <OneChange fix={fix} />}
      {whatWouldTell && (
        <Section title="What would tell">
          <p>
            <Prose>{upperFirst(whatWouldTell)}</Prose>
          </p>
        </Section>
      )}
      <Section title="What is required">
        <p>
          <Prose>{requirement}</Prose>
        </p>
      </Section>
      <Section title="Why it is asked">
        <p className={styles.quiet}>
          <Prose>{why}</Prose>
        </p>
        <p className={styles.source}>{source}</p>
      </Section>
    </>
  )
}

const upperFirst = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1)

function OneChange({ fix }: { fix: NonNullable<RequirementRow['fix']> }) {
  const { copy } = useConsole()
  const { sentence, copy: text } = fix
  return (
    <section className={styles.change} aria-label="The one change">
      <h3>The one change</h3>
      <p>
        <Prose>{sentence}</Prose>
      </p>
      {text !== null && (
        <>
          <pre className={styles.value}>
            <Foreign>{text}</Foreign>
          </pre>
          <Button size="small" icon="copy" onPress={() => void copy(text, 'Copied')}>
            Copy the URI
          </Button>
        </>
      )}
    </section>
  )
}
