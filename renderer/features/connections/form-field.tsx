import { Switch } from 'react-aria-components'
import type { Field, Problem } from '../../../shared/connection-form.ts'
import { IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { ChoiceControl } from './choice-field.tsx'
import { useConnections, useConnectionsState } from './connections-context.tsx'
import { masked } from './document-diff.ts'
import { isStoredAt, type OpenDocument, sourceAt, valueAt } from './document.ts'
import { DraftControl } from './draft-field.tsx'
import { exhaustive } from '../../ui/exhaustive.ts'
import { dedent, fallbackWords, linesOf, numberOf, textOf } from './field-text.ts'
import styles from './fields.module.css'
import { type ControlIds, FormRow } from './form-row.tsx'
import type { Json } from './json-edit.ts'
import { parseTree } from './json-tree.ts'
import { pathKey } from './paths.ts'
import { SecretControl } from './secret-field.tsx'
import { secretStanding } from './secret-reference.ts'
import { fieldSpot } from './show-place.ts'
import { TextControl } from './text-field.tsx'

interface FormFieldProps {
  field: Field
  document: OpenDocument
  problems: readonly Problem[]
}

/** One member of the document, as the platform describes it. */
export function FormField({ field, document, problems }: FormFieldProps) {
  const { remove } = useConnections()
  const { path, label, help, required, fallback } = field
  const value = valueAt(document, path)
  const isBroken = document.tree.error !== null
  const unread = document.unread[pathKey(path)]
  const own = value !== undefined
  return (
    <FormRow
      path={path}
      spot={fieldSpot(field)}
      label={label}
      required={required}
      help={help}
      problems={
        unread === undefined
          ? problems
          : [{ severity: 'error', path, message: unread, source: '', fix: null }, ...problems]
      }
      chip={
        secretStanding(value).kind === 'sealed' ? (
          <Chip icon="lock" title="Kept apart from the document, sealed">
            sealed
          </Chip>
        ) : !own && fallback !== null ? (
          <Chip title="Not set: this holds">default</Chip>
        ) : (
          own &&
          fallback !== null &&
          !isBroken && (
            <IconButton
              small
              label={`Back to the default, ${fallbackWords(field)}`}
              icon="rerun"
              onPress={() => remove(path)}
            />
          )
        )
      }
    >
      {(ids) => <Control field={field} document={document} value={value} ids={ids} />}
    </FormRow>
  )
}

interface ControlProps {
  field: Field
  document: OpenDocument
  value: Json | undefined
  ids: ControlIds
}

function Control({ field, document, value, ids }: ControlProps) {
  const { set, remove, leaveUnread } = useConnections()
  const isBroken = useConnectionsState((state) => state.document?.tree.error !== null)
  const { path, kind, options, required, fallback } = field
  const change = (next: Json | null) => (next === null ? remove(path) : set(path, next))
  const common = { ids, isReadOnly: isBroken }
  const standing = value === undefined && fallback !== null ? 'inherited' : 'own'
  switch (kind) {
    case 'text':
    case 'url':
    case 'number':
      return (
        <TextControl
          {...common}
          value={textOf(value)}
          placeholder={fallbackWords(field)}
          standing={standing}
          required={required}
          inputMode={kind === 'number' ? 'numeric' : kind}
          onChange={(text) =>
            change(text === '' ? null : kind === 'number' ? numberOf(text) : text)
          }
        />
      )
    case 'secret':
      return (
        <SecretControl
          {...common}
          path={path}
          value={value}
          isStored={value !== undefined && isStoredAt(document, path, value)}
          onChange={(text) => change(text === '' ? null : text)}
        />
      )
    case 'switch':
      if (typeof fallback !== 'boolean' || (value !== undefined && typeof value !== 'boolean')) {
        return (
          <ChoiceControl
            {...common}
            options={['true', 'false'].map((value) => ({ value, label: value }))}
            value={value === undefined ? null : textOf(value)}
            fallback={typeof fallback === 'boolean' ? String(fallback) : null}
            onChange={(chosen) => change(chosen === null ? null : chosen === 'true')}
          />
        )
      }
      return (
        <Switch
          id={ids.id}
          className={styles.switch}
          isSelected={value ?? fallback}
          isReadOnly={isBroken}
          aria-labelledby={ids.labelId}
          aria-describedby={ids.describedBy}
          onChange={change}
        >
          <span className={styles.track} />
          <span className={value === undefined ? styles.default : undefined}>
            {(value ?? fallback) ? 'on' : 'off'}
          </span>
        </Switch>
      )
    case 'choice':
      return (
        <ChoiceControl
          {...common}
          options={options}
          value={value === undefined ? null : textOf(value)}
          fallback={fallback === null ? null : textOf(fallback)}
          onChange={change}
        />
      )
    case 'lines':
      return (
        <DraftControl
          {...common}
          text={Array.isArray(value) ? value.map(textOf).join('\n') : textOf(value)}
          placeholder={fallbackWords(field)}
          onText={(text) => {
            const lines = linesOf(text)
            change(lines.length === 0 ? null : lines)
            return true
          }}
        />
      )
    case 'json': {
      const source = dedent(sourceAt(document, path) ?? '')
      const shown = masked(source, null)
      return (
        <DraftControl
          {...common}
          text={source}
          masked={shown === source ? undefined : shown}
          placeholder={fallbackWords(field)}
          onText={(text) => {
            if (text.trim() === '') {
              leaveUnread(path, null)
              change(null)
              return true
            }
            const { error } = parseTree(text)
            if (error) leaveUnread(path, `No JSON yet: ${error.message}`)
            else change(JSON.parse(text) as Json)
            return error === null
          }}
        />
      )
    }
    default:
      return exhaustive(kind)
  }
}
