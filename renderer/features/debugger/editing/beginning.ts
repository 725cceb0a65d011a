import type { FlowInfo, Input } from '../../../../shared/contract.ts'

/* What a run can begin with in place of a sign-in. Pure. */

export type BeginningKind = 'token' | 'callback' | 'code'

/** As typed; it stays in the dialog and goes with it. */
export interface Beginning {
  token: string
  callback: string
  code: string
  redirectUri: string
  codeVerifier: string
  nonce: string
}

export const nothingTyped: Beginning = {
  token: '',
  callback: '',
  code: '',
  redirectUri: '',
  codeVerifier: '',
  nonce: '',
}

export type Begins = Pick<Input<'run.start'>, 'subjectToken' | 'callback'>

/** Only what the flow takes. */
export function kindsFor(flow: Pick<FlowInfo, 'startsWith'> | undefined): BeginningKind[] {
  const takes = flow?.startsWith ?? []
  return [
    ...(takes.includes('subjectToken') ? (['token'] as const) : []),
    ...(takes.includes('callback') ? (['callback', 'code'] as const) : []),
  ]
}

/** `Start from a token, a callback URL or a code…` */
export function startFromLabel(kinds: readonly BeginningKind[]): string {
  const named = { token: 'a token', callback: 'a callback URL', code: 'a code' }
  const words = kinds.map((kind) => named[kind])
  const last = words.at(-1) ?? ''
  return `Start from ${words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${last}` : last}…`
}

/** What is asked of the core; null while something that it needs is missing. */
export function beginsWith(kind: BeginningKind, typed: Beginning): Begins | null {
  if (kind === 'token') {
    const subjectToken = typed.token.trim()
    return subjectToken === '' ? null : { subjectToken }
  }
  const text = (kind === 'callback' ? typed.callback : typed.code).trim()
  if (text === '' || (kind === 'code' && typed.redirectUri.trim() === '')) return null
  const { redirectUri, codeVerifier, nonce } = typed
  return { callback: { text, ...filled({ redirectUri, codeVerifier, nonce }) } }
}

function filled(values: Record<'redirectUri' | 'codeVerifier' | 'nonce', string>) {
  const entries = Object.entries(values).filter(([, value]) => value.trim() !== '')
  return Object.fromEntries(entries.map(([name, value]) => [name, value.trim()]))
}
