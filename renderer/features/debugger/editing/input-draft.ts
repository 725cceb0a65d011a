import type { InputField, StageView } from '../../../../shared/run.ts'

/* The inputs of a stage while a person edits them. Pure. */

/** By path; null takes an earlier change back. */
export type InputChanges = Readonly<Record<string, string | null>>

/** What the field shows. A secret is replaced unseen, so its field begins empty. */
export function textOf({ path, value, secret }: InputField, changes: InputChanges): string {
  return changes[path] ?? (secret ? '' : value)
}

/** A field that says again what is there changes nothing; an emptied secret stays as it is. */
export function withText(changes: InputChanges, field: InputField, text: string): InputChanges {
  const { [field.path]: _before, ...others } = changes
  const same = text === (field.secret ? '' : field.value)
  return same ? others : { ...others, [field.path]: text }
}

export function withTakenBack(changes: InputChanges, path: string): InputChanges {
  return { ...changes, [path]: null }
}

export function withoutChange(changes: InputChanges, path: string): InputChanges {
  const { [path]: _change, ...others } = changes
  return others
}

/** The changes that hold from this stage on, each taken back. */
export function allTakenBack({ id, fields }: StageView): InputChanges {
  const own = fields.filter(({ editedIn }) => editedIn === id)
  return Object.fromEntries(own.map(({ path }) => [path, null]))
}

/** Whether a text needs more than a line to be read: JSON, or more lines than one. */
export const isLong = ({ value }: InputField): boolean =>
  /^[[{]/.test(value) || value.includes('\n') || value.length > 120

/** What saving does to the run, before it is saved; empty where nothing that has run depends on it. */
export function consequence(stages: readonly StageView[], stageId: string): string {
  const at = stages.findIndex(({ id }) => id === stageId)
  const stage = stages[at]
  if (!stage) return ''
  const later = stages
    .slice(at + 1)
    .filter(({ status }) => status === 'passed' || status === 'failed')
  const numbers = later.map(({ number }) => number)
  const back = hasRun(stage) ? `The run goes back to stage ${stage.number}` : ''
  const stale = numbers.length > 0 ? `${inWords(numbers)} ${become(numbers)} stale` : ''
  if (back && stale) return `${back}; ${stale.charAt(0).toLowerCase()}${stale.slice(1)}.`
  return back || stale ? `${back}${stale}.` : ''
}

const hasRun = ({ status }: StageView) => status === 'passed' || status === 'failed'
const become = ({ length }: readonly number[]) => (length === 1 ? 'becomes' : 'become')

/** `Stage 6`, `Stages 6 to 11`, `Stages 6, 8 and 9`. */
function inWords(numbers: readonly number[]): string {
  const [first = 0] = numbers
  const last = numbers.at(-1) ?? first
  if (numbers.length === 1) return `Stage ${first}`
  if (numbers.length === 2) return `Stages ${first} and ${last}`
  if (last - first === numbers.length - 1) return `Stages ${first} to ${last}`
  return `Stages ${numbers.slice(0, -1).join(', ')} and ${last}`
}
