import type { ConnectionSummary } from '../../../shared/connection.ts'
import type {
  Analysis,
  ConnectionForm,
  DocumentPath,
  Imported,
} from '../../../shared/connection-form.ts'
import { FlowError } from '../failure.ts'
import { error, memberAt } from '../platforms/edited-document.ts'
import { adapterOf, editors } from '../platforms/registry.ts'
import type { Ports } from '../ports.ts'
import { isObject } from '../tokens/compact.ts'
import { analyse } from './analyse.ts'
import { checkConnection, textOf } from './connection-entry.ts'
import { pathText, readConnection } from './connection-text.ts'
import type { Connections } from './connections.ts'
import { importText } from './import.ts'
import { maskDocument } from './masked-document.ts'
import { sealedPlaces, withoutSecrets } from './placeholders.ts'
import { isStoredSecret } from './secrets.ts'

/** As connection names are limited. */
const longestName = 80

/** Connections as a person edits them; what is kept of them is `Connections`' to keep. */
export class ConnectionEditing {
  readonly #ports: Pick<Ports, 'clock'>
  readonly #connections: Connections

  constructor(ports: Pick<Ports, 'clock'>, connections: Connections) {
    this.#ports = ports
    this.#connections = connections
  }

  forms(): ConnectionForm[] {
    return [...editors.values()].map(({ id, title, editing }) => ({
      platform: id,
      platformTitle: title,
      sections: editing.sections,
      template: editing.template,
    }))
  }

  /** Valid is what saving would take: it is asked at the end, and has the last word. */
  analyse(text: string): Analysis {
    const analysis = analyse(text, this.#ports.clock.now())
    if (!analysis.valid) return analysis
    const problems = [...this.#refusal(text), ...this.#unkept(text)]
    const valid = problems.length === 0
    return { ...analysis, problems: [...problems, ...analysis.problems], valid }
  }

  import(text: string, platform?: string): Imported[] {
    return importText(text, platform)
  }

  read(id: string): { text: string } {
    return { text: textOf(this.#connections.document(id).document) }
  }

  save(text: string, id?: string, base?: string): ConnectionSummary {
    return this.#connections.save(text, id, base)
  }

  /** Both refer to the same sealed secrets until one of them is changed. */
  duplicate(id: string): ConnectionSummary {
    const { document, name } = this.#connections.document(id)
    const taken = new Set(this.#connections.list().map((one) => one.name))
    const copy = Object.assign({}, document, { name: freeName(name, taken) })
    return this.#connections.save(textOf(copy))
  }

  delete(id: string): void {
    this.#connections.delete(id)
  }

  restore(id: string): ConnectionSummary {
    return this.#connections.restore(id)
  }

  /** One as a connection file has it, several as a list. */
  export(ids: readonly string[]): { text: string } {
    const documents = ids.map((id) => withoutSecrets(this.#connections.document(id).document))
    const [first, ...others] = documents.map(({ document }) => document)
    return { text: textOf(others.length === 0 ? first : [first, ...others]) }
  }

  changeRequest(id: string): { text: string } {
    const { document, name } = this.#connections.document(id)
    const connection = readConnection(maskDocument(document), name)
    const { title, editing } = adapterOf(connection)
    if (editing) return { text: editing.changeRequest(connection) }
    throw new FlowError('capability_missing', `${title} has no change request for ${name}.`)
  }

  /** Only what is sealed here: what a variable or a file holds is not this program's to show. */
  async revealSecret(id: string, path: DocumentPath): Promise<{ value: string }> {
    const member = memberAt(this.#connections.document(id).document, path)
    const where = pathText(path)
    if (isObject(member) && typeof member.sealed === 'string')
      return { value: await this.#connections.openSecret({ sealed: member.sealed }) }
    if (typeof member === 'string' && isStoredSecret(String(path.at(-1)))) return { value: member }
    const isElsewhere =
      isObject(member) && (typeof member.env === 'string' || typeof member.file === 'string')
    throw new FlowError(
      'input_invalid',
      isElsewhere
        ? `${where} is kept in ${typeof member.env === 'string' ? `the environment variable ${member.env}` : `the file ${String(member.file)}`}; look there.`
        : `${where || 'The document'} is not a secret of this connection.`,
    )
  }

  #refusal(text: string) {
    try {
      checkConnection(text, 'The connection')
      return []
    } catch (thrown) {
      if (thrown instanceof FlowError) return [error([], thrown.message, '')]
      throw thrown
    }
  }

  #unkept(text: string) {
    const places = sealedPlaces(JSON.parse(text.replace(/^\uFEFF/, '')))
    if (places.length === 0) return []
    const kept = this.#connections.sealed()
    return places
      .filter((place) => !kept.has(place.id))
      .map(({ path }) => {
        const message = `${pathText(path)} refers to a secret that is not kept here: enter it again.`
        return error(path, message, '')
      })
  }
}

/** `acme copy`, `acme copy 2`; of a copy, the next one. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  const plain = name.replace(/ copy(?: \d+)?$/, '')
  for (let count = 1; ; count += 1) {
    const ending = count === 1 ? ' copy' : ` copy ${count}`
    const free = plain.slice(0, longestName - ending.length).trimEnd() + ending
    if (!taken.has(free)) return free
  }
}
