import { randomBytes } from 'node:crypto'
import type { Clock } from '../ports.ts'
import { type Configurations, createConfigurations } from './emporix/configuration-store.ts'
import { people } from './people.ts'

export interface Customer {
  customerNumber: string
  contactEmail: string | null
  firstName: string
  lastName: string
  /** `sub` at the identity provider. */
  providerId: string | null
  /** ISO 8601; null before the first login. */
  lastLogin: string | null
  createdAt: string
}

/** What a bearer token of the emulated platform stands for. */
export type Bearer =
  | { kind: 'anonymous'; sessionId: string }
  | { kind: 'customer'; sessionId: string; customerNumber: string }
  | { kind: 'service'; scopes: string[] }

export interface State {
  readonly customers: Customer[]
  readonly configurations: Configurations
  readonly accessTokens: TokenStore<Bearer>
  readonly refreshTokens: TokenStore<Exclude<Bearer, { kind: 'service' }>>
  now(): string
  addCustomer(facts: Partial<Customer>): Customer
  /** Back to the first moment: only alice is a customer, nobody is signed in, nothing is configured anew. */
  reset(): void
}

/** `preset` are the tenant's configurations by key. */
export function createState(clock: Clock, preset: Readonly<Record<string, unknown>>): State {
  const customers: Customer[] = []
  const configurations = createConfigurations(preset)
  const accessTokens = tokenStore<Bearer>(clock)
  const refreshTokens = tokenStore<Exclude<Bearer, { kind: 'service' }>>(clock)
  const now = () => new Date(clock.now()).toISOString()

  const addCustomer = (facts: Partial<Customer>): Customer => {
    const customer: Customer = {
      // C0033 is the number in the documentation's example.
      customerNumber: `C${String(33 + customers.length).padStart(4, '0')}`,
      contactEmail: null,
      firstName: '',
      lastName: '',
      providerId: null,
      lastLogin: null,
      createdAt: now(),
      ...facts,
    }
    customers.push(customer)
    return customer
  }

  const reset = () => {
    customers.length = 0
    configurations.reset()
    accessTokens.clear()
    refreshTokens.clear()
    for (const person of people.filter(({ customer }) => customer)) {
      const [firstName = '', lastName = ''] = person.name.split(' ')
      addCustomer({ contactEmail: person.email, firstName, lastName, providerId: person.sub })
    }
  }
  reset()
  return { customers, configurations, accessTokens, refreshTokens, now, addCustomer, reset }
}

export interface TokenStore<Facts> {
  /** A new opaque token; unless told otherwise of 28 characters, as in the documentation's examples. */
  issue(facts: Facts, lifetimeSeconds: number): string
  find(token: string): { facts: Facts; secondsLeft: number } | 'expired' | 'unknown'
  revoke(matches: (facts: Facts, token: string) => boolean): void
  clear(): void
}

/** Expired tokens are kept, because the platform tells them from unknown ones; but not without end. */
const mostTokens = 20_000

export function tokenStore<Facts>(
  clock: Clock,
  newToken = () => randomBytes(21).toString('base64url'),
): TokenStore<Facts> {
  const entries = new Map<string, { facts: Facts; expiresAt: number }>()
  return {
    issue(facts, lifetimeSeconds) {
      const token = newToken()
      entries.set(token, { facts, expiresAt: clock.now() + lifetimeSeconds * 1000 })
      for (const oldest of entries.keys()) {
        if (entries.size <= mostTokens) break
        entries.delete(oldest)
      }
      return token
    },
    find(token) {
      const entry = entries.get(token)
      if (entry === undefined) return 'unknown'
      const secondsLeft = Math.ceil((entry.expiresAt - clock.now()) / 1000)
      return secondsLeft > 0 ? { facts: entry.facts, secondsLeft } : 'expired'
    },
    revoke(matches) {
      for (const [token, { facts }] of entries) if (matches(facts, token)) entries.delete(token)
    },
    clear: () => entries.clear(),
  }
}
