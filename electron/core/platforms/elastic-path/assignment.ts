import type { Check } from '../../../../shared/check.ts'
import type { Question } from '../../../../shared/run.ts'
import type { Values } from '../../../../shared/values.ts'
import { FlowError } from '../../failure.ts'
import { check } from '../../flow/stage.ts'
import type { StoreList, StoreRecord } from './administration.ts'
import { hostOf } from './host.ts'

/*
 * What is asked, and what follows, when a member is assigned to an account. Choosing a member is the consent to
 * a write, so these questions have no input that could answer them beforehand. Pure.
 */

type Store = Values['store']

export interface Assignment {
  outcome: Values['membership']['outcome'] | 'existed'
  account: StoreRecord | null
  member: StoreRecord | null
}

export const leave = 'leave'
const leaveOption = { id: leave, title: 'Leave it as it is', detail: 'Nothing is written.' }

export const inWords = ({ id, name, email }: StoreRecord) => email ?? name ?? id

/** Why nothing is offered; null where it is. */
export function reasonToSkip(store: Store, accounts: number): string | null {
  if (store.membership === 'never') return 'The connection says never to assign members.'
  if (store.membership === 'when-empty' && accounts > 0)
    return 'The member belongs to an account already, so there is nothing to do.'
  return null
}

export function accountQuestion({ items }: StoreList): Question {
  return {
    input: '',
    question: 'To which account shall a member be assigned?',
    options: [
      leaveOption,
      ...items.map((account) => ({
        id: account.id,
        title: account.name ?? account.id,
        detail: account.id,
      })),
    ],
  }
}

/** The member who signed in comes first. */
export function memberQuestion(
  store: Store,
  account: StoreRecord,
  { members, signedIn }: { members: readonly StoreRecord[]; signedIn: string | null },
): Question {
  const host = hostOf(store) ?? store.apiUrl
  const write = `Writes a membership to ${store.storeId === null ? 'the store' : `store ${store.storeId}`} at ${host}.`
  const option = (member: StoreRecord) => ({
    id: member.id,
    title: `Assign ${inWords(member)} to ${inWords(account)}`,
    detail: [
      member.id === signedIn ? 'Signed in just now.' : '',
      member.email && member.name ? `${member.name}.` : '',
      write,
    ]
      .filter((part) => part !== '')
      .join(' '),
  })
  const isSignedIn = ({ id }: StoreRecord) => id === signedIn
  const inOrder = [
    ...members.filter(isSignedIn),
    ...members.filter((member) => !isSignedIn(member)),
  ]
  return {
    input: '',
    question: `Who shall be assigned to ${inWords(account)}? This writes to ${host}.`,
    options: [leaveOption, ...inOrder.map(option)],
  }
}

/** The members to choose from: who signed in may stand on a page that was not read. */
export function candidates({ items, total }: StoreList, signedIn: string | null): StoreRecord[] {
  const isListed = items.some(({ id }) => id === signedIn)
  if (signedIn === null || isListed || total <= items.length) return items
  return [{ id: signedIn, name: null, email: null }, ...items]
}

export function listedCheck(what: 'accounts' | 'members', { items, total }: StoreList): Check {
  const complete = items.length >= total
  return check(`${what}-listed`, `Listed ${what}`, complete ? 'passed' : 'warning', {
    expected: total,
    found: items.length,
    source: 'meta.results.total',
    message:
      total === 0
        ? what === 'accounts'
          ? 'The store has no account yet; create one there first.'
          : 'Every member of the store belongs to this account already.'
        : complete
          ? `There are ${total} ${what} to choose from.`
          : `Only the first ${items.length} of ${total} can be chosen here; the others can be assigned in the platform's own administration.`,
  })
}

export function assignedCheck({ outcome, account, member }: Assignment, status: number): Check {
  const [who, where] = [member, account].map((record) => (record ? inWords(record) : 'nobody'))
  const created = outcome === 'created'
  return check('membership', 'Membership', created ? 'passed' : 'warning', {
    expected: 201,
    found: status,
    source: 'Elastic Path, create an account membership',
    message: created
      ? `${who} is assigned to ${where}. Tokens that were issued before know nothing of it: the account appears after a renewal or the next sign-in.`
      : `${who} belongs to ${where} already (409), so nothing was written; the account appears after a renewal or the next sign-in.`,
  })
}

/** For a member without any token: what was done about it, and what to do now. */
export function noAccounts(
  { outcome, account, member }: Assignment,
  signedIn: string | null,
): FlowError {
  if (!account || !member || (outcome !== 'created' && outcome !== 'existed')) {
    return new FlowError(
      'no_accounts',
      'The member belongs to no account, so the store issues no token. Assign the member, here (membership when-empty, with a clientSecret) or in the administration of the platform; or let accounts be created automatically, which helps new members only; then sign in again.',
    )
  }
  const evidence = { account_id: account.id, account_member_id: member.id }
  const done = `${inWords(member)} ${outcome === 'created' ? 'is now assigned to' : 'belongs already to'} ${inWords(account)}`
  return new FlowError(
    'no_accounts',
    signedIn !== null && member.id !== signedIn
      ? `${done}, but the member who signed in still belongs to no account; assign that one as well, then sign in again.`
      : `${done}; the code is spent, so sign in again.`,
    evidence,
  )
}
