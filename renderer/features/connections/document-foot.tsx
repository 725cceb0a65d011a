import { Button as PlainButton } from 'react-aria-components'
import type { DocumentPath } from '../../../shared/connection-form.ts'
import { Button } from '../../ui/button.tsx'
import { count } from '../../ui/format.ts'
import { Mark } from '../../ui/mark.tsx'
import type { MarkName } from '../../ui/sprite.tsx'
import { useConnections } from './connections-context.tsx'
import styles from './document-pane.module.css'
import { isChanged, type OpenDocument } from './document.ts'
import { findings, nextFinding } from './findings.ts'
import { showPlace } from './show-place.ts'

/** What there is to know of the document, each a way to the next place it concerns. */
export function DocumentFoot({ document }: { document: OpenDocument }) {
  const { discard } = useConnections()
  const { errors, traps, skipped } = findings(document)
  const quiet =
    errors.length > 0
      ? 'Errors stop saving.'
      : traps.length > 0
        ? 'Warnings do not stop saving.'
        : document.analysis
          ? 'No warnings.'
          : ''
  return (
    <div className={styles.foot}>
      <Find mark="failed" words={count(errors.length, 'error')} paths={errors} />
      <Find mark="warning" words={count(traps.length, 'warning')} paths={traps} />
      <Find mark="skipped" words={`${count(skipped.length, 'check')} skipped`} paths={skipped} />
      <span className={styles.quiet}>{quiet}</span>
      {isChanged(document) && (
        <span className={styles.end}>
          <Button size="small" kind="quiet" onPress={discard}>
            Discard changes
          </Button>
        </span>
      )}
    </div>
  )
}

interface FindProps {
  mark: MarkName
  words: string
  paths: readonly DocumentPath[]
}

function Find({ mark, words, paths }: FindProps) {
  const { store, select } = useConnections()
  if (paths.length === 0) return null
  return (
    <PlainButton
      className={`${styles.find} tone-${mark}`}
      aria-label={`${words}, show the next`}
      onPress={() => {
        const next = nextFinding(paths, store.getState().document?.selected?.path ?? null)
        if (!next) return
        select(next, 'form')
        showPlace(store, next, { takesFocus: true })
      }}
    >
      <Mark name={mark} small />
      {words}
    </PlainButton>
  )
}
