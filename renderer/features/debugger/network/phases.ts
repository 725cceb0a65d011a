import type { Exchange } from '../../../../shared/exchange.ts'

/* The phases of an exchange, side by side. Pure. */

export const phaseNames = ['connect', 'wait', 'receive'] as const

/** Each phase with its place on a bar of a width; all of them on a bar without time are nothing. */
export function phasesOf(timing: Exchange['timing'], width: number) {
  const total = phaseNames.reduce((sum, phase) => sum + timing[phase], 0)
  let x = 0
  return phaseNames.map((phase) => {
    const part = {
      phase,
      ms: timing[phase],
      x,
      width: total > 0 ? (timing[phase] / total) * width : 0,
    }
    x += part.width
    return part
  })
}
