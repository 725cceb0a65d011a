import type { Facts, Rule } from '../../../findings/rule.ts'

/* The social login as it was sent, and when its refusal is about the code. */

export const onCodeRefusal: Rule['on'] = {
  stages: ['token-exchange'],
  codes: ['social_login_refused'],
  statuses: [400],
  evidence: { family: ['service'] },
}

/** Parameters of the authorization request and of the social login, as they went out. */
export function sentBoth({ values: { pending }, answer }: Facts) {
  const asked = URL.parse(pending?.authorizationUrl ?? '')?.searchParams
  const handed = URL.parse(answer?.request.url ?? '')?.searchParams
  return asked && handed ? { asked, handed } : null
}
