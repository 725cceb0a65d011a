import type { Check } from '../../../shared/check.ts'
import type { Judgement } from '../../../shared/judgement.ts'
import type { InspectedToken } from '../../../shared/token.ts'
import type { MarkName } from '../../ui/sprite.tsx'
import { foundText } from '../ladder/check-text.ts'
import type { Entry } from './tokens-state.ts'

export interface SignatureSentence {
  mark: MarkName
  /** The verdict in bold; nothing but a check that passed says valid. */
  lead: string
  rest: string
}

/** What is known of the signature, in a sentence. Pure. */
export function signatureSentence(
  { token, source }: Pick<Entry, 'token' | 'source'>,
  judgement: Judgement | null,
): SignatureSentence {
  if (token.kind === 'opaque') {
    const facts = 'text' in source ? lookOf(source.text.trim()) : `It has ${token.size} characters.`
    const more = judgement?.introspection
      ? introspectedWords(judgement.introspection)
      : 'Only introspection can tell more: judge it online.'
    return { mark: 'info', lead: 'Opaque.', rest: `${token.summary} ${facts} ${more}` }
  }
  if (token.kind === 'jwe')
    return { mark: 'info', lead: 'Encrypted for somebody else.', rest: token.summary }
  if (isUnsigned(token)) return { mark: 'warning', lead: 'Not signed.', rest: token.summary }
  const offline = judgement?.verdicts.find(({ mode }) => mode === 'offline')
  const check = offline && byVerdict(offline.checks)
  if (check && check.mark === 'passed') return check
  if (token.kind === 'malformed') return { mark: 'failed', lead: 'Malformed.', rest: token.summary }
  return check ?? notAsked(judgement)
}

function byVerdict(checks: readonly Check[]): SignatureSentence {
  const find = (id: string) => checks.find((check) => check.id === id)
  const signature = find('signature')
  if (signature?.status === 'passed') {
    const [algorithm, key] = [find('algorithm'), find('key')]
    return {
      mark: 'passed',
      lead: 'The signature is valid:',
      rest: `${algorithm ? foundText(algorithm) : ''} with key ${key ? foundText(key) : ''} of ${signature.source}.`,
    }
  }
  if (signature?.status === 'failed' && signature.found === 'invalid')
    return { mark: 'failed', lead: 'The signature does not verify:', rest: signature.message }
  const cause =
    ['format', 'algorithm', 'key'].map(find).find((check) => check?.status === 'failed') ??
    signature
  return {
    mark: 'unknown',
    lead: 'The signature is not checked:',
    rest: cause?.message ?? 'the ladder did not reach it.',
  }
}

function notAsked(judgement: Judgement | null): SignatureSentence {
  const online = judgement?.verdicts.find(({ mode }) => mode === 'online')
  if (online) {
    return {
      mark: 'unknown',
      lead: 'The signature is not checked:',
      rest: `${online.site} is validated online, so the provider was asked instead.`,
    }
  }
  const rest = judgement
    ? 'the judgement did not get that far.'
    : 'judge the token to hold it against the keys of a configuration.'
  return { mark: 'unknown', lead: 'The signature is not checked yet:', rest }
}

function isUnsigned({ header }: InspectedToken): boolean {
  if (typeof header !== 'object' || header === null || Array.isArray(header)) return false
  const { alg } = header
  return typeof alg === 'string' && alg.trim().toLowerCase() === 'none'
}

const alphabets: readonly [RegExp, string][] = [
  [/^[0-9a-f]+$/i, 'hexadecimal digits'],
  [/^[a-z\d]+$/i, 'letters and digits'],
  [/^[\w-]+$/, 'the alphabet of base64url'],
  [/^[a-z\d+/]+=*$/i, 'the alphabet of base64'],
]

/** What can be learned of a text without its issuer: length and alphabet. */
function lookOf(text: string): string {
  const alphabet = alphabets.find(([pattern]) => pattern.test(text))?.[1] ?? 'several alphabets'
  return `It has ${text.length} characters of ${alphabet}.`
}

function introspectedWords({ active, failure }: NonNullable<Judgement['introspection']>): string {
  if (failure !== null) return 'The provider could not say more: the introspection failed.'
  return active === true
    ? 'The provider says that it is active.'
    : 'The provider does not say that it is active.'
}
