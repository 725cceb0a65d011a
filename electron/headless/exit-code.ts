import type { FailureKind } from '../../shared/failure.ts'

/** Stable: scripts depend on them (product.md, command line). */
const exitCodes: Record<FailureKind, number> = {
  rejected: 1,
  internal: 1,
  invalid: 2,
  unreachable: 3,
  cancelled: 130,
}

export const exitCodeOf = (kind: FailureKind): number => exitCodes[kind]
