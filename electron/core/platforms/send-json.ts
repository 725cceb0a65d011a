import type { RequestDraft } from '../../../shared/exchange.ts'
import { FlowError } from '../failure.ts'
import type { Purpose, StageTools } from '../flow/stage.ts'

export interface JsonAnswer {
  status: number
  /** Undefined where the body is not JSON. */
  body: unknown
}

/** Sends a draft and reads the answer as JSON where it is JSON. A redirect is never followed (W-03). */
export async function sendJson(
  request: RequestDraft,
  purpose: Purpose,
  tools: StageTools,
): Promise<JsonAnswer> {
  const response = await sendDraft(request, purpose, tools)
  if (response.status >= 300 && response.status < 400) {
    throw new FlowError(
      'redirect_refused',
      `${new URL(request.url).host} answers ${purpose.label} with a redirect, which is never followed with a token; check apiUrl.`,
      { status: response.status, location: response.headers.get('location') },
    )
  }
  return { status: response.status, body: readJson(await response.text()) }
}

/** Sends a draft as it is; a redirect is answered as one. */
export function sendDraft(
  request: RequestDraft,
  purpose: Purpose,
  tools: StageTools,
): Promise<Response> {
  return tools.fetch(purpose)(request.url, {
    method: request.method,
    headers: request.headers,
    body: request.body,
    signal: tools.signal,
  })
}

export function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // A page or nothing at all: the caller says what it wanted instead.
    return undefined
  }
}
