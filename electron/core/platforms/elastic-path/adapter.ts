import type { ConnectionOf } from '../../../../shared/connection.ts'
import type { Values } from '../../../../shared/values.ts'
import type { Flow } from '../../flow/stage.ts'
import { openedSecret } from '../opened-secret.ts'
import type { PlatformAdapter } from '../platform.ts'
import { elasticPathEditing } from './editing/editing.ts'
import { elasticPathAdministration } from './administration/administration.ts'
import { accountFlow, customerFlow, legacyCustomerFlow } from './flows.ts'
import { elasticPathProviders } from './provider-requirements.ts'

export const elasticPath: PlatformAdapter<ConnectionOf<'elastic-path'>> = {
  id: 'elastic-path',
  title: 'Elastic Path',
  flows: [customerFlow, legacyCustomerFlow, accountFlow],
  // Every store has a realm for customers and one for accounts; which of them has profiles, the store says.
  flowsOf: () => elasticPath.flows,
  given: (connection, { flow }) => ({
    store: storeOf(connection, flow),
    redirect: connection.redirect,
  }),
  sites: () => [],
  administration: elasticPathAdministration((connection) => storeOf(connection, customerFlow)),
  providerRequirements: elasticPathProviders,
  editing: elasticPathEditing,
}

function storeOf(
  { elasticPath: settings }: ConnectionOf<'elastic-path'>,
  flow: Flow,
): Values['store'] {
  const { legacy, clientSecret, storeId, display, prompt, uiLocales, ...rest } = settings
  const isLegacy = flow === legacyCustomerFlow
  return {
    ...rest,
    apiUrl: isLegacy ? legacy.apiUrl : rest.apiUrl,
    unwrappedBody: isLegacy && legacy.unwrappedBody,
    clientSecret: clientSecret === undefined ? null : openedSecret(clientSecret),
    storeId: storeId ?? null,
    display: display ?? null,
    prompt: prompt ?? null,
    uiLocales: uiLocales ?? null,
    realm: rest.realm ?? null,
    profile: rest.profile ?? null,
    account: rest.account ?? null,
    switchTo: rest.switchTo ?? null,
  }
}
