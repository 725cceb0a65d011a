import type { ConnectionForm } from '../../../shared/connection-form.ts'
import { Fold } from '../../ui/fold.tsx'
import { count } from '../../ui/format.ts'
import { Prose } from '../../ui/prose.tsx'
import type { OpenDocument } from './document.ts'
import { containerOf } from './effective.ts'
import { FormField } from './form-field.tsx'
import styles from './form-section.module.css'
import { pathKey, startsWith } from './paths.ts'
import { ofDocument, ofField, type Placed } from './placing.ts'
import { ProblemLine } from './problem-line.tsx'
import { SiteSection } from './site-section.tsx'
import { TryRedirect } from './try-redirect.tsx'

interface FormSectionProps {
  section: ConnectionForm['sections'][number]
  document: OpenDocument
  placed: readonly Placed[]
}

/** One tab of the form. */
export function FormSection({ section, document, placed }: FormSectionProps) {
  const sites = document.analysis?.effective ?? []
  const container = containerOf(sites)
  // While the text cannot be read, the note above says so, and better.
  const whole = document.tree.error ? [] : ofDocument(placed)
  // The document of the site configurations is edited value by value; as one piece of JSON it stands below.
  const isContainer = (path: readonly (string | number)[]) =>
    container !== null && startsWith(container, [...path])
  const fields = section.fields.filter(({ path }) => !isContainer(path))
  const containers = section.fields.filter(({ path }) => isContainer(path))
  return (
    <div className={styles.section}>
      {whole.length > 0 && (
        <div className={styles.whole}>
          {whole.map(({ message, path, ...rest }) => (
            <ProblemLine key={`${message} ${pathKey(path)}`} problem={{ message, path, ...rest }} />
          ))}
        </div>
      )}
      {containers.length > 0 && <SiteSection document={document} placed={placed} />}
      {section.explanation !== '' && containers.length === 0 && (
        <p className={styles.explanation}>
          <Prose>{section.explanation}</Prose>
        </p>
      )}
      {fields.map((field) => (
        <FormField
          key={pathKey(field.path)}
          field={field}
          document={document}
          problems={ofField(placed, field)}
        />
      ))}
      <TryRedirect fields={fields} document={document} />
      {containers.map((field) => (
        <div key={pathKey(field.path)} className={styles.container}>
          <Fold
            title={`${field.label} as one document`}
            aside={count(sites.length, 'site configuration')}
          >
            <FormField field={field} document={document} problems={ofField(placed, field)} />
          </Fold>
        </div>
      ))}
    </div>
  )
}
