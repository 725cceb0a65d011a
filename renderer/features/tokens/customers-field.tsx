import { useId } from 'react'
import { FileTrigger, TextArea, TextField } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { formatSize } from '../../ui/format.ts'
import styles from './against-part.module.css'
import { readTextFile } from './read-text-file.ts'
import { useResolved, useTokens } from './tokens-context.tsx'
import { TokensProblem } from './tokens-problem.tsx'

const pasted = 'pasted list'

/** A customer list, pasted or out of a file that the person chose. */
export function CustomersField() {
  const { change } = useTokens()
  const { customers } = useResolved()
  const hint = useId()
  return (
    <div className={styles.customers}>
      <div className={styles.row}>
        <span className={styles.label}>Customer list</span>
        <FileTrigger
          acceptedFileTypes={['.csv', '.json', 'text/csv', 'application/json']}
          onSelect={(files) => {
            const file = files?.item(0)
            if (!file) return
            void readTextFile(file).then((text) => change({ customers: { name: file.name, text } }))
          }}
        >
          <Button size="small" icon="file" aria-describedby={hint}>
            Choose a file
          </Button>
        </FileTrigger>
        {customers && (
          <Button
            size="small"
            kind="quiet"
            icon="close"
            onPress={() => change({ customers: null })}
          >
            Leave it out
          </Button>
        )}
      </div>
      {customers === null || customers.name === pasted ? (
        <TextField
          aria-label="Customer list as CSV or JSON"
          value={customers?.text ?? ''}
          onChange={(text) =>
            change({ customers: text.trim() === '' ? null : { name: pasted, text } })
          }
        >
          <TextArea
            className={styles.list}
            spellCheck="false"
            placeholder="or paste it: customerNumber,contactEmail,providerId"
          />
        </TextField>
      ) : (
        <p className={styles.file}>
          <Foreign>{customers.name}</Foreign>
          {`, ${formatSize(customers.text.length)}`}
        </p>
      )}
      <TokensProblem place="customers" />
      <p id={hint} className={styles.hint}>
        CSV or JSON. It is read here, for EMAIL and for SUBJECT; no host sees it.
      </p>
    </div>
  )
}
