import { people } from '../people.ts'
import { issuerAt } from '../status.ts'
import type { ElasticPathState } from './state.ts'
import { profileIds, realmIds } from './store.ts'

/** Fixed, so that what was noted of them stays good over restarts. */
export const accountIds = {
  adlerTrading: '82e395a7-b0a4-41fd-958c-49a7d1e3c209',
  alpineSports: '93f4a6b8-c1b5-42ae-a69d-5ab8e2f4d310',
  betaWorks: 'a4a5b7c9-d2c6-43bf-b7ae-6bc9f3a5e411',
}

export const aliceMemberId = 'b5b6c8da-e3d7-44ca-88bf-7cdaa4b6f512'

/**
 * Alice is a member of two accounts, so that she has to choose; the third has no member, so that somebody can
 * be assigned. Nobody else has ever signed in.
 */
export function fillAccounts(state: ElasticPathState): void {
  const { accounts } = state
  accounts.addAccount({ id: accountIds.adlerTrading, name: 'Adler Trading' })
  accounts.addAccount({ id: accountIds.alpineSports, name: 'Alpine Sports' })
  accounts.addAccount({ id: accountIds.betaWorks, name: 'Beta Works' })
  const alice = people.find(({ login }) => login === 'alice')
  if (alice === undefined || alice.email === null) return
  const { name, email, sub } = alice
  state.users.push({
    id: aliceMemberId,
    realmId: realmIds.account,
    name,
    email,
    creationStatus: 'COMPLETE',
    createdAt: state.now(),
    updatedAt: state.now(),
  })
  state.addIdentityLink({
    userId: aliceMemberId,
    oidcProfileId: profileIds.account.good,
    issuer: issuerAt(state.origin),
    subject: sub,
  })
  accounts.addMember({ id: aliceMemberId, name, email })
  accounts.addMembership(accountIds.adlerTrading, aliceMemberId)
  accounts.addMembership(accountIds.alpineSports, aliceMemberId)
}
