import { useEffect, useRef } from 'react'
import type { Exchange } from '../../../../shared/exchange.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { FailureNote } from '../../../ui/failure-note.tsx'
import { formatDuration, formatTime } from '../../../ui/format.ts'
import { useConsole } from '../console-context.tsx'
import { Section } from '../section.tsx'
import { Address } from './address.tsx'
import { BodyView } from './body-view.tsx'
import styles from './exchange.module.css'
import { HeaderTable } from './header-table.tsx'
import { HeldPlace } from './held-place.tsx'
import { Part } from './part.tsx'
import { RedirectPart } from './redirect-part.tsx'
import { tookMs } from './shown-exchange.ts'
import { StatusLine } from './status-line.tsx'
import { TimingBar } from './timing-bar.tsx'
import { useWhole } from './use-whole.ts'

interface ExchangeViewProps {
  exchange: Exchange
  /** All of the stage, in order. */
  all: readonly Exchange[]
  side: 'request' | 'response'
  isSelected: boolean
}

/** One side of an exchange, from its line to its body. */
export function ExchangeView({ exchange, all, side, isSelected }: ExchangeViewProps) {
  const { copyCurl } = useConsole()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isSelected) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isSelected])
  return (
    <div ref={place} className={styles.exchange}>
      <Section
        title={titleOf(exchange, all)}
        aside={side === 'request' ? sentWords(exchange) : answeredWords(exchange)}
        actions={
          <>
            {exchange.edited && <Chip icon="edit">edited</Chip>}
            <Button
              size="small"
              kind="quiet"
              icon="copy"
              shortcut="C"
              onPress={() => void copyCurl(exchange.id)}
            >
              Copy as curl
            </Button>
          </>
        }
      >
        <Side exchange={exchange} all={all} side={side} />
      </Section>
    </div>
  )
}

function Side({ exchange, all, side }: Omit<ExchangeViewProps, 'isSelected'>) {
  const { copy } = useConsole()
  const { shown, failure, isAsked, load } = useWhole(exchange)
  const { request, response } = shown
  const message = side === 'request' ? request : response
  const body = message?.body ?? ''
  const cut = side === 'response' && response !== null && response.cut
  const at =
    exchange.startedAt + (side === 'request' ? 0 : exchange.timing.connect + exchange.timing.wait)
  const copyBody = async () => {
    const whole = cut ? await load() : shown
    const text = side === 'request' ? whole?.request.body : whole?.response?.body
    if (text) await copy(text, 'Copied, redacted')
  }
  return (
    <div className={styles.parts}>
      {side === 'request' ? (
        <HeldPlace exchangeId={exchange.id} part="request.url">
          <div>
            <Address method={request.method} url={request.url} of="request" />
          </div>
        </HeldPlace>
      ) : (
        <StatusLine exchange={shown} />
      )}
      {side === 'response' && <TimingBar timing={exchange.timing} />}
      {side === 'response' && <RedirectPart exchange={exchange} all={all} />}
      {message && message.headers.length > 0 && (
        <Part title="Headers" aside={String(message.headers.length)}>
          <HeaderTable exchangeId={exchange.id} headers={message.headers} context={{ side, at }} />
        </Part>
      )}
      {body !== '' && message && (
        <BodyView
          exchangeId={exchange.id}
          side={side}
          headers={message.headers}
          body={body}
          size={side === 'response' && response ? response.size : byteLength(body)}
          cut={cut}
          isAsked={isAsked}
          onShowAll={() => void load()}
          onCopy={() => void copyBody()}
        />
      )}
      {body === '' && message && <p className={styles.quiet}>No body.</p>}
      {failure && (
        <FailureNote failure={failure} onCopy={(text) => void copy(text, 'Copied, redacted')} />
      )}
    </div>
  )
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length

/** `Find customer, 2 of 3` where several have the same name. */
function titleOf(exchange: Exchange, all: readonly Exchange[]): string {
  const same = all.filter(({ label }) => label === exchange.label)
  if (same.length < 2) return exchange.label
  return `${exchange.label}, ${same.findIndex(({ id }) => id === exchange.id) + 1} of ${same.length}`
}

const sentWords = ({ incoming, startedAt }: Exchange): string =>
  `${incoming ? 'came to us' : 'sent'} ${formatTime(startedAt)}`

function answeredWords(exchange: Exchange): string {
  if (!exchange.response) return 'no answer'
  const took = formatDuration(tookMs(exchange))
  return exchange.incoming ? `answered by the console, ${took}` : took
}
