import type { Field } from '../../../shared/connection-form.ts'
import { redirectSettings } from './redirect-settings.ts'
import type { OpenDocument } from './document.ts'
import { OpenDoctor } from '../doctor/open-doctor.tsx'
import styles from './form-section.module.css'

/** Beside the fields that say where the browser comes back to: whether it can, on this machine. */
export function TryRedirect({
  fields,
  document,
}: {
  fields: readonly Field[]
  document: OpenDocument
}) {
  if (!fields.some(({ path }) => path[0] === 'redirect')) return null
  return (
    <div className={styles.explanation}>
      <OpenDoctor
        label="Try these on this machine"
        settings={() => redirectSettings(document.readable.text, fields)}
      />
    </div>
  )
}
