import type { Imported } from '../../../shared/connection-form.ts'
import { maskText } from '../../../shared/redact.ts'
import { textAt } from '../platforms/edited-document.ts'
import type { Pasted } from '../platforms/editing.ts'
import { editors } from '../platforms/registry.ts'
import { isObject } from '../tokens/compact.ts'
import { readJsonPlaces } from '../tokens/read-json.ts'
import { pathText } from './connection-text.ts'
import { withoutForeign } from './placeholders.ts'

/** A list that is longer is no list of connections that a person would go through. */
const most = 50

/** What a pasted text can be taken for; empty where nobody recognises it. Pure, and never throws. */
export function importText(text: string, platform?: string): Imported[] {
  const pasted = read(text)
  const documents = connectionsIn(pasted.json)
  const found = documents.length > 0 ? documents.map(connection) : ask(pasted, platform)
  return found.slice(0, most).map(cleaned)
}

function read(text: string): Pasted {
  const plain = text.replace(/^\uFEFF/, '').trim()
  const reading = readJsonPlaces(plain)
  if ('problem' in reading) return { text: plain, json: undefined }
  const json: unknown = JSON.parse(plain)
  // Some answers carry their JSON as text, and so does whoever copies it with its quotation marks.
  return typeof json === 'string' ? read(json) : { text: plain, json }
}

/** One document, a list of them, or an export. */
function connectionsIn(json: unknown): Record<string, unknown>[] {
  const list: unknown[] = Array.isArray(json) ? json : [json]
  return list
    .filter(isObject)
    .filter(({ platform }) => typeof platform === 'string' && editors.has(platform))
}

function connection(document: Record<string, unknown>): Imported {
  return { took: 'a connection', text: JSON.stringify(document, null, 2), notes: [] }
}

function ask(pasted: Pasted, platform: string | undefined): Imported[] {
  const asked = [...editors.values()].filter(({ id }) => platform === undefined || id === platform)
  const url = addressOf(pasted)
  const owners = url ? [...editors.values()].filter(({ editing }) => editing.owns(url)) : []
  // An address of one platform is no identity provider of another.
  const able = owners.length > 0 ? asked.filter((one) => owners.includes(one)) : asked
  return able.flatMap(({ editing }) => editing.importFrom(pasted))
}

function addressOf({ text, json }: Pasted): URL | null {
  const address = json === undefined ? text : textAt(json, ['issuer'])
  return /^https?:\/\/\S+$/i.test(address) ? URL.parse(address) : null
}

/** Seals of another machine and masks become empty places, and the person is told of every empty one. */
function cleaned({ took, text, notes }: Imported): Imported {
  const { document, emptied } = withoutForeign(JSON.parse(text))
  return {
    took,
    text: JSON.stringify(document, null, 2),
    notes: [
      ...notes.map(maskText),
      ...emptied.map((path) => `${pathText(path)} is not in it: enter it.`),
    ],
  }
}
