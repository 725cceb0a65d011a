import { FlowError } from '../failure.ts'

/* How a callback is read, whichever way it came: loopback, deep link or paste. Nothing in it is believed here. */

/** No provider sends more; a longer one is an attack or an accident (security.md L-07, DL-02). */
export const longestCallback = 16 * 1024

/** Each at most once: two values would let two readers see two different answers (RFC 6749 section 3.1). */
const single = ['code', 'state', 'iss', 'error'] as const

export type CallbackParameters = [string, string][]

/** Reads `a=1&b=2`. Throws `callback_invalid`; its sentence holds no value of the callback. */
export function readParameters(query: string): CallbackParameters {
  if (query.length > longestCallback) refuse(`is longer than ${longestCallback} characters`)
  const parameters = [...new URLSearchParams(query)]
  for (const name of single) {
    if (parameters.filter(([other]) => other === name).length > 1) {
      refuse(`repeats the parameter ${name}, which may stand there only once`)
    }
  }
  return parameters
}

export function refuse(reason: string): never {
  throw new FlowError('callback_invalid', `The callback ${reason}.`)
}

/** Scheme, authority and path, as far as URL spelling makes no difference. */
function addressOf(url: string): string {
  const { protocol, host, pathname } = new URL(url)
  return `${protocol}//${host}${pathname}`
}

/**
 * Reads what a person pasted: the whole redirect URL, or its query, or its fragment. A whole URL must stand
 * where the run awaits it. Throws `callback_invalid`.
 */
export function parseCallback(
  text: string,
  { redirectUri }: { redirectUri: string },
): { parameters: CallbackParameters } {
  if (text.length > longestCallback) refuse(`is longer than ${longestCallback} characters`)
  // Terminals and mails break long URLs, quote them and put them in angle brackets.
  const pasted = text.replace(/\s*[\r\n]+\s*/g, '').replace(/^[\s"'<]+|[\s"'>]+$/g, '')
  if (pasted === '') refuse('is empty: paste the whole URL from the address bar')
  if (/\s/.test(pasted)) refuse('contains white space: paste the URL alone, without other text')

  const [, address = '', query = '', fragment = ''] = splitUrl(pasted)
  if (address !== '') checkAddress(address, redirectUri)
  const parameters = readParameters([query, fragment].filter(Boolean).join('&'))
  const names = parameters.map(([name]) => name)
  if (names.includes('response_type') || names.includes('code_challenge')) {
    refuse('is the authorization URL: paste the URL that the browser shows after the sign-in')
  }
  if (!names.includes('code') && !names.includes('error')) {
    refuse('has neither a code nor an error: paste the whole URL from the address bar')
  }
  return { parameters }
}

function splitUrl(pasted: string): string[] {
  // `code=...&state=...` without the question mark is a query too.
  const isBare = /^[\w.~-]+=/.test(pasted) && !/^[\w.~-]+=[^&]*\?/.test(pasted)
  return /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/.exec(isBare ? `?${pasted}` : pasted) ?? []
}

function checkAddress(address: string, redirectUri: string): void {
  if (!URL.canParse(address)) refuse('is no URL: paste the whole URL from the address bar')
  if (!URL.canParse(redirectUri) || addressOf(address) !== addressOf(redirectUri)) {
    refuse(`does not begin with ${redirectUri}, the redirect URI of this run`)
  }
}
