import { useRef, useState } from 'react'
import type { Exchange } from '../../../../shared/exchange.ts'
import type { Failure } from '../../../../shared/failure.ts'
import { useConsole, useConsoleState } from '../console-context.tsx'

interface Loaded {
  of: string
  exchange: Exchange | null
  failure: Failure | null
}

/** An exchange with its excerpt at once and its whole bodies once they are asked for. */
export function useWhole(exchange: Exchange) {
  const { exchanges } = useConsole()
  const runId = useConsoleState(({ run }) => run?.id)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [isAsked, setAsked] = useState(false)
  const asked = useRef('')
  const mine = loaded?.of === exchange.id ? loaded : null

  const load = async (): Promise<Exchange | null> => {
    if (mine?.exchange) return mine.exchange
    if (runId === undefined) return null
    asked.current = exchange.id
    setAsked(true)
    const reply = await exchanges.whole(runId, exchange.id)
    // Another exchange is on screen by now.
    if (asked.current !== exchange.id) return null
    setAsked(false)
    const whole = reply.ok ? reply.value : null
    setLoaded({ of: exchange.id, exchange: whole, failure: reply.ok ? null : reply.failure })
    return whole
  }
  return { shown: mine?.exchange ?? exchange, failure: mine?.failure ?? null, isAsked, load }
}
