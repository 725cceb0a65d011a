// A select cannot hold rows like these.
/* oxlint-disable jsx-a11y/prefer-tag-over-role */
import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Exchange } from '../../../../shared/exchange.ts'
import { formatDuration } from '../../../ui/format.ts'
import { splitUrl } from '../../../ui/http-text.ts'
import { Mark } from '../../../ui/mark.tsx'
import { useConsole } from '../console-context.tsx'
import styles from './exchange.module.css'
import { hasFailed, statusWord, tookMs } from './shown-exchange.ts'

interface ExchangeChoiceProps {
  stageId: string
  exchanges: readonly Exchange[]
  shown: Exchange
}

/** One of several exchanges of a stage. One tab stop; the arrow keys move the selection and the focus with it. */
export function ExchangeChoice({ stageId, exchanges, shown }: ExchangeChoiceProps) {
  const { selectExchange } = useConsole()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>(
      `[data-exchange="${CSS.escape(shown.id)}"]`,
    )
    row?.scrollIntoView({ block: 'nearest' })
    if (list.current?.contains(document.activeElement)) row?.focus()
  }, [shown.id])
  const onKeyDown = (event: KeyboardEvent) => {
    const target = exchanges[targetOf(event.key, exchanges.indexOf(shown), exchanges.length)]
    if (!target) return
    event.preventDefault()
    selectExchange(stageId, target.id)
  }
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={-1}
      aria-label="Requests of this stage"
      className={styles.choice}
      onKeyDown={onKeyDown}
    >
      {exchanges.map((exchange) => {
        const failed = hasFailed(exchange)
        const isShown = exchange.id === shown.id
        return (
          // The list has the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={exchange.id}
            role="option"
            aria-selected={isShown}
            data-exchange={exchange.id}
            tabIndex={isShown ? 0 : -1}
            className={styles.option}
            onClick={() => selectExchange(stageId, exchange.id)}
          >
            <Mark name={failed ? 'failed' : 'passed'} small label={failed ? 'failed' : 'passed'} />
            <span>{exchange.request.method}</span>
            <span>
              {exchange.label} <span className={styles.quiet}>{pathOf(exchange.request.url)}</span>
            </span>
            <span>{statusWord(exchange)}</span>
            <span>{formatDuration(tookMs(exchange))}</span>
          </div>
        )
      })}
    </div>
  )
}

const pathOf = (url: string): string => url.slice(splitUrl(url).origin.length)

/** Where a key leads; beyond the list where it leads nowhere. */
function targetOf(key: string, at: number, length: number): number {
  switch (key) {
    case 'ArrowDown':
      return at + 1
    case 'ArrowUp':
      return at - 1
    case 'Home':
      return 0
    case 'End':
      return length - 1
    default:
      return -1
  }
}
