import type { IdentifierField } from '../../../shared/check.ts'
import type { JudgementMode } from '../../../shared/judgement.ts'
import { createCore } from '../../core/core.ts'
import { FlowError } from '../../core/failure.ts'
import { call } from '../console-call.ts'
import { createPorts } from '../environment.ts'
import { readInput } from '../input-file.ts'
import { readLargeFile } from '../large-file.ts'
import { hasColour, painter } from '../paint.ts'
import { type BatchRequest, validateBatch } from '../validate-batch.ts'
import { judgementDocument, judgementExit, judgementText } from '../judgement-text.ts'
import { type AddCommand, type Io, wholeNumber } from './command.ts'

interface Options {
  config: string
  site?: string
  tokenFile?: string
  mode: JudgementMode
  at?: number
  skew: number
  identifier?: IdentifierField
  customers?: string
  autoprovisioning?: boolean
  batch?: boolean
}

export const addValidate: AddCommand = (program, io) => {
  program
    .command('validate')
    .description('judges a token as the platform does, and says why')
    .requiredOption('--config <file>', 'a tokenExchange document, or one site configuration')
    .option('--site <site>', 'site configuration that the request names')
    .option('--token-file <file>', 'holds the token; - or nothing reads standard input')
    .option('--mode <mode>', 'auto (as configured), online, offline or both', mode, 'auto')
    .option(
      '--at <instant>',
      'judges at this instant: ISO 8601 (UTC if it says no offset) or seconds',
      instant,
    )
    .option('--skew <seconds>', 'how far the clocks may differ', skew, 0)
    .option('--identifier <field>', 'EMAIL or SUBJECT, instead of the default EMAIL', identifier)
    .option('--customers <file>', 'customer list, CSV or JSON')
    .option('--autoprovisioning <on|off>', 'whether unknown customers are created', onOrOff)
    .option('--batch', 'one token per line in, one JSON verdict per line out, blank lines too')
    .action((options: Options) => (options.batch ? batch(options, io) : single(options, io)))
}

async function single(options: Options, io: Io): Promise<void> {
  const { config, site, tokenFile = '-', customers, batch: _, ...judging } = options
  refuseTwice(config, tokenFile)
  announce(tokenFile, io)
  const core = createCore(createPorts())
  try {
    const judgement = await call(core, 'token.judge', {
      configuration: { document: await readInput(config, 'The configuration'), site: site ?? null },
      token: { text: await readInput(tokenFile, 'The token file') },
      ...judging,
      ...(customers !== undefined && {
        customers: await readLargeFile(customers, 'The customer list'),
      }),
    })
    const text = judgementText(judgement, painter(hasColour(process.stdout)))
    io.result(judgementDocument(judgement), text)
    io.exit(judgementExit(judgement))
  } finally {
    await core.close()
  }
}

async function batch(options: Options, io: Io): Promise<void> {
  const { config, site, tokenFile = '-', customers, at, batch: _, ...judging } = options
  refuseTwice(config, tokenFile)
  announce(tokenFile, io)
  const request: BatchRequest = {
    document: await readInput(config, 'The configuration'),
    site: site ?? null,
    at: at ?? null,
    ...judging,
    customers: customers === undefined ? null : await readLargeFile(customers, 'The customer list'),
    tokens: tokenFile,
  }
  io.exit(await validateBatch(request, io))
}

function refuseTwice(config: string, tokenFile: string): void {
  if (config !== '-' || tokenFile !== '-') return
  throw new FlowError(
    'input_invalid',
    'Standard input cannot hold both the configuration and the token; name a file for one of them.',
  )
}

/** Whoever forgot the token would wait without knowing for what. */
function announce(tokenFile: string, io: Io): void {
  if (tokenFile === '-' && process.stdin.isTTY)
    io.note('Type or paste the token, then end the input (Ctrl-D).')
}

function mode(text: string): JudgementMode {
  if (text === 'auto' || text === 'online' || text === 'offline' || text === 'both') return text
  throw new FlowError('input_invalid', `--mode takes auto, online, offline or both, not ${text}.`)
}

function identifier(text: string): IdentifierField {
  if (text === 'EMAIL' || text === 'SUBJECT') return text
  throw new FlowError('input_invalid', `--identifier takes EMAIL or SUBJECT, not ${text}.`)
}

function onOrOff(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on'
  throw new FlowError('input_invalid', `--autoprovisioning takes on or off, not ${text}.`)
}

const skew = wholeNumber('--skew', { least: 0, most: 86_400 })

const isoInstant = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i

/** Seconds since the epoch. An instant without an offset is UTC, so that no verdict depends on the machine. */
function instant(text: string): number {
  if (/^\d{1,11}(?:\.\d+)?$/.test(text)) return Number(text)
  const iso = isoInstant.exec(text)
  const isLocal = text.includes('T') && iso?.[1] === undefined
  const milliseconds = iso === null ? Number.NaN : Date.parse(isLocal ? `${text}Z` : text)
  if (!Number.isNaN(milliseconds)) return milliseconds / 1000
  const hint = /^\d{12,}$/.test(text) ? ' These look like milliseconds.' : ''
  throw new FlowError(
    'input_invalid',
    `--at takes an instant such as 2026-02-16T17:00:00Z or seconds since 1970, not ${text}.${hint}`,
  )
}
