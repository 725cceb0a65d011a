import type { Document, FindingsOptions } from '../../support/findings.ts'
import type { TestConsole } from '../../support/console.ts'
import { signIn } from '../../../electron/headless/scripted-browser.ts'
import type { RunView } from '../../../shared/run.ts'
import { stored } from './emporix-rows.ts'

/* Runs that fail, by name, so that a run that several rows look at happens once. */

export type Case = Omit<FindingsOptions, 'flowId'>

const faults = (...ids: string[]): Case => ({ faults: ids })
const offline = (...ids: string[]): Case => ({ faults: ids, site: 'Site_PL' })

/** Changes members of the identity provider. */
const provider = (change: (provider: Document, origin: string) => void, more: Case = {}): Case => ({
  ...more,
  connection(document) {
    change(
      document['identityProvider'] as Document,
      String(document['identityProvider'].issuer).replace(/\/idp$/, ''),
    )
    return document
  },
})

const parameters = (given: Record<string, string>, more: Case = {}) =>
  provider((one) => (one['parameters'] = given), more)

/** A confidential client of the sandbox, whose tokens the platform does not take. */
export const confidential = (change: Record<string, string>, more: Case = {}) =>
  provider(
    (one) =>
      Object.assign(one, {
        clientId: 'sandbox-sso',
        clientSecret: 'sandbox-sso-secret',
        tokenEndpointAuthMethod: 'client_secret_basic',
        ...change,
      }),
    more,
  )

const waits = (minutes: number, stageId = 'redeem-code'): Case['beforeStage'] => ({
  [stageId]: (console: TestConsole) => console.clock.advance(minutes * 60_000),
})

const editsForm = (change: (form: URLSearchParams) => void): Case['edit'] => ({
  stageId: 'redeem-code',
  change(request) {
    const form = new URLSearchParams(request.body ?? '')
    change(form)
    return { ...request, body: decodeURIComponent(form.toString()) }
  },
})

/** Redeems the code, goes back, and sends it once more. */
const again: Case = {
  reuse: true,
  beforeStage: {
    'select-configuration': (console: TestConsole, { id: runId }: RunView) =>
      console.call('run.rewind', { runId, stageId: 'redeem-code' }),
  },
}

/** A callback whose iss differs as little as can be. */
async function slashedIssuer(url: string): Promise<void> {
  const { finalUrl } = await signIn(url, 'alice', { deliver: false })
  const callback = new URL(finalUrl)
  callback.searchParams.set('iss', `${callback.searchParams.get('iss')}/`)
  await fetch(callback)
}

/** The platform's own list of what it trusts, with a change. */
const trusts = (change: Record<string, unknown>): Case => ({
  site: 'Site_DE',
  ...stored((online) => ({ ...online, ...change })),
})

export const cases = {
  'nobody listens': provider((one) => (one['issuer'] = 'http://127.0.0.1:2/idp')),
  'https where http is spoken': provider(
    (one, origin) => (one['issuer'] = `${origin.replace('http:', 'https:')}/idp`),
  ),
  'the token endpoint is silent': faults('token-slow'),
  'the introspection is silent': faults('introspection-slow'),
  'the key set breaks off': faults('jwks-unreachable'),
  'the key set fails': faults('jwks-500'),

  'no discovery document': faults('discovery-404'),
  'an issuer that is a path too short': provider(
    (one, origin) => (one['issuer'] = `${origin}/elsewhere`),
  ),
  'discovery is a page': faults('discovery-html'),
  'discovery redirects': faults('discovery-redirect'),
  'discovery lacks the token endpoint': faults('discovery-incomplete'),
  'discovery of another issuer': faults('discovery-issuer-mismatch'),
  'discovery with a slash': faults('discovery-issuer-slash'),

  denied: faults('access-denied'),
  'scope refused': faults('invalid-scope'),
  'code flow off': faults('client-not-allowed'),
  'prompt none': parameters({ prompt: 'none' }),
  'login required': faults('login-required'),
  'nonce required': provider((one) => (one['scope'] = 'email profile'), faults('nonce-required')),
  'PKCE refused': faults('pkce-refused'),
  'server error at the sign-in': faults('authorization-error'),

  'an error page in the browser': faults('redirect-uri-not-registered'),
  'another state': { ...faults('state-tampered'), lost: true },
  'two codes': { ...faults('two-codes'), lost: true },
  'an answer in the fragment': parameters({ response_mode: 'fragment' }, { lost: true }),
  'another iss': faults('iss-mismatch'),
  'iss with a slash': { browse: slashedIssuer },
  'no iss': faults('iss-missing'),

  'a code that was used': again,
  'a verifier of another challenge': parameters({
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  }),
  'no verifier': { edit: editsForm((form) => form.delete('code_verifier')) },
  'another redirect URI': {
    edit: editsForm((form) => form.set('redirect_uri', `${form.get('redirect_uri')}/`)),
  },
  'a code of two minutes': { ...faults('code-expired'), beforeStage: waits(2) },
  'a code of eleven minutes': { ...faults('code-expired'), beforeStage: waits(11) },
  'a code that the provider calls used': faults('invalid-grant'),
  'a challenge that the provider has lost': faults('pkce-mismatch'),

  'secret not taken in the header': confidential({}, faults('basic-auth-refused')),
  'wrong secret': confidential({ clientSecret: 'sandbox-wrong-secret' }),
  'public client refused': faults('client-refused'),
  'grant type off': faults('grant-refused'),
  'the token endpoint is a page': faults('token-html'),
  'the token endpoint fails': faults('token-500'),
  'the token endpoint redirects': faults('token-redirect'),

  'ID token without nonce': faults('nonce-missing'),
  'ID token of another sign-in': faults('nonce-different'),
  'ID token for two': faults('extra-audience'),
  'ID token for another client': faults('id-token-audience'),
  'ID token of another issuer': faults('id-token-issuer'),
  'ID token expired': faults('id-token-expired'),
  'ID token badly signed': faults('id-token-signature'),
  'ID token encrypted': faults('encrypted-id-token'),
  'no ID token': faults('id-token-missing'),

  'clock of the provider behind': faults('clock-behind'),
  'clock of the provider ahead': offline('clock-ahead'),

  'token not signed': offline('alg-none'),
  'key that nobody knows': offline('unknown-kid'),
  'rotated keys': offline('rotated-keys'),
  'token badly signed': offline('bad-signature'),
  'token badly signed, asked online': faults('bad-signature'),
  'token not active': faults('introspection-inactive'),
  'expired token': offline('expired-token'),
  'expired token, asked online': faults('expired-token'),
  'token not valid yet': offline('not-yet-valid-token'),
  'issuer with a slash': faults('issuer-slash'),
  'another issuer': faults('wrong-issuer'),
  'another audience': faults('wrong-audience'),
  'no azp': offline('missing-azp'),
  'another azp': faults('wrong-azp'),
  'opaque token': offline('opaque-access-token'),
  'site that trusts another client': trusts({ token_client_id: 'another-client' }),
  'site that trusts another audience': { site: 'Site_FR' },
  'no e-mail': faults('no-email'),
} as const satisfies Record<string, Case>
export type CaseName = keyof typeof cases
