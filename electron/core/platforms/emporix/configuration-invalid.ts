import { FlowError } from '../../failure.ts'

/** `configuration_invalid` for a path such as `Site_DE.jwks.keys[0].kty`; an empty path is the document. */
export function invalid(path: string, problem: string): FlowError {
  const message =
    path === '' ? `The tokenExchange document ${problem}.` : `tokenExchange: ${path} ${problem}.`
  return new FlowError('configuration_invalid', message, { path })
}
