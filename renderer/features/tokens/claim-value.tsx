import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { CodeBlock } from '../../ui/code-block.tsx'
import { layoutJson } from '../../ui/json-text.ts'
import { VisibleText } from '../../ui/visible-text.tsx'
import { type Json, kindOfValue, valueText } from './claim-rows.ts'
import styles from './claim-value.module.css'

/** So much is drawn at once; more on request, tenfold each time, so that a large value does not hold up the screen. */
const drawnAtFirst = 600

/** A claim's value as inert text. */
export function ClaimValue({ value }: { value: Json }) {
  const [most, setMost] = useState(drawnAtFirst)
  const text = valueText(value)
  const kind = kindOfValue(value)
  if (kind === 'plain' && text.length > 56 && text.length <= drawnAtFirst)
    return <CodeBlock lines={layoutJson(JSON.stringify(value)) ?? []} />
  return (
    <span className={styles.value}>
      <bdi className={classes(styles.text, styles[kind])}>
        <VisibleText>{text.slice(0, most)}</VisibleText>
        {text === '' && <span className={styles.empty}>empty text</span>}
      </bdi>
      {text.length > most && (
        <Button size="small" className={styles.more} onPress={() => setMost(most * 10)}>
          {text.length <= most * 10
            ? `Show all ${text.length} characters`
            : `Show ${most * 10} of ${text.length} characters`}
        </Button>
      )}
    </span>
  )
}
