import type { DocumentPath, Problem } from '../../../../../shared/connection-form.ts'
import { fix, memberAt, trap } from '../../edited-document.ts'
import { selectByName } from '../sso-configuration.ts'
import * as source from './sources.ts'

/** One configuration of standard SSO, by its place, and what it holds as texts. */
export interface Configuration {
  path: DocumentPath
  text(this: void, member: string): string
}

const here = (name: string) => ['emporix', 'sso', name]

/** What is odd about the configurations together, and about what selects one of them. */
export function ssoListTraps(
  document: unknown,
  configurations: readonly Configuration[],
): Problem[] {
  return [
    ...sameNames(configurations),
    ...almostSameRedirects(configurations),
    ...selection(document, configurations),
    ...withoutProofKey(document),
  ]
}

function sameNames(configurations: readonly Configuration[]): Problem[] {
  return configurations.flatMap(({ path, text }, i) => {
    const name = text('name')
    const earlier = configurations
      .slice(0, i)
      .map((one) => one.text('name'))
      .find((other) => name !== '' && other.trim().toLowerCase() === name.trim().toLowerCase())
    if (earlier === undefined) return []
    const message =
      earlier === name
        ? `The name ${name} is there twice: state can select the first one only.`
        : `The names ${earlier} and ${name} differ only by case or blanks, and state selects by the name to the letter.`
    return [trap([...path, 'name'], message, source.providersGuide)]
  })
}

/** Failure 1 of emporix.md section 8: a provider compares to the letter. */
function almostSameRedirects(configurations: readonly Configuration[]): Problem[] {
  const [first, ...others] = configurations
  const wanted = first?.text('redirect_uri') ?? ''
  return others.flatMap(({ path: at, text }) => {
    const path = [...at, 'redirect_uri']
    const value = text('redirect_uri')
    if (value === wanted || loosely(value) !== loosely(wanted)) return []
    const message = `${value} and ${wanted} of the first configuration differ only by case, scheme or a slash; redirect URIs are compared to the letter.`
    return [trap(path, message, source.socialLogin, fix(`Use ${wanted}`, { path, value: wanted }))]
  })
}

const loosely = (uri: string) =>
  uri
    .trim()
    .toLowerCase()
    .replace(/^https?:/, '')
    .replace(/\/+$/, '')

/** Failure 3 of emporix.md section 8: an unknown name takes the default, and nobody says so. */
function selection(document: unknown, configurations: readonly Configuration[]): Problem[] {
  const named = configurations.map(({ text }) => ({ name: text('name') }))
  const [first] = named
  const path = here('configName')
  const asked = memberAt(document, path)
  if (first === undefined) return []
  if (memberAt(document, here('sendState')) === false) {
    if (named.length < 2 && typeof asked !== 'string') return []
    const message = `Without state the platform sees no name and takes ${first.name}.`
    return [trap(here('sendState'), message, source.providersGuide, sendIt)]
  }
  if (typeof asked !== 'string') return []
  if (selectByName(named, asked).named) return []
  const near = named.find(({ name }) => name.toLowerCase() === asked.trim().toLowerCase())?.name
  const message =
    asked === ''
      ? `Without a name in state the platform takes its default, which is assumed to be ${first.name}.`
      : `No configuration is called ${asked}: the platform takes its default, without a word.`
  const value = near ?? first.name
  return [trap(path, message, source.providersGuide, fix(`Name ${value}`, { path, value }))]
}

const sendIt = fix('Send state', { path: here('sendState'), value: true })

/** Failure 2 of emporix.md section 8 is the other way round; without any proof key a stolen code is enough. */
function withoutProofKey(document: unknown): Problem[] {
  const path = here('pkce')
  if (memberAt(document, path) !== false) return []
  const message = 'Without PKCE a stolen code can be redeemed by whoever has it.'
  return [trap(path, message, 'RFC 9700 section 2.1.1', fix('Use PKCE', { path, value: true }))]
}
