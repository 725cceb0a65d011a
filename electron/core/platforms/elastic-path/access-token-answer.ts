import { z } from 'zod'
import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import { span } from '../../times.ts'
import { dateTime, epochSeconds } from './expiry.ts'

/* The answer of the token endpoint (elastic-path.md section 3). Pure. */

const tokenSchema = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string(),
  identifier: z.string().nullish(),
  /** Seconds since the epoch, and seconds from now; read with `epochSeconds`. */
  expires: z.unknown(),
  expires_in: z.unknown(),
})
export type AccessTokenAnswer = z.infer<typeof tokenSchema>

/** The specification prints a `data` wrapper; practice and all clients have none. */
const answerSchema = z.union([
  tokenSchema,
  z.looseObject({ data: tokenSchema }).transform(({ data }) => data),
])

/** Flat or in `data`; null where there is no token. */
export function accessTokenIn(body: unknown): AccessTokenAnswer | null {
  return answerSchema.safeParse(body).data ?? null
}

/** Milliseconds since the epoch; null where the answer does not say. */
export function expiryOf({ expires, expires_in }: AccessTokenAnswer, now: number): number | null {
  const at = epochSeconds(expires)
  if (at !== null) return at * 1000
  const lifetime = epochSeconds(expires_in)
  return lifetime === null ? null : now + lifetime * 1000
}

export function accessTokenChecks(
  token: AccessTokenAnswer,
  { apiUrl, grant }: Values['store'],
  now: number,
): Check[] {
  return [
    typeCheck(token.token_type),
    lifetimeCheck(token, now),
    identifierCheck(token.identifier ?? null, grant),
    opaqueCheck(token.access_token),
    ...(URL.parse(apiUrl)?.host === legacyHost ? [legacyHostCheck] : []),
    ...(grant === 'client_credentials' ? [administrationCheck] : []),
  ]
}

function typeCheck(found: string): Check {
  const bearer = found.toLowerCase() === 'bearer'
  return check('token-type', 'token_type', bearer ? 'passed' : 'failed', {
    expected: 'Bearer',
    found,
    source: 'RFC 6749 section 5.1',
    message: bearer
      ? 'The token is sent as a bearer token.'
      : `The token_type ${found} is unknown here; the token is sent as a bearer token all the same.`,
  })
}

function lifetimeCheck(token: AccessTokenAnswer, now: number): Check {
  const at = expiryOf(token, now)
  const detail = { expected: '1 h', source: 'Elastic Path, tokens' }
  if (at === null) {
    return check('lifetime', 'Lifetime', 'unknown', {
      ...detail,
      message: 'The answer has neither expires nor expires_in; an hour is documented.',
    })
  }
  const left = (at - now) / 1000
  return check('lifetime', 'Lifetime', left > 0 ? 'passed' : 'warning', {
    ...detail,
    found: left > 0 ? span(left) : dateTime(at / 1000),
    message:
      left > 0
        ? `The token is good for ${span(left)}; there is no refresh token, it is asked for anew.`
        : `The token ended at ${dateTime(at / 1000)}, before it came: is the clock of this machine right?`,
  })
}

function identifierCheck(found: string | null, grant: string): Check {
  const status = found === null ? 'unknown' : found === grant ? 'passed' : 'failed'
  return check('identifier', 'identifier', status, {
    expected: grant,
    found,
    source: 'connection, grant',
    message:
      found === null
        ? 'The answer does not say of which kind the token is.'
        : found === grant
          ? `The token is of the kind that was asked for, ${grant}.`
          : `The token is of the kind ${found}, though ${grant} was asked for.`,
  })
}

function opaqueCheck(token: string): Check {
  const opaque = token.split('.').length !== 3
  return check('opaque', 'Format', opaque ? 'passed' : 'warning', {
    expected: 'opaque',
    found: opaque ? `opaque, ${token.length} characters` : 'three parts, as a JWT',
    source: 'Elastic Path, tokens, examples',
    message: opaque
      ? 'The token is opaque: it cannot be read, only used.'
      : 'The token looks like a JWT, though the documented ones are opaque; nothing should rely on what is in it.',
  })
}

const legacyHost = 'api.moltin.com'

/** [C] a warning of the platform's own command line. */
const legacyHostCheck = check('legacy-host', 'Host', 'warning', {
  expected: 'https://euwest.api.elasticpath.com',
  found: legacyHost,
  source: 'connection, apiUrl',
  message: `${legacyHost} is a deprecated alias of euwest; use https://euwest.api.elasticpath.com.`,
})

/** [C] likewise. */
const administrationCheck = check('grant', 'Grant', 'warning', {
  expected: 'implicit',
  found: 'client_credentials',
  source: 'connection, grant',
  message:
    "A client_credentials token is for administration; mixing it with a shopper's token can lead to unintended results. A storefront uses implicit.",
})
