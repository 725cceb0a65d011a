import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createPublicKey } from 'node:crypto'
import { createVerifier } from 'fast-jwt'
import { importJWK, jwtVerify } from 'jose'
import { judgeBatch } from '../../electron/core/verdict/batch.ts'
import { type BatchSetup, lineJudge } from '../../electron/core/verdict/batch-line.ts'
import { audience, issuer, linesOf, type Subject, subjectOf } from './tokens.ts'

/** Tokens that jose has in hand at a time. */
const concurrency = 64

/** Tokens per second of one way to validate them, and the processor time it took. */
interface Rate {
  perSecond: number
  microsecondsOfCpu: number
}

type Contender = (subject: Subject, count: number) => Promise<Rate>

const contenders: Record<string, Contender> = {
  'jose jwtVerify': async ({ tokens, publicJwk, algorithm }, count) => {
    const key = await importJWK(publicJwk, algorithm)
    return measured(count, async () => {
      let next = 0
      const worker = async () => {
        while (next < count)
          await jwtVerify(at(tokens, next++), key, { issuer, audience, algorithms: [algorithm] })
      }
      await Promise.all(Array.from({ length: concurrency }, worker))
    })
  },
  'fast-jwt': ({ tokens, publicJwk, algorithm }, count) => {
    const key = createPublicKey({ key: publicJwk, format: 'jwk' })
    const verify = createVerifier({
      key: String(key.export({ type: 'spki', format: 'pem' })),
      algorithms: [algorithm as 'RS256'],
      allowedIss: issuer,
      allowedAud: audience,
      cache: false,
    })
    return measured(count, () => {
      for (let next = 0; next < count; next += 1) verify(at(tokens, next))
      return Promise.resolve()
    })
  },
  'full ladder, one thread': ({ tokens, document }, count) => {
    const judgeLine = lineJudge(setupOf(document))
    return measured(count, async () => {
      for (let next = 0; next < count; next += 1) {
        const result = judgeLine(at(tokens, next))
        accepted(result instanceof Promise ? await result : result)
      }
    })
  },
  [`full ladder, --batch, ${availableParallelism()} threads`]: async (
    { tokens, document },
    round,
  ) => {
    // Threads take a moment to start and to warm up; what counts for many tokens is the rate after that.
    const lead = round
    const count = round * 3
    let began = 0
    let cpu = process.cpuUsage()
    let before = 0
    const counts = await judgeBatch({
      setup: setupOf(document),
      input: linesOf(tokens, lead + count),
      write: () => Promise.resolve(),
      progress({ accepted }) {
        if (began > 0 || accepted < lead) return
        began = performance.now()
        cpu = process.cpuUsage()
        before = accepted
      },
    })
    if (counts.accepted !== lead + count) throw new Error('A good token was rejected')
    return rateOf(counts.accepted - before, performance.now() - began, cpu)
  },
}

/** Batch validation beside plain verification, then the memory that it takes. */
export async function benchValidate(quick: boolean): Promise<void> {
  const [count, rounds, many] = quick ? [4_000, 3, 50_000] : [20_000, 3, 1_000_000]
  console.log(
    `\nvalidate: ${count} tokens a round, median of ${rounds} rounds; jose ${concurrency} at a time`,
  )
  for (const algorithm of ['RS256', 'ES256', 'EdDSA']) {
    const subject = await subjectOf(algorithm, 2_000)
    await compare(subject, count, rounds)
    if (algorithm === 'RS256') await memory(subject, [10_000, many / 10, many])
  }
}

async function compare(subject: Subject, count: number, rounds: number): Promise<void> {
  const rates = new Map<string, Rate[]>()
  for (const contend of Object.values(contenders)) await contend(subject, 500)
  for (let round = 0; round < rounds; round += 1)
    for (const [name, contend] of Object.entries(contenders))
      rates.set(name, [...(rates.get(name) ?? []), await contend(subject, count)])
  const jose = median(rates.get('jose jwtVerify') ?? [])
  console.log(`  ${subject.algorithm}`)
  for (const [name, found] of rates) {
    const { perSecond, microsecondsOfCpu } = median(found)
    const ratio = (perSecond / jose.perSecond).toFixed(2)
    console.log(
      `    ${name.padEnd(34)} ${String(Math.round(perSecond)).padStart(7)} tokens/s  ${ratio.padStart(5)} x jose  ${microsecondsOfCpu.toFixed(0).padStart(4)} us of CPU each`,
    )
  }
}

/** Peak memory of the real command line at two counts: it must not grow with the count. */
async function memory({ tokens, document }: Subject, counts: readonly number[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'))
  try {
    const config = path.join(folder, 'config.json')
    await writeFile(config, JSON.stringify(document))
    console.log('  memory of `validate --batch` (the whole process, all threads)')
    for (const count of counts) {
      const began = performance.now()
      const { peak, bytes } = await runBatch(config, linesOf(tokens, count))
      const seconds = (performance.now() - began) / 1000
      console.log(
        `    ${String(count).padStart(9)} tokens: peak ${(peak / 1024).toFixed(0).padStart(4)} MB, ${seconds.toFixed(1)} s with start, ${Math.round(count / seconds)} tokens/s, ${(bytes / 1e6).toFixed(0)} MB written`,
      )
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function runBatch(config: string, input: AsyncIterable<Buffer>) {
  const root = path.join(import.meta.dirname, '..', '..')
  const reporter = path.join(import.meta.dirname, 'report-memory.ts')
  const cli = path.join(root, 'electron', 'headless', 'cli.ts')
  const child = spawn(
    process.execPath,
    ['--import', reporter, cli, 'validate', '--batch', '--config', config],
    { stdio: ['pipe', 'pipe', 'inherit', 'pipe'] },
  )
  const [stdin, stdout, , told] = child.stdio
  if (!stdin || !stdout || !(told instanceof Readable)) throw new Error('No pipes')
  let bytes = 0
  let peak = ''
  stdout.on('data', (lines: Buffer) => (bytes += lines.length))
  told.on('data', (text: Buffer) => (peak += text.toString()))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  await pipeline(Readable.from(input), stdin)
  const code = await ended
  if (code !== 0) throw new Error(`validate --batch ended with ${code}`)
  return { peak: Number(peak), bytes }
}

const setupOf = (document: object): BatchSetup => ({
  document,
  site: null,
  mode: 'auto',
  at: null,
  skew: 0,
  customers: null,
})

const at = (tokens: readonly string[], index: number): string => tokens[index % tokens.length] ?? ''

function accepted({ outcome }: { outcome: string }): void {
  if (outcome !== 'accepted') throw new Error(`A good token was ${outcome}`)
}

async function measured(count: number, work: () => Promise<void>): Promise<Rate> {
  const cpu = process.cpuUsage()
  const began = performance.now()
  await work()
  return rateOf(count, performance.now() - began, cpu)
}

function rateOf(count: number, milliseconds: number, cpu: NodeJS.CpuUsage): Rate {
  const { user, system } = process.cpuUsage(cpu)
  return { perSecond: (count / milliseconds) * 1000, microsecondsOfCpu: (user + system) / count }
}

function median(rates: readonly Rate[]): Rate {
  const sorted = rates.toSorted((a, b) => a.perSecond - b.perSecond)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (!middle) throw new Error('Nothing was measured')
  return middle
}
