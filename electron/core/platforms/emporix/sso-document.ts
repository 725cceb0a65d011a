import { X509Certificate } from 'node:crypto'
import type { Check } from '../../../../shared/check.ts'
import type { Values } from '../../../../shared/values.ts'
import { check } from '../../flow/stage.ts'
import { type ChosenSso, isSameRedirect, tokenUrlOf } from './sso-configuration.ts'

/** What the platform's document says held against what the console knows (emporix.md 2.2). Pure. */
export function documentChecks(
  chosen: ChosenSso,
  known: { metadata: Values['metadata']; redirectUri: string },
  now: number,
): Check[] {
  return [
    tokenUrlCheck(chosen, known.metadata),
    redirectCheck(chosen, known.redirectUri),
    ...(chosen.certificate === null ? [] : [certificateCheck(chosen, chosen.certificate, now)]),
  ]
}

const sourceOf = ({ name }: ChosenSso) => `connection, sso configuration ${name}`

/** The platform redeems the code there; for Keycloak a forgotten realm is the usual mistake (2.2). */
function tokenUrlCheck(chosen: ChosenSso, metadata: Values['metadata']): Check {
  const composed = tokenUrlOf(chosen)
  const same = composed === metadata.token_endpoint
  return check('token-url', 'Token endpoint', same ? 'passed' : 'warning', {
    expected: metadata.token_endpoint,
    found: composed,
    source: sourceOf(chosen),
    message: same
      ? 'domain and token_endpoint make the token endpoint of the provider.'
      : 'domain and token_endpoint make another URL than the token endpoint of the provider, if they are joined as assumed.',
  })
}

/** Whether the platform compares the two is undocumented; that they must be equal is (failure 1 of section 8). */
function redirectCheck(chosen: ChosenSso, sent: string): Check {
  const same = isSameRedirect(sent, chosen.redirectUri)
  return check('configured-redirect', 'Configured redirect_uri', same ? 'passed' : 'warning', {
    expected: chosen.redirectUri,
    found: sent,
    source: sourceOf(chosen),
    message: same
      ? 'The redirect URI is that of the configuration.'
      : 'The redirect URI is another one than that of the configuration; the platform may refuse the code.',
  })
}

/** A certificate in its armour, on one line with `\n` for line ends: what platform support asks for (2.2). */
function certificateCheck(chosen: ChosenSso, text: string, now: number): Check {
  const { status, found, message } = readCertificate(text, now)
  return check('certificate', 'public_key', status, {
    expected: 'a certificate between BEGIN CERTIFICATE and END CERTIFICATE, in its time',
    found,
    source: sourceOf(chosen),
    message,
  })
}

/** Whether a text is the certificate that the platform wants, as far as can be told without the provider. */
export function readCertificate(
  text: string,
  now: number,
): Pick<Check, 'status' | 'found' | 'message'> {
  // As JSON text a line end is `\n` already; who escaped it twice has a backslash here.
  const pem = text.replaceAll('\\n', '\n').trim()
  const [, kind] = /^-----BEGIN ([A-Z ]+)-----/.exec(pem) ?? []
  if (kind !== 'CERTIFICATE' || !pem.endsWith('-----END CERTIFICATE-----')) {
    return {
      status: 'failed',
      found: kind ?? 'no armour',
      message:
        kind === undefined
          ? 'public_key has no BEGIN CERTIFICATE and END CERTIFICATE around it.'
          : `public_key holds a ${kind.toLowerCase()}; the platform wants the signing certificate.`,
    }
  }
  try {
    const { validFromDate, validToDate, subject } = new X509Certificate(pem)
    const until = validToDate.toISOString()
    const found = `${subject.replaceAll('\n', ', ')}, until ${until}`
    if (now >= validFromDate.getTime() && now <= validToDate.getTime())
      return {
        status: 'passed',
        found,
        message: `public_key is a certificate, good until ${until}.`,
      }
    const message = `public_key is a certificate that is not in its time: it is good from ${validFromDate.toISOString()} to ${until}.`
    return { status: 'warning', found, message }
  } catch {
    // Node gives no reason that would help.
    return {
      status: 'failed',
      found: 'unreadable',
      message: 'public_key has the armour of a certificate, but what is inside cannot be read.',
    }
  }
}
