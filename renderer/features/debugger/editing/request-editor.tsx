import { useId } from 'react'
import { classes } from '../../../ui/classes.ts'
import fields from '../../connections/fields.module.css'
import { BodyEditor } from './body-editor.tsx'
import { DraftSection } from './draft-section.tsx'
import styles from './editing.module.css'
import {
  type DraftPart,
  editedParts,
  hasPlaceholder,
  headerRows,
  queryRows,
  type RequestDraft,
  withReset,
} from './request-draft.ts'
import { RowsEditor } from './rows-editor.tsx'

interface RequestEditorProps {
  original: RequestDraft
  draft: RequestDraft
  onChange: (draft: RequestDraft) => void
}

/** A request part by part: the address and its query are one text, and so are a form and its rows. */
export function RequestEditor({ original, draft, onChange }: RequestEditorProps) {
  const edited = editedParts(original, draft)
  const of = (part: DraftPart) => ({
    edited: edited.includes(part),
    onReset: () => onChange(withReset(original, draft, part)),
  })
  return (
    <div className={styles.editor}>
      <div className={styles.line}>
        <MethodField draft={draft} onChange={onChange} {...of('method')} />
        <AddressField draft={draft} onChange={onChange} {...of('url')} />
      </div>
      <DraftSection title="Query" aside="a part of the URL">
        <RowsEditor what="parameter" editor={queryRows(draft)} onChange={onChange} />
      </DraftSection>
      <DraftSection title="Headers" {...of('headers')}>
        <RowsEditor what="header" editor={headerRows(draft)} onChange={onChange} />
      </DraftSection>
      <DraftSection title="Body" {...of('body')}>
        <BodyEditor draft={draft} onChange={onChange} />
      </DraftSection>
    </div>
  )
}

interface FieldProps extends Omit<RequestEditorProps, 'original'> {
  edited: boolean
  onReset: () => void
}

function MethodField({ draft, onChange, ...section }: FieldProps) {
  const id = useId()
  return (
    <DraftSection title="Method" labelFor={id} {...section}>
      <input
        id={id}
        className={fields.field}
        value={draft.method}
        autoComplete="off"
        spellCheck="false"
        onChange={(event) => onChange({ ...draft, method: event.target.value })}
      />
    </DraftSection>
  )
}

function AddressField({ draft, onChange, ...section }: FieldProps) {
  const id = useId()
  return (
    <DraftSection title="URL" labelFor={id} {...section}>
      <textarea
        id={id}
        className={classes(
          fields.field,
          fields.area,
          styles.grows,
          hasPlaceholder(draft.url) && styles.sealed,
        )}
        value={draft.url}
        rows={1}
        spellCheck="false"
        onChange={(event) => onChange({ ...draft, url: oneLine(event.target.value) })}
      />
    </DraftSection>
  )
}

/** An address has one line; what is pasted may be broken into several. */
const oneLine = (text: string) => text.replace(/[\r\n]+/g, '')
