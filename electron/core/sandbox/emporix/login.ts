import type { Context } from 'hono'
import type { Customer } from '../state.ts'
import { badRequest, errorMessage } from './error-message.ts'

/* What the exchange and the social login have in common. */

/** Which claims become which fields is undocumented; e-mail, name and `sub` are hinted at (section 4). */
export function newCustomer(claims: Record<string, unknown> | null | undefined): Partial<Customer> {
  const text = (name: string) => (typeof claims?.[name] === 'string' ? claims[name] : null)
  const [firstName = '', ...lastNames] = (text('name') ?? '').split(' ')
  return {
    contactEmail: text('email'),
    providerId: text('sub'),
    firstName,
    lastName: lastNames.join(' '),
  }
}

/** A login that is refused; the platform does not say which check said no (emporix.md section 3.2). */
export function refuseLogin(c: Context, status: number) {
  // [DOC] 404 in the guide only; the body is that of an unknown customer number.
  if (status === 404)
    return errorMessage(c, 404, {
      type: 'application/json',
      message: 'Customer not Found',
      details: [{ message: "Couldn't find a customer for the subject token" }],
    })
  if (status === 400) return badRequest(c, 'The request is not valid.')
  // The bodies for inactive tokens and claim mismatches are undocumented; the message is the gateway's.
  return errorMessage(c, 401, { type: 'unauthorized', message: 'Invalid access token' })
}
