import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { unusableKey } from '../../../tokens/key-choice.ts'
import { fix, trap } from '../../edited-document.ts'
import { certificateMismatch } from '../key-certificate.ts'
import { isPrivate, publicMembers } from '../public-key-members.ts'
import type { SiteEntry } from '../token-exchange-config.ts'
import type { EditedExchange } from './exchange-reading.ts'
import * as source from './sources.ts'

type Key = Record<string, unknown>
type Place = { path: DocumentPath; name: string; canEdit: boolean }

/** Certificates are read one by one, and a person is typing. */
const mostKeys = 50

/** What is wrong with pinned keys (emporix.md 3.2, RFC 7517, RFC 8725). */
export function keyTraps({
  exchange,
  layer,
  entry,
}: {
  exchange: EditedExchange
  layer: string
  entry: SiteEntry
}): Problem[] {
  const keys: Key[] | undefined = entry.jwks?.keys
  if (!keys) return []
  const path = exchange.pathOf(layer, 'jwks')
  if (keys.length === 0) {
    const message = `${layer}.jwks has no keys: remove it, or no token of this site can be verified.`
    return [trap(path, message, source.exchangeOffline, fix('Remove jwks', { path }))]
  }
  const problems = keys.slice(0, mostKeys).flatMap((key, i) => {
    const at = exchange.pathOf(layer, 'jwks', 'keys', i)
    const canEdit = exchange.editable && at.length > path.length
    return one(key, { path: at, name: `${layer}.jwks.keys[${i}]`, canEdit })
  })
  return [...problems, ...names(keys, `${layer}.jwks`, path)]
}

function one(key: Key, place: Place): Problem[] {
  const { path, name, canEdit } = place
  if (key.kty === 'oct' || typeof key.k === 'string') {
    const message = `${name} is a symmetric key: whoever reads the configuration can sign tokens with it. Replace it at the provider.`
    const remedy = canEdit ? fix('Remove the key', { path }) : null
    return [trap(path, message, 'RFC 8725 section 3.5', remedy)]
  }
  const problems: Problem[] = []
  if (isPrivate(key)) {
    const message = `${name} holds a private key: whoever reads the configuration can sign tokens. Keep its public members, and replace the key at the provider.`
    const remedy = canEdit
      ? fix('Keep the public members', { path, value: publicMembers(key) })
      : null
    problems.push(trap(path, message, 'RFC 7517 section 9.2', remedy))
  }
  const unusable = unusableKey(key)
  if (unusable !== null) {
    const message = `${name} verifies nothing: ${unusable.replace(/\.$/, '')}.`
    problems.push(trap(path, message, 'RFC 7518 section 6'))
  }
  if (certificateMismatch(key)) {
    const message = `${name}.x5c does not hold the certificate of its own key: take both from the provider's key set.`
    const at = canEdit ? [...path, 'x5c'] : path
    problems.push(trap(at, message, 'RFC 7517 section 4.7'))
  }
  return problems
}

/** Without names the platform cannot tell several keys apart; after a rotation the symptom is an unknown kid. */
function names(keys: Key[], name: string, path: DocumentPath): Problem[] {
  const kids = keys.map(({ kid }) => (typeof kid === 'string' ? kid : ''))
  if (keys.length > 1 && kids.includes('')) {
    const message = `${name} has several keys and one of them has no kid, by which a token names its key.`
    return [trap(path, message, source.exchangeOffline)]
  }
  const twice = kids.find((kid, i) => kid !== '' && kids.indexOf(kid) !== i)
  if (twice === undefined) return []
  const message = `${name} has the kid ${twice} more than once: a token does not say which one is meant.`
  return [trap(path, message, 'RFC 7517 section 4.5')]
}
