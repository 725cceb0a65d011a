import { z } from 'zod'
import type { Values } from '../../../../shared/values.ts'
import type { StageTools } from '../../flow/stage.ts'
import { send } from './answers.ts'
import { findCustomersByEmail } from './requests.ts'

const customersSchema = z.array(
  z.looseObject({
    customerNumber: z.string(),
    contactEmail: z.string().nullish(),
    active: z.boolean().optional(),
    onHold: z.boolean().optional(),
    lastLogin: z.string().nullish(),
  }),
)
export type FoundCustomer = z.infer<typeof customersSchema>[number]

/** Customers with this e-mail, or null where the connection may not read customers. */
export async function findCustomers(
  tenant: Values['tenant'],
  session: Values['serviceSession'],
  email: string,
  tools: StageTools,
): Promise<FoundCustomer[] | null> {
  if (!session.accessToken || !session.scope?.split(' ').includes('customer.customer_read')) {
    return null
  }
  const answer = await send(
    findCustomersByEmail(tenant, session.accessToken, email),
    { label: 'Find customer', party: 'platform' },
    tools,
  )
  const customers = customersSchema.safeParse(answer.body)
  return answer.status === 200 && customers.success ? customers.data : null
}
