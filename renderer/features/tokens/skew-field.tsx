import { type KeyboardEvent, useState } from 'react'
import { Input, Label, TextField } from 'react-aria-components'
import { formatSpan } from '../../ui/format.ts'
import styles from './skew-field.module.css'
import { useTokens, useTokensState } from './tokens-context.tsx'

const mostSeconds = 86_400

/**
 * Seconds that the clocks may differ. No NumberField: react-aria announces its steps through innerHTML, which
 * the content security policy refuses (trusted types).
 */
export function SkewField() {
  const { allowSkew } = useTokens()
  const skew = useTokensState((state) => state.skew)
  const [typed, setTyped] = useState<string | null>(null)
  const text = typed ?? String(skew)
  const isValid = /^\d{1,5}$/.test(text) && Number(text) <= mostSeconds
  const change = (value: string) => {
    setTyped(value)
    if (/^\d{1,5}$/.test(value) && Number(value) <= mostSeconds) allowSkew(Number(value))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    change(String(Math.min(mostSeconds, Math.max(0, skew + step))))
  }
  return (
    <TextField
      className={styles.skew}
      value={text}
      onChange={change}
      onKeyDown={onKeyDown}
      onBlur={() => setTyped(null)}
      isInvalid={!isValid}
      validationBehavior="aria"
    >
      <Label className={styles.label}>Clock skew, s</Label>
      <Input
        className={styles.number}
        inputMode="numeric"
        autoComplete="off"
        title={`${formatSpan(skew)} either way, a day at most`}
      />
    </TextField>
  )
}
