import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import type { FlowError } from '../../failure.ts'
import { check } from '../../flow/stage.ts'
import { type Answer, refused } from './answers.ts'

/** A read that was made for a shopper. */
export interface ShopperRead {
  /** `The customer`, for the sentence. */
  what: string
  /** The header that carries the shopper's token. */
  header: string
  grant: Values['store']['grant']
}

/** What the status of a read most likely means (elastic-path.md sections 3 and 9). Pure. */
export function readRefusal(answer: Answer, read: ShopperRead): FlowError {
  return refused('platform_refused', sentenceFor(answer.status, read), answer)
}

function sentenceFor(status: number, { what, header, grant }: ShopperRead): string {
  switch (status) {
    case 200:
      return `${what} is answered with 200, but without id and data.`
    case 401:
      return `${what} is refused with 401: the access token is older than an hour, or the token in ${header} has ended; run again from the first stage.`
    case 403:
      return grant === 'client_credentials'
        ? `${what} is refused with 403: a client_credentials token and a shopper's token do not go together; set grant to implicit.`
        : `${what} is refused with 403: ${header} is missing, or its token is of another store, or may not read this.`
    case 404:
      return `${what} is not there (404): deleted since the sign-in, or of another store; check storeId.`
    case 429:
      return `${what} is refused with 429: the store limits its requests; wait a moment and send it again.`
    default:
      return `${what} is answered with ${status}.`
  }
}

/** Only where both were sent: seen as a warning of the platform's own command line (section 3). */
export function mixedCredentialsCheck({ grant }: Values['store']): Check {
  const mixed = grant === 'client_credentials'
  return check('credentials', 'Credentials', mixed ? 'warning' : 'passed', {
    expected: 'implicit',
    found: grant,
    source: 'connection, grant',
    message: mixed
      ? 'A client_credentials token was sent together with the token of a shopper, which can lead to unintended results; a storefront uses implicit.'
      : 'The access token is implicit, as that of a storefront.',
  })
}

/** What the status of a renewal or switch most likely means (5.2). Pure. */
export function renewalRefusal(answer: Answer): FlowError {
  return refused('account_token_refused', renewalSentence(answer.status), answer)
}

function renewalSentence(status: number): string {
  switch (status) {
    case 401:
      return 'The store does not take the access token (401): it is older than an hour; run again from the first stage.'
    case 403:
      return 'The store does not renew the account token (403): the member was deleted or is of another store, or the token has ended; sign in again.'
    case 429:
      return 'The store limits its requests (429): wait a moment and send it again.'
    default:
      return `The renewal is answered with ${status}.`
  }
}

/** What the refusal of an administrator's request most likely means (5.3); `what` is its label. Pure. */
export function administrationRefusal(answer: Answer, what: string): FlowError {
  return refused('membership_refused', administrationSentence(answer.status, what), answer)
}

function administrationSentence(status: number, what: string): string {
  switch (status) {
    case 400:
      return `${what}: the store answers 400; an account takes a limited number of members, documented are 1000.`
    case 401:
      return `${what}: the store does not take the administrator access token (401); check clientId and clientSecret.`
    case 403:
      return `${what}: the store answers 403; the key may not read and write accounts and memberships, as keys of a seller administrator or of support may.`
    case 404:
      return `${what}: the store answers 404; the account or the member was deleted meanwhile, or is of another store.`
    case 422:
      return `${what}: the store refused the body (422), so type or account_member_id is not what it takes now.`
    case 429:
      return `${what}: the store limits its requests (429); wait a moment.`
    default:
      return `${what}: the store answers ${status}.`
  }
}
