import { createKeyFileSeal, keyFileBackend } from '../core/config/key-file-seal.ts'
import { createKeySeal, parseKeys } from '../core/config/key-seal.ts'
import { SealKeeper } from '../core/config/seal-keeper.ts'
import type { Seal, Store } from '../core/ports.ts'

const variable = 'SSO_FLOW_CONSOLE_KEY'

/**
 * Seals with the key in SSO_FLOW_CONSOLE_KEY, which leaves nothing to choose; else with a key file, unless the person
 * has chosen to keep secrets in memory. A plain Node process has no key store of the system to ask.
 */
export function createSeal(
  folder: string,
  environment: NodeJS.ProcessEnv,
  store: Pick<Store, 'read'> = { read: () => null },
): Seal {
  const keyFile = createKeyFileSeal(folder, `set ${variable} instead`)
  const named = environment[variable]
  if (!named) return new SealKeeper({ keyFile, fallback: keyFileBackend, store })
  return createKeySeal({
    backend: 'environment',
    sentence: `Secrets are sealed with the key in ${variable}.`,
    keys: () => parseKeys(named, variable),
    others: { [keyFileBackend]: keyFile.keys },
  })
}
