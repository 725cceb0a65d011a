import { type KeyboardEvent, useEffect, useId } from 'react'
import { MASK } from '../../../../shared/redact.ts'
import type { InputField, StageView } from '../../../../shared/run.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { classes } from '../../../ui/classes.ts'
import fields from '../../connections/fields.module.css'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { Problem } from '../problem.tsx'
import { Section } from '../section.tsx'
import styles from './editing.module.css'
import {
  consequence,
  type InputChanges,
  isLong,
  textOf,
  withoutChange,
  withTakenBack,
  withText,
} from './input-draft.ts'
import { useKeptFocus } from './use-kept-focus.ts'

interface InputsEditorProps {
  stage: StageView
  changes: InputChanges
}

/** Every member of what a stage needs, to be changed; saved as a whole. */
export function InputsEditor({ stage, changes }: InputsEditorProps) {
  const { draftInputs, closeInputs, saveInputs } = useConsole()
  const stages = useConsoleState(({ run }) => run?.stages ?? [])
  const refused = useConsoleState(({ problems }) => problems.inputs?.evidence?.['path'])
  const editor = useKeptFocus<HTMLDivElement>()
  useEffect(() => {
    editor.current?.querySelector<HTMLElement>('input, textarea')?.focus()
  }, [editor])
  const isEmpty = Object.keys(changes).length === 0
  const save = () => {
    if (!isEmpty) void saveInputs(stage.id, changes)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
    else if (event.key === 'Escape') closeInputs(stage.id)
    else return
    event.preventDefault()
  }
  return (
    <Section title="Inputs" aside="a change holds from this stage on">
      {/* Keys of the fields in it, which bubble. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div ref={editor} className={styles.editor} onKeyDown={onKeyDown}>
        {stage.fields.map((field) => (
          <Row
            key={field.path}
            field={field}
            changes={changes}
            isOwn={field.editedIn === stage.id}
            isRefused={refused === field.path}
            onChange={(next) => draftInputs(stage.id, next)}
          />
        ))}
        <Problem place="inputs" />
        <div className={styles.actions}>
          <Button shortcut="Ctrl Enter" isDisabled={isEmpty} onPress={save}>
            Save
          </Button>
          <Button kind="quiet" shortcut="Esc" onPress={() => closeInputs(stage.id)}>
            Close
          </Button>
          <span className={styles.consequence}>{consequence(stages, stage.id)}</span>
        </div>
      </div>
    </Section>
  )
}

interface RowProps {
  field: InputField
  changes: InputChanges
  /** Changed for this stage before, so that it can be taken back here. */
  isOwn: boolean
  isRefused: boolean
  onChange: (changes: InputChanges) => void
}

function Row({ field, changes, isOwn, isRefused, onChange }: RowProps) {
  const id = useId()
  const { path, secret, from } = field
  const takenBack = changes[path] === null
  return (
    <div className={styles.input}>
      <div className={styles.partHead}>
        <label htmlFor={id} className={styles.path}>
          {path}
        </label>
        <Change path={path} changes={changes} isOwn={isOwn} onChange={onChange} />
        <span className={styles.from}>{from}</span>
      </div>
      <Control
        id={id}
        field={field}
        text={takenBack ? '' : textOf(field, changes)}
        placeholder={takenBack ? 'as it came' : secret ? `${MASK} unchanged` : ''}
        isRefused={isRefused}
        onChange={(text) => onChange(withText(changes, field, text))}
      />
    </div>
  )
}

/** That it was changed, and the way back. */
function Change({
  path,
  changes,
  isOwn,
  onChange,
}: Omit<RowProps, 'field' | 'isRefused'> & { path: string }) {
  const change = changes[path]
  if (change === undefined && !isOwn) return null
  const [act, next] =
    change === undefined
      ? ['Reset', withTakenBack(changes, path)]
      : ['Undo the change of', withoutChange(changes, path)]
  return (
    <>
      <Chip tone="info">{change === null ? 'reset when saved' : 'edited'}</Chip>
      <Button
        size="small"
        kind="quiet"
        aria-label={`${act} ${path}`}
        onPress={() => onChange(next)}
      >
        {change === undefined ? 'Reset' : 'Undo'}
      </Button>
    </>
  )
}

interface ControlProps {
  id: string
  field: InputField
  text: string
  placeholder: string
  isRefused: boolean
  onChange: (text: string) => void
}

function Control({ id, field, text, placeholder, isRefused, onChange }: ControlProps) {
  const shared = {
    id,
    value: text,
    placeholder,
    'aria-invalid': isRefused,
    autoComplete: 'off',
    spellCheck: 'false',
  } as const
  const look = isRefused && fields.invalid
  return isLong(field) && !field.secret ? (
    <textarea
      {...shared}
      className={classes(fields.field, fields.area, styles.grows, look)}
      rows={2}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <input
      {...shared}
      type={field.secret ? 'password' : 'text'}
      // Not a login of the person: no password manager has anything to fill in here.
      autoComplete={field.secret ? 'new-password' : 'off'}
      className={classes(fields.field, look)}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
