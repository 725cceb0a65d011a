import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import type { StageTools } from '../../../flow/stage.ts'
import type { AdminSession } from '../../administration.ts'
import { refused, send } from '../answers.ts'
import { serviceToken } from '../requests.ts'

type Tenant = Values['tenant']
export type ServiceClient = NonNullable<Tenant['serviceClient']>

export const viewScope = 'configuration.configuration_view'
export const manageScope = 'configuration.configuration_manage'
const asked = [viewScope, manageScope]

const answerSchema = z.looseObject({ access_token: z.string(), scope: z.string().optional() })

/** A service token; a scope that is not available is dropped without a word (emporix.md 5.2). */
export async function signIn(
  tenant: Tenant,
  client: ServiceClient,
  tools: StageTools,
): Promise<AdminSession> {
  const purpose = { label: 'Service token', party: 'platform' } as const
  const answer = await send(serviceToken(tenant, client, asked), purpose, tools)
  const { data } = answerSchema.safeParse(answer.body)
  if (answer.status !== 200 || !data) {
    throw refused(
      'platform_refused',
      `The platform refused the service client ${client.clientId} with ${answer.status}; check its id and secret.`,
      answer,
    )
  }
  const granted = (data.scope ?? '').split(' ').filter((scope) => scope !== '')
  const missing = asked.filter((scope) => !granted.includes(scope))
  return { bearer: data.access_token, scopes: { asked, granted, missing } }
}
