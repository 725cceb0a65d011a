import { z } from 'zod'
import type { Values } from '../../../../shared/values.ts'
import { check, type StageTools } from '../../flow/stage.ts'
import { FlowError } from '../../failure.ts'
import { send } from './answers.ts'
import { readRealm } from './requests.ts'

/** The check that holds our redirect URI against the list of the realm. */
export const listedCheckId = 'redirect-listed'

const purpose = { label: 'Realm', party: 'platform' } as const

const realmSchema = z.looseObject({
  data: z.looseObject({ redirect_uris: z.array(z.string()) }),
})

/**
 * Reads what the realm lists, after the broker refused our redirect URI: an implicit token may (the permission table
 * of elastic-path.md section 3). It explains a refusal and never adds one of its own.
 */
export async function reportListed(
  redirectUri: string,
  { store, storeToken, realm }: Pick<Values, 'store' | 'storeToken' | 'realm'>,
  tools: StageTools,
): Promise<void> {
  const draft = readRealm(store, storeToken.accessToken, realm.realmId)
  const answer = await send(draft, purpose, tools).catch((thrown: unknown) => {
    if (tools.signal.aborted || !(thrown instanceof FlowError)) throw thrown
    return null
  })
  const read = realmSchema.safeParse(answer?.body)
  if (!read.success) return
  const { redirect_uris: listed } = read.data.data
  const isListed = listed.includes(redirectUri)
  tools.report(
    check(listedCheckId, 'Listed redirect URIs', isListed ? 'passed' : 'failed', {
      expected: listed,
      found: redirectUri,
      source: `redirect_uris of the realm ${realm.realmId}`,
      message: isListed
        ? 'The realm lists the redirect URI to the letter, so it is not the cause.'
        : `The realm lists ${listed.length === 0 ? 'no redirect URI' : `${listed.length} redirect URIs`}, and this one is not among them.`,
    }),
  )
}
