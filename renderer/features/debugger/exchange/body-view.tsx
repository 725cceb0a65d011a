import { useMemo, useState } from 'react'
import type { HeaderList } from '../../../../shared/exchange.ts'
import { Button } from '../../../ui/button.tsx'
import { CodeView } from '../../../ui/code-view.tsx'
import { formatSize } from '../../../ui/format.ts'
import { masksOf } from '../../../ui/masks.ts'
import { Segments } from '../../../ui/segments.tsx'
import { contentTypeOf } from '../header-notes.ts'
import styles from './exchange.module.css'
import { HeldPlace } from './held-place.tsx'
import { maskedForm } from './masked-url.ts'
import { ParameterTable } from './parameter-table.tsx'
import { Part } from './part.tsx'
import { useJson, usePlain } from './use-laid.ts'

type Way = 'pretty' | 'raw'

const ways = [
  { id: 'pretty', label: 'Pretty' },
  { id: 'raw', label: 'Raw' },
] as const

/** More parameters than anybody reads in a table are text. */
const mostParameters = 200

interface BodyViewProps {
  exchangeId: string
  side: 'request' | 'response'
  headers: HeaderList
  body: string
  /** Bytes of the whole. */
  size: number
  /** Only the beginning stands here. */
  cut: boolean
  isAsked: boolean
  onShowAll: () => void
  onCopy: () => void
}

/** A body for reading or as it came; any size, and never as anything but text. */
export function BodyView(props: BodyViewProps) {
  const { exchangeId, side, headers, body, size, cut } = props
  const [way, setWay] = useState<Way>('pretty')
  const json = useJson(body, cut)
  const plain = usePlain(body)
  const type = contentTypeOf(headers)
  const form = useMemo(() => formOf(body, type), [body, type])
  // In an excerpt their numbers need not be those of the whole.
  const masks = useMemo(() => (cut ? null : masksOf(body)), [body, cut])
  const isPretty = way === 'pretty' && (json !== null || form !== null)
  return (
    <Part
      title="Body"
      aside={[type.split(';')[0], formatSize(size)].filter(Boolean).join(', ')}
      actions={
        <>
          {(json || form) && (
            <Segments label={`Form of the ${side}`} items={ways} value={way} onChange={setWay} />
          )}
          <Button size="small" kind="quiet" icon="copy" onPress={props.onCopy}>
            Copy body
          </Button>
        </>
      }
    >
      <HeldPlace exchangeId={exchangeId} part={`${side}.body`}>
        {isPretty && form ? (
          <ParameterTable label={`Form of the ${side}`} parameters={form} />
        ) : (
          <CodeView
            label={`Body of the ${side}`}
            laid={(isPretty && json) || plain}
            {...(masks && { masks })}
          />
        )}
      </HeldPlace>
      {cut && <Rest {...props} />}
    </Part>
  )
}

/** What is missing, and how to have it. */
function Rest({ body, size, isAsked, onShowAll }: BodyViewProps) {
  return (
    <p className={styles.more}>
      <Button size="small" isDisabled={isAsked} onPress={onShowAll}>
        {isAsked ? `Reading ${formatSize(size)}` : `Show all ${formatSize(size)}`}
      </Button>
      <span>
        {`The first ${formatSize(body.length)} stand here; masked values can be held once all of it does.`}
      </span>
    </p>
  )
}

function formOf(body: string, type: string) {
  if (!/x-www-form-urlencoded/i.test(type)) return null
  const parameters = maskedForm(body)
  return parameters.length > 0 && parameters.length <= mostParameters ? parameters : null
}
