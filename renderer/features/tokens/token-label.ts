import { formatBytes } from '../../ui/format.ts'
import { withCodes } from '../../ui/invisible.ts'
import { membersOf } from './claim-rows.ts'
import type { Entry } from './tokens-state.ts'

/* Tokens in lists: a title and a line of facts. Pure. */

const longest = 60

export function kindWord({ token }: Pick<Entry, 'token'>): string {
  switch (token.kind) {
    case 'jws':
      return 'JWT'
    case 'jwe':
      return 'encrypted'
    case 'opaque':
      return 'opaque'
    case 'malformed':
      return 'malformed'
  }
}

/** That of a run by its parameter; a pasted one by who issued it, or what it is. */
export function titleOf(entry: Entry): string {
  if (entry.stage !== null) return entry.token.name
  const claims = new Map(membersOf(entry.token.claims))
  const issuer = claims.get('iss')
  if (typeof issuer === 'string' && issuer !== '') return shorten(URL.parse(issuer)?.host || issuer)
  const subject = claims.get('sub')
  if (typeof subject === 'string' && subject !== '') return shorten(subject)
  const word = kindWord(entry)
  return `${word === 'JWT' ? word : word.charAt(0).toUpperCase() + word.slice(1)} token`
}

export function factsOf(entry: Entry): string {
  const subject = new Map(membersOf(entry.token.claims)).get('sub')
  const about =
    entry.stage === null && typeof subject === 'string' && titleOf(entry) !== subject
      ? [shorten(subject, 24)]
      : []
  const stage = entry.stage === null ? [] : [`stage ${entry.stage.number}`]
  return [...stage, kindWord(entry), formatBytes(entry.token.size), ...about].join(', ')
}

function shorten(text: string, most = longest): string {
  return withCodes(text.length > most ? `${text.slice(0, most)}…` : text)
}
