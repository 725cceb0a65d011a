/* The probes of a provider check, in words: read by screens as well, so that it needs no schema. */

/** What may be asked beyond the discovery document, in the order in which it is said. */
export const providerProbes = [
  {
    id: 'keys',
    title: 'Key set',
    sends: 'GET `jwks_uri`, as the platform would',
    needs: [],
  },
  {
    id: 'redirect',
    title: 'Redirect URI',
    sends:
      'GET the authorization endpoint with the redirect URI and `prompt=none`; where it redirects to is read, never followed',
    needs: ['clientId', 'redirectUri'],
  },
  {
    id: 'secret',
    title: 'Client secret',
    sends: 'POST to the token endpoint with `client_secret_basic` and a code that nobody issued',
    needs: ['clientId', 'clientSecret'],
  },
  {
    id: 'introspection',
    title: 'Introspection',
    sends: 'POST to the introspection endpoint with Basic and a token that nobody issued',
    needs: ['clientId', 'clientSecret'],
  },
] as const satisfies readonly ProbeInWords[]

interface ProbeInWords {
  id: string
  title: string
  /** The request, in words; names of the protocol stand between backticks. */
  sends: string
  needs: readonly (keyof typeof inputNames)[]
}

/** What the inputs of a probe are called. */
const inputNames = {
  clientId: 'client id',
  clientSecret: 'client secret',
  redirectUri: 'redirect URI',
} as const

export type ProbeId = (typeof providerProbes)[number]['id']

export interface PlannedProbe {
  id: ProbeId
  title: string
  sends: string
  /** Why it is left out, such as `no client secret`; null where it is sent. */
  leftOut: string | null
}

/** What a check with this input will send beyond the discovery document. Pure. */
export function plannedProbes(
  input: Partial<Record<keyof typeof inputNames, string>> & { probes?: readonly ProbeId[] },
): PlannedProbe[] {
  return providerProbes.map(({ id, title, sends, needs }) => {
    const missing = needs.filter((name) => !input[name]).map((name) => inputNames[name])
    const isOff = input.probes !== undefined && !input.probes.includes(id)
    const leftOut = isOff
      ? 'not asked for'
      : missing.length > 0
        ? `no ${missing.join(', no ')}`
        : null
    return { id, title, sends, leftOut }
  })
}
