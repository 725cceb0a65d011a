import { isSteeredHere } from '../../../http/loopback-host.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, stage } from '../../../flow/stage.ts'
import {
  documentPurpose,
  documentRequest,
  providerChecks,
  readProvider,
} from '../provider-check.ts'

export const providerCheck = stage({
  id: 'provider-check',
  title: 'Check the provider',
  explanation:
    "Holds the profile's identity provider against what Elastic Path requires of one, as far as its discovery document shows it. A requirement that is not met does not end the run: the platform has the last word.",
  lookAt:
    'what is failed, and then what is unknown: half of the requirements show only in a sign-in, or in the settings of the client at the provider.',
  spec: 'Elastic Path, single sign-on guide: requirements for authentication providers',
  needs: ['store', 'oidcProfile'],
  gives: [],
  messages: [sent(documentPurpose, 'Discovery document'), local('Check the provider')],
  action: ({ store, oidcProfile }) =>
    store?.providerCheck === false
      ? { verb: 'Skip the check of the provider', host: null }
      : {
          verb: 'Read the discovery document from',
          host: URL.parse(oidcProfile?.discoveryUrl ?? '')?.host ?? null,
        },
  show: ({ store, oidcProfile }) => [
    { name: 'discovery_url', value: oidcProfile.discoveryUrl, from: 'oidcProfile' },
    { name: 'client_id', value: oidcProfile.clientId, from: 'oidcProfile' },
    { name: 'meta.issuer', value: oidcProfile.issuer ?? 'none', from: 'oidcProfile' },
    { name: 'check', value: store.providerCheck ? 'yes' : 'no', from: 'store' },
  ],
  preview: ({ store, oidcProfile }) =>
    store.providerCheck && !isSteeredHere(oidcProfile.discoveryUrl, store.apiUrl)
      ? [{ ...documentPurpose, ...documentRequest(oidcProfile) }]
      : [],
  async run({ store, oidcProfile }, tools) {
    if (!store.providerCheck) {
      tools.report(
        check('provider-check', 'Provider check', 'skipped', {
          source: 'connection, providerCheck',
          message: 'The connection leaves the check of the identity provider out.',
        }),
      )
      return {}
    }
    const reading = await readProvider(oidcProfile, store.apiUrl, tools)
    tools.report(...providerChecks(reading, oidcProfile))
    return {}
  },
})
