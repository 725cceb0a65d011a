import type { SealChoice } from '../ports.ts'
import { keyFileBackend } from './key-file-seal.ts'
import { memoryBackend } from './memory-seal.ts'

/** What a person can choose between without a key store: what each protects from, and what not. */
export function sealChoices(chosen: string, hasKeyFile: boolean): SealChoice[] {
  return [
    {
      id: memoryBackend,
      title: 'Keep them in memory until the console ends',
      explanation:
        'No secret is written to disk, so nobody finds one there or in a backup. After a restart each has to be entered again.' +
        (hasKeyFile
          ? ' What the key file has sealed is moved into memory, and the key file is deleted.'
          : ''),
      chosen: chosen === memoryBackend,
    },
    {
      id: keyFileBackend,
      title: 'Seal them with a key file',
      explanation:
        'They survive a restart. The key is in the file secret.key beside the settings, which only your account can read. ' +
        'This protects settings that are copied or shared without that file. It does not protect from programs that run as you, or from a copy of the whole folder.',
      chosen: chosen === keyFileBackend,
    },
  ]
}
