import type { ConnectionOf } from '../../../../../shared/connection.ts'
import type { Values } from '../../../../../shared/values.ts'
import type { Administration } from '../../administration.ts'
import { accountSettings } from './account-settings.ts'
import { accounts } from './accounts.ts'
import { memberships, unassignedMembers } from './memberships.ts'
import { duplicateEmailPolicy, redirectUris } from './realm-attributes.ts'
import { realmResource } from './realm-documents.ts'
import { profileResource } from './realm-profiles.ts'
import { realms } from './store-access.ts'

/** `storeOf` reads the store of a connection whose secrets have been opened. */
export function elasticPathAdministration(
  storeOf: (connection: ConnectionOf<'elastic-path'>) => Values['store'],
): Administration<ConnectionOf<'elastic-path'>> {
  return {
    resources(connection) {
      const store = storeOf(connection)
      return [
        ...realms.flatMap((of) => [
          profileResource(store, of),
          realmResource(store, of, redirectUris),
          realmResource(store, of, duplicateEmailPolicy),
        ]),
        accountSettings(store),
        accounts(store),
        unassignedMembers(store),
        memberships(store),
      ]
    },
  }
}
