import { maskJson, maskUrl, maskValue } from '../../../shared/redact.ts'
import type { InputField, Run } from '../../../shared/run.ts'
import type { ValueName, Values } from '../../../shared/values.ts'
import { giverOf, inWords, stagesOf } from './run.ts'
import type { Flow, Stage } from './stage.ts'

/** Every member of what a stage needs, as it can be edited. */
export function inputFields(flow: Flow, run: Run, stage: Stage, input: Values): InputField[] {
  const edits = editsBefore(flow, run, stage)
  return stage.needs.flatMap((name) => {
    const from = fromOf(flow, run, name, stage.id)
    return membersOf(input[name]).map(({ member, ...shown }) => {
      const path = `${name}.${member}`
      const by = edits.get(path)
      return {
        path,
        ...shown,
        edited: by !== undefined,
        editedIn: by?.id ?? null,
        from: by ? `changed for ${inWords(flow, by)}` : from,
      }
    })
  })
}

/** Where a value came from, in words. */
export function fromOf(flow: Flow, run: Run, name: ValueName, stageId: string): string {
  const giver = giverOf(flow, run, name, stageId)
  return giver ? inWords(flow, giver) : (run.givenFrom[name] ?? `connection ${run.connectionName}`)
}

/** Changed paths that still hold at a stage, with the stage for which they were changed. */
function editsBefore(flow: Flow, run: Run, until: Stage): Map<string, Stage> {
  const edits = new Map<string, Stage>()
  for (const stage of stagesOf(flow, run)) {
    for (const path of Object.keys(run.edits[stage.id] ?? {})) edits.set(path, stage)
    if (stage === until) break
    for (const path of edits.keys()) {
      if (stage.gives.some((name) => path.startsWith(`${name}.`))) edits.delete(path)
    }
  }
  return edits
}

type Member = Pick<InputField, 'value' | 'secret'> & { member: string }

/** Values are replaced, never changed, so that each is put into words once. */
const known = new WeakMap<object, Member[]>()

function membersOf(value: unknown): Member[] {
  if (typeof value !== 'object' || value === null) return []
  const cached = known.get(value)
  if (cached) return cached
  const members = Object.entries(value).map(([member, content]) => {
    const clear = typeof content === 'string' ? content : JSON.stringify(content ?? null)
    const masked = textOf(member, content)
    return { member, value: masked, secret: masked !== clear }
  })
  known.set(value, members)
  return members
}

/** One member as text, masked; JSON where it is no text. */
export function textOf(member: string, content: unknown): string {
  if (typeof content !== 'string') {
    const copy: unknown = JSON.parse(JSON.stringify([member, content ?? null]))
    // A pair is masked by its name.
    const masked = maskJson([copy])
    return JSON.stringify(Array.isArray(masked[0]) ? masked[0][1] : null)
  }
  return member.endsWith('Url') ? maskUrl(content) : maskValue(member, content)
}
