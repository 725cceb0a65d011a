import type { PlannedWrite, Written } from '../../../shared/administration.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import { failureKinds } from '../../../shared/failure.ts'
import { maskExchange, maskJson, maskText } from '../../../shared/redact.ts'
import { FlowError } from '../failure.ts'
import type { StageTools } from '../flow/stage.ts'
import type { AdminSession, LiveItem, LiveState, WriteAnswer } from '../platforms/administration.ts'
import type { Json } from '../tokens/read-json.ts'
import { same, shownDifference } from './edited-text.ts'
import { type Plan, type Plans, replacedBy } from './plans.ts'
import { itemView } from './views.ts'

interface Recording {
  tools: StageTools
  exchanges: Exchange[]
}

/**
 * Sends the write of a plan, once, and reads what came of it. Where the platform keeps no versions the state is
 * compared before, which leaves the moment between the two requests open.
 */
export async function carryOut(plan: Plan, plans: Plans, recording: Recording): Promise<Written> {
  const { resource, change, prepared } = plan
  const { tools, exchanges } = recording
  const before = replacedBy(change)
  const session = await resource.signIn(tools)
  const result = (facts: Omit<Written, 'exchanges'>): Written => ({
    ...facts,
    message: maskText(facts.message),
    exchanges: exchanges.map(maskExchange),
  })

  if (!prepared.versioned) {
    const now = await resource.read(session, change.parentId, tools)
    const item = itemIn(now, plan)
    if (!isUnchanged(item, change.item)) {
      return result({
        outcome: 'conflict',
        status: null,
        message: `Nothing was sent: ${resource.info.title} was changed since the plan was made. Look at the difference and plan again.`,
        ...seen(item, before),
        restore: null,
      })
    }
  }

  const answer = await sendOnce(plan, session, tools)
  const written = answer.status >= 200 && answer.status < 300
  const after = await readAfter(plan, { written, session, tools })
  if (!written) {
    const item = after && itemIn(after, plan)
    const changed = after !== null && !isUnchanged(item, change.item)
    return result({
      outcome: answer.status === 409 || changed ? 'conflict' : 'refused',
      status: answer.status,
      message: answer.message,
      ...seen(item, before),
      restore: null,
    })
  }
  const item = after && prepared.find(after, answer)
  return result({
    outcome: 'written',
    status: answer.status,
    message: writtenMessage(plan, after, item),
    item: item && itemView(item),
    difference: after ? shownDifference(before, asWritten(item, prepared.after)) : [],
    restore: after && (await restoration(plan, plans, { item, session, recording })),
  })
}

/** An answer that does not come leaves open whether it was written, and is never asked for again. */
async function sendOnce(
  { resource, prepared }: Plan,
  { bearer }: AdminSession,
  tools: StageTools,
): Promise<WriteAnswer> {
  try {
    return await resource.send(prepared.request(bearer), tools)
  } catch (thrown) {
    if (!(thrown instanceof FlowError) || failureKinds[thrown.code] !== 'unreachable') throw thrown
    const sentence = 'Whether it was written is open: read it again before you plan anew.'
    throw new FlowError(thrown.code, `${thrown.message} ${sentence}`, thrown.evidence, thrown)
  }
}

/** Null where it cannot be read: that does not undo what was written. */
async function readAfter(
  { resource, resources, change, prepared }: Plan,
  { written, session, tools }: { written: boolean; session: AdminSession; tools: StageTools },
): Promise<LiveState | null> {
  const wanted = written ? prepared.afterIn : undefined
  const place = resources.find(({ info }) => info.id === wanted) ?? resource
  try {
    return await place.read(session, change.parentId, tools)
  } catch (thrown) {
    if (thrown instanceof FlowError) return null
    throw thrown
  }
}

const itemIn = ({ items }: LiveState, { resource, change }: Plan): LiveItem | null =>
  change.item
    ? (items.find(({ id }) => id === change.item?.id) ?? null)
    : ((resource.info.kind === 'document' ? items[0] : null) ?? null)

function isUnchanged(now: LiveItem | null, then: LiveItem | null): boolean {
  if (now === null || then === null) return now === then
  // The facts tell of what the value does not show, such as another secret.
  const facts = JSON.stringify(now.facts) === JSON.stringify(then.facts)
  return facts && now.version === then.version && same(now.value, then.value)
}

function seen(item: LiveItem | null, before: Json | null) {
  return {
    item: item && itemView(item),
    difference: shownDifference(before, item?.value ?? null),
  }
}

/** A secret that the platform does not give out is taken to be the one that was sent. */
function asWritten(item: LiveItem | null, planned: Json | null): Json | null {
  const value = item?.value ?? null
  return same(maskJson(value), maskJson(planned)) ? planned : value
}

function writtenMessage(
  { prepared }: Plan,
  after: LiveState | null,
  item: LiveItem | null,
): string {
  if (after === null) return `Written: ${prepared.what}. It could not be read again afterwards.`
  return same(maskJson(item?.value ?? null), maskJson(prepared.after))
    ? `Written: ${prepared.what}.`
    : `Written: ${prepared.what}. What is read back is not what was sent: look at the difference.`
}

/** A plan like any other, to be confirmed; null where there is no way back. */
async function restoration(
  plan: Plan,
  plans: Plans,
  at: { item: LiveItem | null; session: AdminSession; recording: Recording },
): Promise<PlannedWrite | null> {
  const back = plan.prepared.wayBack(at.item)
  const resource = plan.resources.find(({ info }) => info.id === back?.resourceId)
  if (!back || !resource) return null
  const { parentId } = plan.change
  try {
    const state = await resource.read(at.session, parentId, at.recording.tools)
    const item = state.items.find(({ id }) => id === back.itemId) ?? null
    if ((back.itemId !== null && item === null) || item?.readOnly) return null
    const { action, value, former } = back
    const change = { action, item, parentId, value, ...(former && { former }) }
    return plans.add(
      { resource, resources: plan.resources, state, change },
      { exchanges: at.recording.exchanges },
    )
  } catch (thrown) {
    // What is not allowed, or cannot be read now, can still be planned by hand.
    if (thrown instanceof FlowError) return null
    throw thrown
  }
}
