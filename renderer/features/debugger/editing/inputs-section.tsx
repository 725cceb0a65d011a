import type { StageView } from '../../../../shared/run.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { KeyValueTable } from '../../../ui/key-value-table.tsx'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { awaitsPerson } from '../console-state.ts'
import { Problem } from '../problem.tsx'
import { Section } from '../section.tsx'
import { InputsEditor } from './inputs-editor.tsx'

/** What a stage works with, and the way to change it. */
export function InputsSection({ stage }: { stage: StageView }) {
  const { openInputs, resetInputs } = useConsole()
  const changes = useConsoleState((state) => state.editing.inputs[stage.id])
  const atWork = useConsoleState(
    ({ run }) => run?.state === 'running' || (run && awaitsPerson(run)),
  )
  if (changes) return <InputsEditor stage={stage} changes={changes} />
  if (stage.inputs.length === 0 && stage.fields.length === 0) return null
  const edited = stage.fields.some(({ editedIn }) => editedIn === stage.id)
  const canEdit = stage.fields.length > 0 && stage.status !== 'skipped' && !atWork
  return (
    <Section
      title="Inputs"
      aside={stage.inputs.length > 0 ? 'each with where it came from' : 'none is shown'}
      actions={
        <>
          {edited && <Chip tone="info">edited</Chip>}
          {edited && !atWork && (
            <Button size="small" kind="quiet" onPress={() => void resetInputs()}>
              Reset
            </Button>
          )}
          {canEdit && (
            <Button
              size="small"
              kind="quiet"
              icon="edit"
              aria-label="Edit inputs"
              onPress={() => openInputs(stage.id)}
            >
              Edit
            </Button>
          )}
        </>
      }
    >
      <KeyValueTable rows={stage.inputs} label="Inputs" />
      <Changed fields={stage.fields} />
      <Problem place="inputs" />
    </Section>
  )
}

/** Which members the person changed, and for which stage. */
function Changed({ fields }: Pick<StageView, 'fields'>) {
  const rows = fields
    .filter(({ edited }) => edited)
    .map(({ path, value, from }) => ({ name: path, value, from }))
  return rows.length === 0 ? null : <KeyValueTable rows={rows} label="Changed inputs" />
}
