import type { ConnectionOf } from '../../../../../shared/connection.ts'
import { FlowError } from '../../../failure.ts'
import { isObject } from '../../../tokens/compact.ts'
import { isPrivate, publicMembers } from '../public-key-members.ts'
import { parseTokenExchange } from '../token-exchange-config.ts'

type EmporixConnection = ConnectionOf<'emporix'>
type Sso = NonNullable<EmporixConnection['emporix']['sso']>['configurations'][number]

/** What support@emporix.com needs for the set-up (emporix.md 2.2 and 3.4). No secret is in it. */
export function changeRequest({ emporix }: EmporixConnection): string {
  const { tenant, sso, tokenExchange } = emporix
  const settings = [
    ['ssoCustomerAutoprovisioningDisabled', emporix.ssoCustomerAutoprovisioningDisabled],
    ['ssoCustomerIdentifierField', emporix.ssoCustomerIdentifierField],
  ].filter(([, value]) => value !== undefined)
  return [
    'To: support@emporix.com',
    `Subject: Customer single sign-on for the tenant ${tenant}`,
    '',
    `Please set up single sign-on of customers for the tenant ${tenant}.`,
    ...(sso ? ['', ...standardSso(sso.configurations)] : []),
    ...(tokenExchange === 'live' ? [] : ['', ...exchange(tokenExchange)]),
    ...(settings.length > 0
      ? ['', 'Tenant settings:', ...settings.map(([name, value]) => `  ${name}: ${String(value)}`)]
      : []),
    '',
    handOver,
    '',
  ].join('\n')
}

const handOver =
  'The secrets are not in this message. We hand each of them over on a way that you name, such as a link that opens once; please do not ask for them by mail.'

function standardSso(configurations: readonly Sso[]): string[] {
  const documents = configurations.map((one) =>
    JSON.stringify(
      {
        domain: one.domain,
        token_endpoint: one.token_endpoint,
        provider: one.provider,
        client_id: one.client_id,
        redirect_uri: one.redirect_uri,
        client_secret: 'handed over separately',
        ...(one.public_key !== undefined && { public_key: oneLine(one.public_key) }),
      },
      null,
      2,
    ),
  )
  const [first, ...others] = configurations.map(({ name }) => name)
  const lacking = configurations.filter(({ public_key }) => public_key === undefined)
  return [
    'Standard SSO, one document for each identity provider:',
    ...documents.flatMap((document) => ['', document]),
    '',
    others.length > 0
      ? `The storefront names them in state, before --: ${[first, ...others].join(', ')}. ${first} is to be the default.`
      : `The name in state, before --, is ${first}; it is to be the default.`,
    ...lacking.map(({ name }) => `The signing certificate of ${name} follows.`),
  ]
}

/** One line with `\n` for line ends is what JSON makes of it; an escape that is already there is not doubled. */
function oneLine(certificate: string): string {
  return certificate
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll('\r', '')
    .trim()
}

function exchange(document: Record<string, unknown>): string[] {
  return [
    'Token exchange, the document tokenExchange of the tenant:',
    '',
    JSON.stringify(withoutSecrets(plainDocument(document)), null, 2),
  ]
}

function plainDocument(document: Record<string, unknown>): unknown {
  try {
    const { entries, rest } = parseTokenExchange(document)
    return Object.fromEntries([...entries, ...rest])
  } catch (thrown) {
    // It was saved, so it can be read; if not, nothing of it is sent to anybody.
    if (thrown instanceof FlowError) return { error: thrown.message }
    throw thrown
  }
}

/** Client secrets by their name, and the private part of a key that should not be there. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (!isObject(value)) return value
  const own = typeof value.kty === 'string' && isPrivate(value) ? publicMembers(value) : value
  return Object.fromEntries(
    Object.entries(own).map(([name, member]) => [
      name,
      /secret|password/i.test(name) && member !== null && member !== ''
        ? 'handed over separately'
        : withoutSecrets(member),
    ]),
  )
}
