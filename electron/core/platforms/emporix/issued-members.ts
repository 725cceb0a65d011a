import { decodeJwt } from 'jose'
import type { Check } from '../../../../shared/check.ts'
import { check } from '../../flow/stage.ts'

/* What the answers of the exchange and of the social login have in common, checked. Pure. */

/** A member of the answer with the type that the reference prints. */
export function memberCheck(name: string, type: string, value: unknown): Check {
  const status = value === undefined ? 'failed' : typeof value === type ? 'passed' : 'warning'
  return check(`member-${name.replaceAll('_', '-')}`, name, status, {
    expected: type,
    found: value === undefined ? 'missing' : typeof value,
    source: 'Emporix Customer Service API',
    message:
      value === undefined
        ? `The response has no ${name}.`
        : typeof value === type
          ? `${name} is present.`
          : `${name} is a ${typeof value}, the reference prints a ${type}.`,
  })
}

/** The saas token is a JWT signed with a secret of the platform: readable, not verifiable (5.3). */
export function saasCheck(token: string | undefined): Check {
  const claims = token ? decoded(token) : null
  return check('saas-claims', 'saas_token claims', claims ? 'passed' : 'warning', {
    expected: 'sub, iat, exp',
    found: claims ? { sub: claims.sub ?? null, exp: claims.exp ?? null } : null,
    source: 'Emporix documentation examples',
    message: claims
      ? `It names customer ${claims.sub ?? 'nobody'}; its signature cannot be verified outside the platform.`
      : 'The saas token is no JWT.',
  })
}

function decoded(token: string) {
  try {
    return decodeJwt(token)
  } catch {
    // Reported by the check: a saas token that cannot be read is a finding, not a fault.
    return null
  }
}

/** The platform puts the tenant into every scope (5.2). */
export function tenantCheck(scope: string | undefined, tenant: string): Check {
  const scopes = (scope ?? '').split(' ')
  const own = scopes.includes(`tenant=${tenant}`)
  return check('issued-tenant', 'Tenant in scope', own ? 'passed' : 'failed', {
    expected: `tenant=${tenant}`,
    found: scopes.find((one) => one.startsWith('tenant=')) ?? null,
    source: 'connection, tenant',
    message: own
      ? 'The token belongs to this tenant.'
      : 'The scope of the customer token does not name this tenant.',
  })
}
