import { z } from 'zod'
import type { Values } from '../../../../../shared/values.ts'
import { sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import { send } from '../answers.ts'
import { mixedCredentialsCheck, readRefusal } from '../api-refusals.ts'
import { hostOf } from '../host.ts'
import * as requests from '../requests.ts'

const purpose = { label: 'Customer', party: 'platform' } as const
const header = 'X-Moltin-Customer-Token'

const customerSchema = z.looseObject({
  data: z.looseObject({
    id: z.string(),
    name: z.string().nullish(),
    email: z.string().nullish(),
  }),
})

export const apiAccess = stage({
  id: 'api-access',
  title: 'Call the API',
  explanation:
    'Uses the customer token as a storefront would: together with the implicit access token it reads the customer.',
  lookAt: `\`${header}\`: the customer is named there, while \`Authorization\` stays that of the storefront.`,
  spec: 'Elastic Path, get a customer',
  needs: ['store', 'storeToken', 'shopperToken'],
  gives: ['shopper'],
  messages: [sent(purpose)],
  action: ({ store }) => ({ verb: 'Read the customer from', host: hostOf(store) }),
  show: ({ storeToken, shopperToken }) => [
    { name: 'customer_id', value: shopperToken.customer_id, from: 'shopperToken' },
    { name: header, value: shopperToken.token, from: 'shopperToken' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const { store, shopperToken } = values
    tools.report(mixedCredentialsCheck(store))
    const answer = await send(draftOf(values), purpose, tools)
    const customer = customerSchema.safeParse(answer.body)
    if (answer.status !== 200 || !customer.success) {
      throw readRefusal(answer, { what: 'The customer', header, grant: store.grant })
    }
    const { id, name = null, email = null } = customer.data.data
    const same = id === shopperToken.customer_id
    tools.report(
      check('customer-id', 'Customer', same ? 'passed' : 'failed', {
        expected: shopperToken.customer_id,
        found: id,
        source: 'stage customer-token',
        message: same
          ? `The token is good for customer ${name ?? id}.`
          : 'The store answers with another customer than the one that the token was issued for.',
      }),
      check('customer-email', 'E-mail', email ? 'passed' : 'warning', {
        found: email,
        source: 'Elastic Path, get a customer',
        message: email
          ? `The store knows the customer by the e-mail ${email}.`
          : 'The customer has no e-mail, by which a storefront would know them.',
      }),
    )
    return { shopper: { id, name, email, account: null } }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'shopperToken'>

function draftOf({ store, storeToken, shopperToken }: Needed) {
  const credentials = { bearer: storeToken.accessToken, customerToken: shopperToken.token }
  return requests.readCustomer(store, credentials, shopperToken.customer_id)
}
