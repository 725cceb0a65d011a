/** A person who can sign in at the sandbox. The password is the login: it protects nothing. */
export interface Person {
  login: string
  /** Stable over restarts and unlike the login, as subjects of real providers are. */
  sub: string
  name: string
  email: string | null
  emailVerified: boolean
  /** Whether the shop knows this person before the first exchange. */
  customer: boolean
  note: string
}

export const people: readonly Person[] = [
  {
    login: 'alice',
    sub: '6f1d2c0e-8a57-4b0b-9d7c-2b5a4f3e1a01',
    name: 'Alice Adler',
    email: 'alice@example.com',
    emailVerified: true,
    customer: true,
    note: 'known customer with a verified e-mail address',
  },
  {
    login: 'bob',
    sub: 'b27e9a44-51c3-4f6e-8f0a-7c1d9e5b2b02',
    name: 'Bob Brandt',
    email: 'bob@example.com',
    emailVerified: true,
    customer: false,
    note: 'unknown to the shop: created by autoprovisioning',
  },
  {
    login: 'carol',
    sub: 'c93a7f18-2e6b-4d25-a1b4-5e8f0c6d3c03',
    name: 'Carol Conti',
    email: null,
    emailVerified: false,
    customer: false,
    note: 'has no e-mail address, so she cannot be identified by EMAIL',
  },
  {
    login: 'dave',
    sub: 'd40b6e2d-7f9c-4a81-b3e5-1a2c8d7f4d04',
    name: 'Dave Dupont',
    email: 'dave@example.com',
    emailVerified: false,
    customer: false,
    note: 'has an e-mail address that nobody verified',
  },
]

export function personBySub(sub: string): Person | undefined {
  return people.find((person) => person.sub === sub)
}

export function personByLogin(login: string, password: string): Person | undefined {
  return people.find((person) => person.login === login && person.login === password)
}
