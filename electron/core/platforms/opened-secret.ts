import type { Secret } from '../../../shared/secret.ts'

/** Secrets are opened before a connection reaches an adapter; one that was not is a fault of ours. */
export function openedSecret(secret: Secret): string {
  if (typeof secret === 'string') return secret
  throw new Error('A secret reached the adapter unopened')
}
