/** Ends a switch: the compiler refuses it while a case is missing. */
export function exhaustive(value: never): never {
  throw new Error(`Not handled: ${String(value)}`)
}
