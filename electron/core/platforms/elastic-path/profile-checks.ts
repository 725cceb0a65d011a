import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import type { OidcProfile } from './oidc-profiles.ts'
import { redirectInWords } from './redirect-rule.ts'

/* What a profile says, and what has to be registered where (elastic-path.md sections 1 and 4.2). Pure. */

export function profileChecks(
  profile: OidcProfile,
  known: Pick<Values, 'store' | 'realm' | 'redirect'>,
): Check[] {
  return [
    authorizationCheck(profile, known),
    callbackCheck(profile),
    authorizationHostCheck(profile.authorizationEndpoint, known.store),
    profileIdCheck(profile),
    check('profile-issuer', 'Issuer of the profile', profile.issuer ? 'passed' : 'warning', {
      expected: 'present',
      found: profile.issuer,
      source: 'profile, meta.issuer',
      message: profile.issuer
        ? `The profile has the issuer ${profile.issuer} from the discovery document, read when it was saved, as assumed.`
        : 'The profile names no issuer, so the discovery document was perhaps never read; save the profile once more.',
    }),
  ]
}

function authorizationCheck(
  { authorizationEndpoint: found }: OidcProfile,
  { realm, redirect }: Pick<Values, 'realm' | 'redirect'>,
): Check {
  const usable = URL.canParse(found)
  return check('authorization-endpoint', 'authorization-endpoint', usable ? 'passed' : 'failed', {
    found,
    source: 'profile, links',
    message: usable
      ? `The person is sent here first. Our redirect URI ${redirectInWords(redirect)} belongs into the redirect_uris of the realm ${realm.realmId}, to the letter.`
      : 'The link is no absolute URL; it is used as given, so the sign-in cannot begin.',
  })
}

function callbackCheck({ callbackEndpoint: found, clientId }: OidcProfile): Check {
  return check('callback-endpoint', 'callback-endpoint', found ? 'passed' : 'unknown', {
    found,
    source: 'profile, links',
    message: found
      ? `The identity provider sends the person back here, not to us: this URL belongs into its allowed redirect URIs of the client ${clientId}. A profile that is made anew probably has another one.`
      : `The profile names no callback-endpoint; what the identity provider has to allow for the client ${clientId} cannot be read here.`,
  })
}

/** [D] a sample has another host; the link is used as given. */
export function authorizationHostCheck(link: string, { apiUrl }: Values['store']): Check {
  const [expected, found] = [apiUrl, link].map((url) => URL.parse(url)?.host ?? null)
  const same = expected === found
  return check('authorization-host', 'Host of the link', same ? 'passed' : 'warning', {
    expected: expected ?? null,
    found: found ?? null,
    source: 'connection, apiUrl',
    message: same
      ? 'The link leads to the host of the API.'
      : `The link leads to ${found ?? 'no host'}, not to ${expected}, which a documented sample does as well; the link is used as given.`,
  })
}

const profileParameter = 'elasticpath_commerce_cloud_profile_id'

function profileIdCheck({ id, authorizationEndpoint }: OidcProfile): Check {
  const found = URL.parse(authorizationEndpoint)?.searchParams.get(profileParameter) ?? null
  return check('profile-id', 'Profile in the link', found === id ? 'passed' : 'warning', {
    expected: id,
    found,
    source: 'profile, id',
    message:
      found === id
        ? `The link carries the profile as ${profileParameter} already; parameters are added to it.`
        : `The link does not carry the profile as ${profileParameter}, which is required; it is used as given.`,
  })
}

/** How the profile came to be the one. */
export function chosenCheck(
  { id, name }: OidcProfile,
  how: 'only' | 'connection' | 'person',
  count: number,
): Check {
  const messages = {
    only: `The realm has one profile, ${name}, which was taken.`,
    connection: `The connection names the profile ${name}, one of ${count}.`,
    person: `The profile ${name} was chosen, one of ${count}.`,
  }
  return check('profile', 'Profile', 'passed', {
    found: `${name} (${id})`,
    source: how === 'connection' ? 'connection, profile' : how === 'only' ? 'realm' : 'person',
    message: messages[how],
  })
}
