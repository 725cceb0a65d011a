import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import { FlowError, toFailure } from '../../failure.ts'
import { check, type Purpose, type StageTools } from '../../flow/stage.ts'
import { isSteeredHere } from '../../http/loopback-host.ts'
import { readJson, sendDraft } from '../send-json.ts'
import { type BrokerError, refusalSentence } from './authorization-refusals.ts'
import type { HopOne } from './authorization-url.ts'
import { type Upstream, upstreamChecks, upstreamIn } from './upstream.ts'

export const probePurpose: Purpose = {
  label: 'Authorization URL, asked without a browser',
  party: 'broker',
}

/** As a browser navigates, but without its cookies and without following: nobody signs in. */
export function probeRequest(url: string): RequestDraft {
  return { method: 'GET', url, headers: [['accept', 'text/html, application/json']], body: null }
}

/** What the broker answers (elastic-path.md section 6). */
export type ProbeAnswer =
  | { kind: 'upstream'; status: number; location: URL; upstream: Upstream }
  | { kind: 'refused'; status: number; error: BrokerError }
  | { kind: 'other'; found: string }

const errorSchema = z
  .looseObject({
    error: z.string(),
    error_description: z.string().optional(),
    errorDescription: z.string().optional(),
  })
  .transform(({ error, error_description, errorDescription }): BrokerError => ({
    error,
    description: error_description ?? errorDescription ?? '',
  }))

/** Pure. */
export function readProbe(
  answer: { status: number; location: string | null; body: string },
  asked: { url: string; redirectUri: string },
): ProbeAnswer {
  const { status } = answer
  const location =
    status >= 300 && status < 400 && answer.location !== null
      ? URL.parse(answer.location, asked.url)
      : null
  if (location && isBack(location, asked.redirectUri)) {
    const error = errorSchema.safeParse(Object.fromEntries(location.searchParams))
    if (error.success) return { kind: 'refused', status, error: error.data }
  }
  // With our own redirect URI it is the first hop still, moved to another place.
  const isMoved = location?.searchParams.get('redirect_uri') === asked.redirectUri
  const upstream = location && !isMoved ? upstreamIn(location) : null
  if (location && upstream) return { kind: 'upstream', status, location, upstream }
  const error = status === 400 ? errorSchema.safeParse(readJson(answer.body)) : null
  if (error?.success) return { kind: 'refused', status, error: error.data }
  const where = location ? ` to ${location.origin}${location.pathname}` : ''
  return { kind: 'other', found: `${status}${where}` }
}

function isBack(location: URL, redirectUri: string): boolean {
  const { origin, pathname } = new URL(redirectUri)
  return location.origin === origin && location.pathname === pathname
}

/** Asks once, tells what was seen, and throws `authorization_refused` where the broker says no. */
export async function probe(
  asked: { url: string; redirectUri: string },
  values: HopOne,
  tools: StageTools,
): Promise<Upstream | null> {
  const { apiUrl } = values.store
  if (isSteeredHere(asked.url, apiUrl)) {
    tools.report(
      check('probe', 'Authorization URL asked', 'warning', {
        expected: `a host beside ${new URL(apiUrl).host}`,
        found: new URL(asked.url).host,
        source: 'profile, links["authorization-endpoint"]',
        message:
          'The link of the profile leads to this machine though the store is elsewhere; it was not asked. Sign in only if you know why.',
      }),
    )
    return null
  }
  const answer = await ask(asked, tools)
  switch (answer.kind) {
    case 'upstream': {
      const { status, location, upstream } = answer
      const known = { profile: values.oidcProfile, sentUrl: asked.url }
      tools.report(
        check('probe', 'Authorization URL asked', status === 303 ? 'passed' : 'warning', {
          expected: 303,
          found: status,
          source: 'Elastic Path, authorization endpoint',
          message: `The broker takes the request and redirects to the identity provider${status === 303 ? '' : `, with ${status} instead of the documented 303`}.`,
        }),
        ...upstreamChecks(location, upstream, known),
      )
      return upstream
    }
    case 'refused': {
      const { error, description } = answer.error
      const sentence = refusalSentence(answer.error, asked.url, values)
      throw new FlowError(
        'authorization_refused',
        description ? `${sentence} It says: ${description}` : sentence,
        { status: answer.status, error, ...(description && { error_description: description }) },
      )
    }
    case 'other':
      tools.report(
        check('probe', 'Authorization URL asked', 'unknown', {
          expected: 303,
          found: answer.found,
          source: 'Elastic Path, authorization endpoint',
          message: `The authorization URL answers ${answer.found}, from which nothing can be concluded; the browser may fare better.`,
        }),
      )
      return null
  }
}

async function ask(
  asked: { url: string; redirectUri: string },
  tools: StageTools,
): Promise<ProbeAnswer> {
  try {
    const response = await sendDraft(probeRequest(asked.url), probePurpose, tools)
    const { status, headers } = response
    return readProbe(
      { status, location: headers.get('location'), body: await response.text() },
      asked,
    )
  } catch (thrown) {
    // The probe is a courtesy: what it could not learn does not stop the sign-in.
    if (tools.signal.aborted) throw thrown
    return { kind: 'other', found: toFailure(thrown).message }
  }
}
