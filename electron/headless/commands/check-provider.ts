import type { ProviderCheckInput } from '../../../shared/provider-check.ts'
import { plannedProbes } from '../../../shared/provider-probes.ts'
import { createCore } from '../../core/core.ts'
import { FlowError } from '../../core/failure.ts'
import { providerLists } from '../../core/platforms/registry.ts'
import { call } from '../console-call.ts'
import { createPorts } from '../environment.ts'
import { oneLine } from '../one-line.ts'
import { hasColour, painter } from '../paint.ts'
import { providerExit, providerText } from '../provider-text.ts'
import type { AddCommand, Io } from './command.ts'

interface Options {
  platform: string[]
  clientId?: string
  clientSecretEnv?: string
  probeRedirectUri?: string
}

const platformIds = providerLists.map(({ id }) => id)

export const addCheckProvider: AddCommand = (program, io) => {
  program
    .command('check-provider <issuer>')
    .description('holds an identity provider against what the platforms require of one')
    .option(
      '--platform <id>',
      `${platformIds.join(' or ')}; may be repeated, left out it is all`,
      collect,
      [],
    )
    .option('--client-id <id>', 'client to probe with')
    .option(
      '--client-secret-env <name>',
      'environment variable that holds its secret; probes token endpoint and introspection',
    )
    .option(
      '--probe-redirect-uri <uri>',
      'asks whether the provider knows this redirect URI for the client; nothing is followed',
    )
    .action((issuer: string, options: Options) => checkProvider(inputOf(issuer, options), io))
}

const collect = (value: string, before: string[]) => [...before, value]

function inputOf(issuer: string, options: Options): ProviderCheckInput {
  const { platform, clientId, clientSecretEnv, probeRedirectUri: redirectUri } = options
  if (clientId === undefined && (clientSecretEnv ?? redirectUri) !== undefined) {
    const option = clientSecretEnv === undefined ? '--probe-redirect-uri' : '--client-secret-env'
    throw new FlowError('input_invalid', `${option} needs --client-id: it belongs to a client.`)
  }
  return {
    issuer,
    ...(platform.length > 0 && { platforms: platform }),
    ...(clientId !== undefined && { clientId }),
    ...(clientSecretEnv !== undefined && { clientSecret: secretIn(clientSecretEnv) }),
    ...(redirectUri !== undefined && { redirectUri }),
  }
}

function secretIn(name: string): string {
  const secret = process.env[name]
  if (secret) return secret
  throw new FlowError(
    'secret_missing',
    `The environment variable ${name} is not set; it has to hold the client secret.`,
  )
}

async function checkProvider(input: ProviderCheckInput, io: Io): Promise<void> {
  announce(input, io)
  const core = createCore(createPorts())
  let checkId = ''
  const stop = onInterrupt(() => void core.call('provider.cancel', { checkId }))
  try {
    checkId = (await call(core, 'provider.check', input)).id
    const report = await call(core, 'provider.settled', { checkId })
    io.result(report, providerText(report, painter(hasColour(process.stdout))))
    io.exit(providerExit(report))
  } finally {
    stop()
    await core.close()
  }
}

/** What is sent is said before (a probe shows up in the log of the provider). */
function announce(input: ProviderCheckInput, io: Io): void {
  const probes = plannedProbes(input)
  const sent = probes.filter(({ leftOut }) => leftOut === null).map(({ title }) => title)
  const left = probes.flatMap(({ title, leftOut }) => (leftOut ? [`${title} (${leftOut})`] : []))
  io.note(
    oneLine(
      `Asks ${URL.parse(input.issuer)?.host ?? input.issuer}: ${['Discovery document', ...sent].join(', ')}.${left.length > 0 ? ` Left out: ${left.join(', ')}.` : ''}`,
    ),
  )
}

function onInterrupt(interrupt: () => void): () => void {
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  return () => {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt)
  }
}
