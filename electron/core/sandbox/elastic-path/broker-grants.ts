import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../ports.ts'
import { tokenStore } from '../state.ts'

/** Seconds; assumed, nothing is documented about it. */
const codeLifetime = 60

/** What a code stands for, and what it is bound to. */
interface BrokerCode {
  realmId: string
  clientId: string
  redirectUri: string
  codeChallenge: string
  codeChallengeMethod: 'S256' | 'plain'
  /** Id of the `user-authentication-info`. */
  userId: string
  name: string
  email: string
}

/** The claims of the broker's ID token that say who signed in. */
export interface BrokerIdentity {
  /** Id of the `user-authentication-info`. */
  sub: string
  name: string
  email: string
  /** Who the ID token is for: the realm's client id. */
  clientId: string
}

export interface BrokerGrants {
  issueCode(facts: BrokerCode): string
  /** The broker's token endpoint as a function; any attempt at the code's realm spends it, which is assumed. */
  redeem(
    realmId: string,
    grant: { code: string; redirectUri: string; codeVerifier: string },
  ): BrokerIdentity | 'invalid_grant'
  clear(): void
}

export function createBrokerGrants(clock: Clock): BrokerGrants {
  const codes = tokenStore<BrokerCode>(clock, () => randomBytes(20).toString('base64url'))
  return {
    issueCode: (facts) => codes.issue(facts, codeLifetime),
    redeem(realmId, { code, redirectUri, codeVerifier }) {
      const found = codes.find(code)
      if (typeof found === 'string' || found.facts.realmId !== realmId) return 'invalid_grant'
      codes.revoke((_facts, one) => one === code)
      const { facts } = found
      if (facts.redirectUri !== redirectUri) return 'invalid_grant'
      if (challengeOf(codeVerifier, facts.codeChallengeMethod) !== facts.codeChallenge)
        return 'invalid_grant'
      const { userId: sub, name, email, clientId } = facts
      return { sub, name, email, clientId }
    },
    clear: () => codes.clear(),
  }
}

/** RFC 7636 section 4.6 */
function challengeOf(verifier: string, method: BrokerCode['codeChallengeMethod']): string {
  return method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url')
}
