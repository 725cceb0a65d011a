import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { formatRelative, formatTime, formatTimeOfDay } from '../../ui/format.ts'
import { useNow } from '../../ui/use-now.ts'
import { SkewField } from './skew-field.tsx'
import { clamp, placeOn, type Scale, scaleOf, type Validity, validityOf } from './time-scale.ts'
import styles from './time-slider.module.css'
import { useTokens, useTokensState } from './tokens-context.tsx'
import type { Judged } from './tokens-state.ts'

/** The instant that the verdict is evaluated at, and the skew. Moving it asks nobody. */
export function TimeSlider({ judged }: { judged: Judged }) {
  const { evaluateAt } = useTokens()
  const token = useTokensState((state) => state.chosen?.token)
  const skew = useTokensState((state) => state.skew)
  const now = Math.floor(useNow(1000) / 1000)
  if (!token) return null
  const at = judged.at ?? now
  const validity = validityOf(token, judged.judgement)
  const scale = scaleOf(validity, skew, Math.floor(judged.since / 1000))
  return (
    <section className={styles.part} aria-label="Instant">
      <div className={styles.head}>
        <strong>Evaluate at {shortTime(at, now)}</strong>
        <span className={styles.away}>
          {judged.at === null ? 'now' : formatRelative(at * 1000, now * 1000)}
        </span>
        <SkewField />
        <Button size="small" isDisabled={judged.at === null} onPress={() => evaluateAt(null)}>
          Now
        </Button>
      </div>
      {(validity.from ?? validity.until) && (
        <Track at={at} live={judged.at === null} scale={scale} validity={validity} skew={skew} />
      )}
      <Ends validity={validity} now={now} />
    </section>
  )
}

interface TrackProps {
  at: number
  live: boolean
  scale: Scale
  validity: Validity
  skew: number
}

function Track({ at, live, scale, validity, skew }: TrackProps) {
  const { evaluateAt } = useTokens()
  const input = useRef<HTMLInputElement>(null)
  // react-aria would read out the number of seconds.
  const text = `${formatTime(at * 1000)}${live ? ', now' : ''}`
  useLayoutEffect(() => input.current?.setAttribute('aria-valuetext', text))

  // Not react-aria's steps, of which the large one is a tenth of the track.
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const target =
      event.key === 'Home'
        ? null
        : step === undefined
          ? undefined
          : at + step * (event.shiftKey ? 60 : 1)
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    evaluateAt(target === null ? null : clamp(target, scale))
  }
  return (
    // Keys arrive here before react-aria's own handler sees them; the control is inside.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDownCapture={onKeyDown}>
      <Slider
        className={styles.slider}
        aria-label="Instant of evaluation"
        minValue={scale.min}
        maxValue={scale.max}
        step={1}
        value={clamp(at, scale)}
        onChange={evaluateAt}
      >
        <SliderTrack className={styles.track}>
          <Drawing scale={scale} validity={validity} skew={skew} />
          <SliderThumb className={styles.thumb} inputRef={input} />
        </SliderTrack>
      </Slider>
    </div>
  )
}

const steps: Record<string, 1 | -1> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }

/** The valid span, and what the skew adds to it, hatched. */
function Drawing({ scale, validity, skew }: Pick<TrackProps, 'scale' | 'validity' | 'skew'>) {
  const id = useId()
  const from = validity.from?.seconds ?? scale.min
  const until = validity.until?.seconds ?? scale.max
  const left = placeOn(scale, from)
  const right = placeOn(scale, until)
  const known = validity.from !== null || validity.until !== null
  return (
    <svg className={styles.drawing} aria-hidden="true">
      <defs>
        <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse">
          <rect className={styles.hatch} width="2" height="4" />
        </pattern>
      </defs>
      <rect className={styles.base} x="0" y="7" width="100%" height="4" rx="2" />
      {known && <rect className={styles.valid} y="7" height="4" {...bar(left, right)} />}
      {skew > 0 && validity.from && (
        <rect fill={`url(#${id})`} y="7" height="4" {...bar(placeOn(scale, from - skew), left)} />
      )}
      {skew > 0 && validity.until && (
        <rect fill={`url(#${id})`} y="7" height="4" {...bar(right, placeOn(scale, until + skew))} />
      )}
      {validity.from && <rect className={styles.tick} x={`${left}%`} y="3" width="1" height="12" />}
      {validity.until && (
        <rect className={styles.tick} x={`${right}%`} y="3" width="1" height="12" />
      )}
    </svg>
  )
}

const bar = (start: number, end: number) => ({
  x: `${start}%`,
  width: `${Math.max(0, end - start)}%`,
})

function Ends({ validity: { from, until }, now }: { validity: Validity; now: number }) {
  if (!from && !until)
    return <p className={styles.none}>Nothing is known of its times, so no instant changes it.</p>
  return (
    <div className={styles.ends}>
      <span>
        {from
          ? `${from.claim === 'nbf' ? 'valid from' : 'issued'} ${shortTime(from.seconds, now)}`
          : 'no begin'}
      </span>
      <span>
        {until
          ? `${until.seconds <= now ? 'expired' : 'expires'} ${shortTime(until.seconds, now)}`
          : 'no exp'}
      </span>
    </div>
  )
}

/** The time of day, and the day where it is another one. */
function shortTime(seconds: number, now: number): string {
  const [day] = formatTime(seconds * 1000).split(', ')
  const [today] = formatTime(now * 1000).split(', ')
  return day === today ? formatTimeOfDay(seconds * 1000) : formatTime(seconds * 1000)
}
