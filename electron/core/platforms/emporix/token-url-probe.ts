import { z } from 'zod'
import type { RequestDraft } from '../../../../shared/exchange.ts'
import { toFailure } from '../../failure.ts'
import { check, type StageTools } from '../../flow/stage.ts'
import { readJson, sendDraft } from '../send-json.ts'
import { type ChosenSso, tokenUrlOf } from './sso-configuration.ts'

const purpose = { label: 'Token URL probe', party: 'identity-provider' } as const

const errorSchema = z.looseObject({ error: z.string() })

/**
 * Asks the composed token URL with a request that names a grant and nothing else. A token endpoint refuses it
 * with an OAuth error (RFC 6749 section 5.2); a page, a 404 or a redirect says that the URL is not one.
 * No client authenticates and no code is sent, so nothing is spent.
 */
export async function probeTokenUrl(chosen: ChosenSso, tools: StageTools): Promise<void> {
  const url = tokenUrlOf(chosen)
  const { isEndpoint, found } = url === null ? notAUrl : await ask(url, tools)
  tools.report(
    check('token-url-probe', 'Token URL asked', isEndpoint ? 'passed' : 'warning', {
      expected: 'an OAuth error, as a token endpoint answers an empty request',
      found,
      source: 'RFC 6749 section 5.2',
      message: isEndpoint
        ? `The token URL answers as a token endpoint does: ${found}.`
        : `${url ?? 'What domain and token_endpoint make'} does not answer as a token endpoint (${found}); correct domain or token_endpoint.`,
    }),
  )
}

const notAUrl = { isEndpoint: false, found: 'no URL' }

async function ask(url: string, tools: StageTools) {
  const request: RequestDraft = {
    method: 'POST',
    url,
    headers: [
      ['accept', 'application/json'],
      ['content-type', 'application/x-www-form-urlencoded'],
    ],
    body: 'grant_type=authorization_code',
  }
  try {
    const response = await sendDraft(request, purpose, tools)
    const refusal = errorSchema.safeParse(readJson(await response.text()))
    return refusal.success && [400, 401].includes(response.status)
      ? { isEndpoint: true, found: `${response.status} ${refusal.data.error}` }
      : { isEndpoint: false, found: `${response.status} without an OAuth error` }
  } catch (thrown) {
    // The probe is a courtesy: what it could not learn does not stop the sign-in.
    if (tools.signal.aborted) throw thrown
    return { isEndpoint: false, found: toFailure(thrown).message }
  }
}
