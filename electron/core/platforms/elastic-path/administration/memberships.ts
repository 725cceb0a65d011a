import type { Values } from '../../../../../shared/values.ts'
import { isObject } from '../../../tokens/compact.ts'
import {
  type AdministeredResource,
  type LiveItem,
  type LiveState,
  plainLabels,
} from '../../administration.ts'
import { readUnassigned } from '../administration.ts'
import { createMembership } from '../requests.ts'
import { accountName, accountsId } from './accounts.ts'
import { readMemberships } from './membership-list.ts'
import { ownerOf, stateOf, storeResource } from './store-access.ts'
import { deleteMembership } from './store-requests.ts'

/* Who belongs to an account (elastic-path.md section 5.3): one list to assign from, one to remove from. */

type Store = Values['store']

const unassignedId = 'unassigned-members'
const membershipsId = 'memberships'

export function unassignedMembers(store: Store): AdministeredResource {
  return storeResource(store, {
    info: {
      id: unassignedId,
      title: 'Members who are not in the account',
      explanation:
        'Everybody who has signed in at the account realm and does not belong to this account. A member exists only after the first sign-in, and gets a token for the account at the next one.',
      kind: 'list',
      actions: ['create'],
      labels: { ...plainLabels, create: 'Assign to the account' },
      creates: 'from-item',
      parents: accountsId,
    },
    async read({ bearer }, parentId, tools) {
      const at = { bearer, accountId: parentId ?? '' }
      const owner = ownerWith(store, await accountName(store, at, tools))
      const { items } = await readUnassigned(store, at, tools)
      return stateOf(store, {
        owner,
        items: items.map(({ id, name, email }) => memberItem({ id, memberId: id, name, email })),
      })
    },
    prepare(state, { item, parentId }) {
      const memberId = memberOf(item)
      const ids = { accountId: parentId ?? '', memberId }
      return {
        what: `membership of ${item?.title ?? memberId} in ${state.owner}`,
        request: (bearer) => createMembership(store, bearer, ids),
        after: { account_member_id: memberId },
        warnings: ['The member may act for the account from the next sign-in or renewal on.'],
        // A member is assigned once; the store refuses a second time with 409.
        versioned: true,
        afterIn: membershipsId,
        find: (after) => after.items.find((one) => memberOf(one) === memberId) ?? null,
        wayBack: (after) =>
          after && { resourceId: membershipsId, itemId: after.id, action: 'delete', value: null },
      }
    },
  })
}

export function memberships(store: Store): AdministeredResource {
  return storeResource(store, {
    info: {
      id: membershipsId,
      title: 'Members of the account',
      explanation: 'Who belongs to this account, and can sign in to it.',
      kind: 'list',
      actions: ['delete'],
      labels: { ...plainLabels, delete: 'Remove from the account' },
      parents: accountsId,
    },
    async read({ bearer }, parentId, tools) {
      const at = { bearer, accountId: parentId ?? '' }
      const owner = ownerWith(store, await accountName(store, at, tools))
      const found = await readMemberships(store, at, tools)
      return stateOf(store, { owner, items: found.map(memberItem) })
    },
    prepare(state, { item, parentId }) {
      const ids = { accountId: parentId ?? '', membershipId: item?.id ?? '' }
      const memberId = memberOf(item)
      return {
        what: `membership of ${item?.title ?? memberId} in ${state.owner}`,
        request: (bearer) => deleteMembership(store, bearer, ids),
        after: null,
        warnings: [
          'Tokens for the account that were issued already may stay good until they end.',
          'A member without any account can sign in, and then has nothing.',
        ],
        versioned: false,
        find: (after) => after.items.find(({ id }) => id === ids.membershipId) ?? null,
        wayBack: () => ({
          resourceId: unassignedId,
          itemId: memberId,
          action: 'create',
          value: { account_member_id: memberId },
        }),
      }
    },
  })
}

const ownerWith = (store: Store, name: string): LiveState['owner'] =>
  `account ${name} of ${ownerOf(store)}`

function memberItem(member: {
  id: string
  memberId: string
  name: string | null
  email: string | null
}): LiveItem {
  const { id, memberId, name, email } = member
  return {
    id,
    title: name ?? email ?? memberId,
    detail: email ?? memberId,
    value: { account_member_id: memberId },
    version: null,
    readOnly: null,
    facts: [{ name: 'account_member_id', value: memberId }],
  }
}

function memberOf(item: LiveItem | null): string {
  const member = isObject(item?.value) ? item.value['account_member_id'] : undefined
  return typeof member === 'string' ? member : ''
}
