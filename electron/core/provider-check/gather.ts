import type { ProbeId } from '../../../shared/provider-probes.ts'
import type { Asking } from './ask.ts'
import { probeIntrospection, probeRedirect, probeSecret } from './probes.ts'
import { readDocument, readKeys } from './read-provider.ts'
import type { Facts, ProviderDocument, Subject } from './requirement.ts'

/** Nobody is asked more than this at once: the provider has other customers. */
const atOnce = 2

type Tell = (facts: Partial<Facts>) => void

interface Gathering {
  subject: Subject
  /** Probes that were not asked for; the rest is sent if there is enough to send it with. */
  off: ReadonlySet<ProbeId>
  asking: Asking
  /** Gets facts as they are learned. */
  tell: Tell
}

/** Reads the document, then asks what it names. Fails only when it is cancelled. */
export async function gather({ subject, off, asking, tell }: Gathering): Promise<void> {
  const document = await readDocument(subject, asking)
  if (document.kind !== 'document') {
    const rest = notSent('there is no discovery document that names it', false)
    tell({ document, keys: rest, redirect: rest, secret: rest, introspection: rest })
    return
  }
  tell({ document })
  const read = <T>(probe: Probe<T>) => probe(document.document, subject, asking)
  const tasks: Record<ProbeId, () => Promise<Partial<Facts>>> = {
    keys: async () => ({ keys: await read(readKeys) }),
    redirect: async () => ({ redirect: await read(probeRedirect) }),
    secret: async () => ({ secret: await read(probeSecret) }),
    introspection: async () => ({ introspection: await read(probeIntrospection) }),
  }
  const ids: ProbeId[] = ['keys', 'redirect', 'secret', 'introspection']
  const left = notSent('not asked for', true)
  tell(Object.fromEntries(ids.filter((id) => off.has(id)).map((id) => [id, left])))
  await inTurns(
    ids.filter((id) => !off.has(id)).map((id) => tasks[id]),
    tell,
  )
}

type Probe<T> = (document: ProviderDocument, subject: Subject, asking: Asking) => Promise<T>

const notSent = (why: string, isSkipped: boolean) => ({ kind: 'not-sent', why, isSkipped }) as const

async function inTurns(tasks: (() => Promise<Partial<Facts>>)[], tell: Tell): Promise<void> {
  const waiting = [...tasks]
  const work = async () => {
    for (let task = waiting.shift(); task; task = waiting.shift()) tell(await task())
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
