import type { Check } from '../../../../shared/check.ts'
import { check } from '../../flow/stage.ts'
import { span } from '../../times.ts'
import { dateTime, epochSeconds } from './expiry.ts'
import { claimCheck, formCheck, readToken, signatureCheck } from './token-claims.ts'

/** [D] 24 hours, and not configurable (elastic-path.md 4.3). */
const lifetime = 24 * 3600
/** Seconds by which the clocks of the two machines may differ. */
const tolerance = 300
/** In seconds: the year 5138. Whatever is later was meant in milliseconds. */
const millisecondsLikely = 100_000_000_000

const members = { type: 'string', id: 'string', customer_id: 'string', token: 'string' }

/** The customer token as it came, against the documentation and against itself. `now` in epoch seconds. Pure. */
export function shopperTokenChecks(data: Record<string, unknown>, now: number): Check[] {
  return [
    ...Object.entries(members).map(([name, type]) => memberCheck(name, type, data[name])),
    memberCheck('expires', 'number', data['expires']),
    expiryCheck(data['expires'], now),
    ...(typeof data['token'] === 'string' ? tokenChecks(data['token'], data) : []),
  ]
}

function memberCheck(name: string, type: string, value: unknown): Check {
  const status = value === undefined ? 'failed' : typeof value === type ? 'passed' : 'warning'
  return check(`member-${name.replaceAll('_', '-')}`, name, status, {
    expected: type,
    found: value === undefined ? 'missing' : typeof value,
    source: 'Elastic Path, customer tokens',
    message:
      value === undefined
        ? `The response has no ${name}.`
        : typeof value === type
          ? `${name} is present.`
          : `${name} is a ${typeof value}; the documentation prints a ${type}.`,
  })
}

function expiryCheck(expires: unknown, now: number): Check {
  const at = epochSeconds(expires)
  const left = at === null ? null : at - now
  const usual = left !== null && Math.abs(left - lifetime) <= tolerance
  const status = left === null || left <= 0 ? 'failed' : usual ? 'passed' : 'warning'
  return check('expires', 'Expiry', status, {
    expected: `epoch seconds, ${span(lifetime)} from now`,
    found: at === null ? null : dateTime(at),
    source: 'Elastic Path, customer tokens',
    message:
      at === null || left === null
        ? 'expires is no time, so nobody knows how long the token is good.'
        : at >= millisecondsLikely
          ? 'expires looks like milliseconds; it is documented in seconds.'
          : left <= 0
            ? `The token expired at ${dateTime(at)}; compare the clocks of the two machines.`
            : usual
              ? `The token is good for ${span(left)}, until ${dateTime(at)}.`
              : `The token is good for ${span(left)}; documented are ${span(lifetime)}, not configurable.`,
  })
}

const wrong = (claim: string, member: string) =>
  `${claim} of the token is not ${member} of the answer: they are not of one login.`

const text = (value: unknown) => (typeof value === 'string' ? value : null)

function tokenChecks(token: string, data: Record<string, unknown>): Check[] {
  const read = readToken(token)
  const source = 'the answer that carries the token'
  const at = epochSeconds(data['expires'])
  return [
    formCheck(read, 'malformed'),
    claimCheck(read, {
      claim: 'sub',
      title: 'sub is the customer',
      expected: text(data['customer_id']),
      source,
      wrong: wrong('sub', 'customer_id'),
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'jti',
      title: 'jti is the id',
      expected: text(data['id']),
      source,
      wrong: wrong('jti', 'id'),
      severity: 'failed',
    }),
    claimCheck(read, {
      claim: 'exp',
      title: 'exp is the expiry',
      expected: at,
      source,
      wrong: 'exp of the token is another time than expires of the answer; the earlier one counts.',
      severity: 'warning',
      agrees: (value) => at !== null && Math.abs((epochSeconds(value) ?? 0) - at) <= 1,
    }),
    signatureCheck(),
  ]
}
