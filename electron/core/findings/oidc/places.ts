import type { Facts } from '../rule.ts'

/* Where a change is made, and what to do then, in words. */

export function hostOf(url: string | undefined): string {
  return URL.parse(url ?? '')?.host ?? 'the provider'
}

/** `At login.acme.example, client storefront` */
export function atProvider({ values }: Facts): string {
  const host = hostOf(values.metadata?.issuer ?? values.provider?.issuer)
  return values.client ? `At ${host}, client ${values.client.clientId}` : `At ${host}`
}

/** The console's own configuration. */
export const inConnection = 'In the connection'

export const signInAgain = 'Then sign in again.'
export const runAgain = 'Then run again from the first stage.'
