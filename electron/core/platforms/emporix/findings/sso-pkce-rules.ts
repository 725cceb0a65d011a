import { byteCompared, compared, stageInWords } from '../../../findings/evidence.ts'
import { challengeOf } from '../../../findings/oidc/authorization-code.ts'
import type { Rule } from '../../../findings/rule.ts'
import { again } from './places.ts'
import { anonymousRuledOut } from './ruled-out.ts'
import { onCodeRefusal, sentBoth } from './social-login-request.ts'

/* PKCE between the browser, the platform and the provider (RFC 7636). */

export const verifierNotSent: Rule = {
  id: 'code-verifier-not-sent',
  source: 'Emporix failure catalogue 2, RFC 7636 section 4.5',
  confidence: 'certain',
  on: onCodeRefusal,
  find(facts) {
    const sent = sentBoth(facts)
    if (!sent?.asked.has('code_challenge') || sent.handed.get('code_verifier')) return null
    return {
      title: 'The code was asked for with a code_challenge, and no code_verifier was handed over.',
      explanation:
        'code_verifier is optional for the platform, but the provider redeems no code with a challenge without it.',
      evidence: [
        compared(
          'code_verifier',
          { expected: 'sent, because a code_challenge was', found: 'missing' },
          `${stageInWords(facts, 'initiation')}, against this request`,
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'token-exchange')}`,
        what: 'hand the code_verifier of the authorization request over with the code.',
        next: again(facts),
      },
      setting: 'emporix.sso.pkce',
    }
  },
}

export const verifierDiffers: Rule = {
  id: 'code-verifier-differs',
  source: 'Emporix failure catalogue 2, RFC 7636 section 4.6',
  confidence: 'certain',
  on: onCodeRefusal,
  find(facts) {
    const sent = sentBoth(facts)
    const challenge = sent?.asked.get('code_challenge')
    const verifier = sent?.handed.get('code_verifier')
    if (!challenge || !verifier || challengeOf(verifier) === challenge) return null
    return {
      title: 'The code_verifier does not belong to the code_challenge.',
      explanation:
        'The provider recomputes the challenge from the verifier and compares the two. They are of two different sign-ins.',
      evidence: [
        byteCompared(
          'code_challenge, recomputed',
          { expected: challenge, found: challengeOf(verifier) },
          'BASE64URL(SHA256(code_verifier)), RFC 7636 section 4.2',
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: `In this run, ${stageInWords(facts, 'token-exchange')}`,
        what: 'keep the code_verifier of each sign-in with its state, and send that one.',
        next: again(facts),
      },
    }
  },
}

export const withoutProofKey: Rule = {
  id: 'provider-may-require-pkce',
  source: 'Emporix failure catalogue 2, RFC 9700 section 2.1.1',
  confidence: 'possible',
  on: onCodeRefusal,
  find(facts) {
    const { sso, metadata } = facts.values
    const methods = metadata?.code_challenge_methods_supported ?? []
    if (
      !sso ||
      sso.pkce ||
      !methods.includes('S256') ||
      sentBoth(facts)?.asked.has('code_challenge')
    )
      return null
    return {
      title: 'The connection turns PKCE off, and the provider may require it.',
      explanation:
        'The provider announces S256. That it refuses a code without it is assumed, because discovery cannot say so.',
      evidence: [
        compared(
          'code_challenge_method',
          { expected: methods.join(', '), found: 'not sent' },
          'provider metadata against the connection',
        ),
        ...anonymousRuledOut(facts),
      ],
      change: {
        where: 'In this connection, sso.pkce',
        what: 'turn PKCE on.',
        next: again(facts),
      },
      setting: 'emporix.sso.pkce',
    }
  },
}

export const ssoPkceRules: readonly Rule[] = [verifierNotSent, verifierDiffers, withoutProofKey]
