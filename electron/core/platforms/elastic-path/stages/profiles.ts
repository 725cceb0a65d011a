import type { Values } from '../../../../../shared/values.ts'
import { FlowError } from '../../../failure.ts'
import { local, sent } from '../../../flow/planned-rows.ts'
import { check, type StageTools, stage } from '../../../flow/stage.ts'
import { type Answer, refused, send } from '../answers.ts'
import { hostOf } from '../host.ts'
import { type Pages, readPages } from '../list-pages.ts'
import {
  describeProfile,
  namedProfiles,
  type OidcProfile,
  profileCount,
  readProfiles,
} from '../oidc-profiles.ts'
import { chosenCheck, profileChecks } from '../profile-checks.ts'
import { redirectInWords } from '../redirect-rule.ts'
import { listProfiles } from '../requests.ts'

const purpose = { label: 'OIDC profiles', party: 'platform' } as const

export const profiles = stage({
  id: 'profiles',
  title: 'Choose the profile',
  explanation:
    'Reads the identity providers that the realm knows, each an OIDC profile, and takes one. The store is in the middle: it is the provider of the storefront and a client of that provider, so there are two redirect URIs and two client ids.',
  lookAt:
    'the two endpoints: the callback-endpoint has to be allowed at the identity provider, our own redirect URI in the realm. To confuse them is the usual mistake.',
  spec: 'Elastic Path, OpenID Connect profiles',
  needs: ['store', 'storeToken', 'realm', 'redirect'],
  gives: ['oidcProfile'],
  messages: [sent(purpose), local('Take one profile')],
  action: ({ store }) => ({ verb: 'Read the profiles from', host: hostOf(store) }),
  show: ({ store, storeToken, realm, redirect }) => [
    { name: 'realm', value: realm.realmId, from: 'realm' },
    { name: 'profile', value: store.profile ?? 'asked where there are several', from: 'store' },
    { name: 'redirect_uri', value: redirectInWords(redirect), from: 'redirect' },
    { name: 'Authorization', value: `Bearer ${storeToken.accessToken}`, from: 'storeToken' },
  ],
  preview: (values) => [{ ...purpose, ...draftOf(values) }],
  async run(values, tools) {
    const found = await readAll(values, tools)
    const oidcProfile = await choose(found, values.store.profile, tools)
    tools.report(...profileChecks(oidcProfile, values))
    return { oidcProfile }
  },
})

type Needed = Pick<Values, 'store' | 'storeToken' | 'realm'>

function draftOf({ store, storeToken, realm }: Needed) {
  return listProfiles(store, storeToken.accessToken, realm.realmId)
}

async function readAll(values: Needed, tools: StageTools): Promise<OidcProfile[]> {
  const pages = await readPages(draftOf(values), profileCount, (request) =>
    send(request, purpose, tools),
  )
  if (pages.refusal && pages.bodies.length === 0) throw refusal(pages.refusal, values)
  const readings = pages.bodies.map(readProfiles)
  const unusable = readings.flatMap((reading) => reading?.unusable ?? ['a page is no list'])
  const found = readings.flatMap((reading) => reading?.profiles ?? [])
  if (found.length === 0 && unusable.length > 0) {
    throw new FlowError(
      'platform_response_invalid',
      `The list of profiles cannot be used: ${unusable.join('; ')}.`,
      { status: 200 },
    )
  }
  if (found.length === 0) throw noProfiles(values)
  if (unusable.length > 0) tools.report(unusableCheck(unusable))
  if (pages.refusal || pages.cut) tools.report(incompleteCheck(pages, found.length))
  return found
}

async function choose(
  found: OidcProfile[],
  wanted: string | null,
  tools: StageTools,
): Promise<OidcProfile> {
  const candidates = namedProfiles(found, wanted)
  const [first] = candidates
  if (!first) {
    const known = found.map(({ name, id }) => `${name} (${id})`).join(', ')
    throw new FlowError(
      'choice_unknown',
      `The realm has no OIDC profile ${wanted}; set profile to one of: ${known}.`,
    )
  }
  if (candidates.length === 1) {
    tools.report(chosenCheck(first, wanted === null ? 'only' : 'connection', found.length))
    return first
  }
  const id = await tools.choose({
    input: 'store.profile',
    question: 'Which OIDC profile signs the person in?',
    options: candidates.map((profile) => ({
      id: profile.id,
      title: profile.name,
      detail: describeProfile(profile),
    })),
  })
  const chosen = candidates.find((profile) => profile.id === id) ?? first
  tools.report(chosenCheck(chosen, 'person', found.length))
  return chosen
}

/** The two causes of elastic-path.md section 9. */
function noProfiles({ realm, store }: Needed): FlowError {
  const other = realm.account
    ? 'the realm of customers (Buyer Organization)'
    : 'the Account Management Realm'
  return new FlowError(
    'no_profiles',
    `The realm ${realm.realmId} has no OIDC profile: none was made yet; or they are in ${other}, which the other flow uses; or a key for several stores reads another store${store.storeId === null ? ', then set storeId' : ` than ${store.storeId}`}.`,
    { realm: realm.realmId, settings: realm.settingsPath },
  )
}

function refusal(answer: Answer, { realm }: Needed): FlowError {
  return refused('platform_refused', sentenceFor(answer.status, realm), answer)
}

function sentenceFor(status: number, { realmId }: Values['realm']): string {
  switch (status) {
    case 401:
      return 'The store does not take the access token (401): it is older than an hour, or of another store; run again from the first stage.'
    case 403:
      return `The access token may not read the profiles of the realm ${realmId} (403); check the application key.`
    case 404:
      return `The store has no realm ${realmId} (404): it is probably that of another store; check storeId, and run again from the first stage.`
    case 429:
      return 'The store limits its requests (429): wait a moment and send it again.'
    default:
      return `The store answers ${status} to the list of profiles of the realm ${realmId}.`
  }
}

function unusableCheck(unusable: string[]) {
  return check('profiles-usable', 'Usable profiles', 'warning', {
    found: unusable,
    source: 'Elastic Path, OpenID Connect profiles',
    message: `Left out, because the sign-in needs it: ${unusable.join('; ')}.`,
  })
}

function incompleteCheck({ bodies, refusal }: Pages, count: number) {
  return check('profiles-read', 'Pages', 'warning', {
    found: `${count} profiles from ${bodies.length} pages`,
    source: 'links.next, meta.results.total',
    message: refusal
      ? `The next page is refused with ${refusal.status}; only the profiles before it can be chosen.`
      : 'There are more pages; they were left, because they are too many or on another host than the API, which does not get the access token.',
  })
}
