import type { Values } from '../../../../shared/values.ts'

/** The host of the API, for buttons and sentences; null before the store is known. */
export function hostOf(store: Values['store'] | undefined): string | null {
  return URL.parse(store?.apiUrl ?? '')?.host ?? null
}
