import { type ReactNode, useMemo } from 'react'
import { type AskMasked, HoldContext } from '../../../ui/hold-context.ts'
import { useConsole, useConsoleState } from '../console-context.tsx'
import type { MaskedPlace } from './exchange-reader.ts'

interface HeldPlaceProps extends Pick<MaskedPlace, 'part' | 'header'> {
  exchangeId: string
  children: ReactNode
}

/** Below it, the masks of one part of an exchange are shown while they are held. */
export function HeldPlace({ exchangeId, part, header, children }: HeldPlaceProps) {
  const { exchanges } = useConsole()
  const runId = useConsoleState(({ run }) => run?.id)
  const ask = useMemo<AskMasked | null>(
    () =>
      runId === undefined
        ? null
        : (index) =>
            exchanges.reveal({
              runId,
              exchangeId,
              part,
              ...(header !== undefined && { header }),
              index,
            }),
    [exchanges, runId, exchangeId, part, header],
  )
  return <HoldContext value={ask}>{children}</HoldContext>
}
