import { useState } from 'react'
import { classes } from '../../../ui/classes.ts'
import { Segments } from '../../../ui/segments.tsx'
import fields from '../../connections/fields.module.css'
import styles from './editing.module.css'
import { formRows, hasPlaceholder, isForm, type RequestDraft } from './request-draft.ts'
import { RowsEditor } from './rows-editor.tsx'

interface BodyEditorProps {
  draft: RequestDraft
  onChange: (draft: RequestDraft) => void
}

type View = 'rows' | 'text'

/** The body as text; a form in rows as well. */
export function BodyEditor({ draft, onChange }: BodyEditorProps) {
  const [view, setView] = useState<View>('rows')
  if (!isForm(draft)) return <BodyText draft={draft} onChange={onChange} />
  return (
    <>
      <div>
        <Segments<View>
          label="Body as"
          items={[
            { id: 'rows', label: 'Rows' },
            { id: 'text', label: 'Text' },
          ]}
          value={view}
          onChange={setView}
        />
      </div>
      {view === 'rows' ? (
        <RowsEditor what="parameter" editor={formRows(draft)} onChange={onChange} />
      ) : (
        <BodyText draft={draft} onChange={onChange} />
      )}
    </>
  )
}

function BodyText({ draft, onChange }: BodyEditorProps) {
  const text = draft.body ?? ''
  return (
    <textarea
      aria-label="Body as text"
      className={classes(
        fields.field,
        fields.area,
        styles.grows,
        hasPlaceholder(text) && styles.sealed,
      )}
      value={text}
      placeholder="no body"
      rows={2}
      spellCheck="false"
      onChange={({ target: { value } }) =>
        onChange({ ...draft, body: value === '' ? null : value })
      }
    />
  )
}
