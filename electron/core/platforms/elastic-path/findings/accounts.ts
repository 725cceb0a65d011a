import { compared, fact, failureText, ruledOut, stageInWords } from '../../../findings/evidence.ts'
import type { Facts, Found, Rule } from '../../../findings/rule.ts'
import { answerRows } from './answer-rows.ts'
import { shopperHasEnded } from './shopper-token.ts'

/* Members without an account, and what assigning one answers (elastic-path.md sections 5.2, 5.3 and 9). */

const withoutAccount = { stages: ['membership', 'switch-account'], codes: ['no_accounts'] } as const

export const accountRules: readonly Rule[] = [
  {
    id: 'member-without-account',
    source: 'Elastic Path failure table, accounts',
    confidence: 'certain',
    on: withoutAccount,
    find: (facts) => (assigned(facts) ? null : noMembership(facts)),
  },
  {
    id: 'member-just-assigned',
    source: 'Elastic Path, create an account membership',
    confidence: 'certain',
    on: withoutAccount,
    find: (facts) => (assigned(facts) ? justAssigned(facts) : null),
  },
  {
    id: 'member-known-before-auto-create',
    source: 'Elastic Path failure table, accounts',
    confidence: 'likely',
    on: withoutAccount,
    find: (facts) =>
      facts.values.realm?.account?.autoCreateAccount === true && !assigned(facts)
        ? notNew(facts)
        : null,
  },
  {
    id: 'no-secret-to-assign',
    source: 'Elastic Path, permission table',
    confidence: 'likely',
    on: { ...withoutAccount, checks: ['administrator'] },
    find: noSecret,
  },
  {
    id: 'account-not-of-member',
    source: 'Elastic Path, account management authentication token',
    confidence: 'certain',
    on: { stages: ['account-token', 'switch-account'], codes: ['choice_unknown'] },
    find: otherAccount,
  },
  {
    id: 'administrator-may-not-assign',
    source: 'Elastic Path, permission table',
    confidence: 'likely',
    on: { stages: ['membership'], codes: ['membership_refused'], statuses: [403] },
    find: mayNot,
  },
  {
    id: 'account-full',
    source: 'Elastic Path, create an account membership',
    confidence: 'likely',
    on: { stages: ['membership'], codes: ['membership_refused'], statuses: [400] },
    find: full,
  },
  {
    id: 'member-gone',
    source: 'Elastic Path error catalogue of the account token endpoint',
    confidence: 'likely',
    on: { stages: ['switch-account'], codes: ['account_token_refused'], statuses: [403] },
    find: gone,
  },
]

/** The person who signed in was assigned in this stage, or was already. */
function assigned(facts: Facts): boolean {
  const member = failureText(facts, 'account_member_id')
  const signedIn = facts.values.accountLogin?.memberId ?? null
  return member !== null && (signedIn === null || member === signedIn)
}

const memberRow = (facts: Facts) =>
  fact('Member', facts.values.accountLogin?.memberId ?? 'not named', 'meta.account_member_id')

const emptyRow = (facts: Facts) =>
  compared(
    'Accounts',
    { expected: 'at least one', found: 'data: []' },
    stageInWords(facts, 'account-token'),
  )

function noMembership(facts: Facts): Found {
  return {
    title: 'The member belongs to no account.',
    explanation:
      'The sign-in is good: the store answers 201 with an empty list, because it issues one token for each account, and there is none.',
    evidence: [
      emptyRow(facts),
      memberRow(facts),
      ruledOut('the sign-in, which the store accepted', stageInWords(facts, 'account-token')),
    ],
    change: {
      where:
        'In the administration of the platform, or here with clientSecret and membership when-empty',
      what: 'assign the member to an account.',
      next: 'Then sign in again; this code is spent.',
    },
    setting: 'elasticPath.membership',
  }
}

function justAssigned(facts: Facts): Found {
  const existed = facts.check('membership')?.found === 409
  return {
    title: existed
      ? 'The member belongs to the account already, and this sign-in is older.'
      : 'The member was assigned just now, and this sign-in is older.',
    explanation:
      'Tokens are issued for the accounts that a member has at the sign-in. The code of this one is spent, so its list stays empty.',
    evidence: [
      ...answerRows(facts),
      memberRow(facts),
      fact(
        'Account',
        failureText(facts, 'account_id') ?? 'unknown',
        stageInWords(facts, 'membership'),
      ),
      emptyRow(facts),
      ...(existed
        ? [ruledOut('a failed assignment: 409 says that it is there', 'status 409')]
        : []),
    ],
    change: {
      where: 'In this run',
      what: 'nothing more has to be set up.',
      next: 'Sign in again.',
    },
  }
}

function notNew(facts: Facts): Found {
  return {
    title: 'Accounts are created for new members alone, and this one was known before.',
    explanation:
      'auto_create_account_for_account_members acts when a member comes into being, at the first sign-in or by an administrator, and never afterwards.',
    evidence: [
      fact('auto_create_account_for_account_members', 'true', stageInWords(facts, 'settings')),
      memberRow(facts),
      emptyRow(facts),
    ],
    change: {
      where: 'In the administration of the platform',
      what: 'assign this member to an account by hand.',
      next: 'Then sign in again.',
    },
  }
}

function noSecret(facts: Facts): Found {
  return {
    title: 'The connection cannot assign the member, since it has no client secret.',
    explanation:
      'Memberships are written with a client_credentials token, which takes the secret of the application key.',
    evidence: [
      compared(
        'Secret',
        { expected: 'clientSecret', found: 'not set' },
        'connection, clientSecret',
      ),
      memberRow(facts),
    ],
    change: {
      where: 'In the connection',
      what: 'set clientSecret; nothing is written before you choose who and where.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.clientSecret',
  }
}

function otherAccount(facts: Facts): Found | null {
  const { store, accountLogin } = facts.values
  const isSwitch = facts.record.stageId === 'switch-account'
  const name = isSwitch ? 'switchTo' : 'account'
  const wanted = store?.[name]
  if (!wanted) return null
  const known = (accountLogin?.accounts ?? []).map(({ account_name }) => account_name)
  return {
    title: `The member does not belong to the account ${wanted}, or the name is not unique.`,
    explanation:
      'The store issues a token for each account of the member, and none of them is the one that the connection names.',
    evidence: [
      fact('Account', wanted, `connection, ${name}`),
      ...(known.length > 0
        ? [fact('Accounts of the member', known.join(', '), stageInWords(facts, 'account-token'))]
        : []),
    ],
    change: {
      where: 'In the connection',
      what: `set ${name} to an account of the member, by id where names repeat, or leave it unset to be asked.`,
      next: 'Then sign in again.',
    },
    setting: `elasticPath.${name}`,
  }
}

function mayNot(facts: Facts): Found {
  return {
    title: 'The application key may not assign members.',
    explanation:
      'The permission table gives memberships to seller administrators and to support, and not to every key.',
    evidence: [
      ...answerRows(facts),
      fact('client_id', facts.values.store?.clientId ?? 'unknown', 'connection, clientId'),
      ruledOut(
        'the secret, with which an administrator token was got',
        'Administrator access token',
      ),
    ],
    change: {
      where: 'In the connection',
      what: 'use a key of a role that may write memberships, or assign the member in the administration of the platform.',
      next: 'Then sign in again.',
    },
    setting: 'elasticPath.clientId',
  }
}

function full(facts: Facts): Found {
  return {
    title: 'The account takes no further member.',
    explanation:
      'An account has 1000 memberships at most, and a member as many accounts as the settings of memberships say.',
    evidence: [
      ...answerRows(facts),
      ruledOut('the permission, which is refused with 403', 'status 400'),
    ],
    change: {
      where: 'In the administration of the platform',
      what: 'take memberships away that are not needed, or choose another account.',
      next: 'Then sign in again.',
    },
  }
}

function gone(facts: Facts): Found | null {
  if (shopperHasEnded(facts)) return null
  return {
    title: 'The store renews the token of this member no more.',
    explanation: 'The member was deleted since the sign-in, or is of another store.',
    evidence: [
      ...answerRows(facts),
      memberRow(facts),
      fact(
        'Store',
        facts.values.store?.storeId ?? facts.values.realm?.storeId ?? 'not named',
        'connection, storeId',
      ),
      ruledOut('the access token, which is refused with 401', 'status 403'),
    ],
    change: {
      where: 'In this run',
      what: 'sign in again to see whether the member is still there.',
      next: 'If not, somebody deleted it: the next sign-in makes a new one.',
    },
  }
}
