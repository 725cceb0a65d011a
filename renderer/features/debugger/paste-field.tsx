import { useState } from 'react'
import { Label, TextArea, TextField } from 'react-aria-components'
import { Button } from '../../ui/button.tsx'
import { useConsole } from './console-context.tsx'
import { Problem } from './problem.tsx'
import styles from './waiting.module.css'

/** For a redirect URI that does not lead here: the person brings the callback. */
export function PasteField({ onClose }: { onClose: () => void }) {
  const { paste } = useConsole()
  const [text, setText] = useState('')
  return (
    <form
      className={styles.paste}
      onSubmit={(event) => {
        event.preventDefault()
        void paste(text)
      }}
    >
      {/* The person opened this to paste here. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <TextField value={text} onChange={setText} autoFocus>
        <Label className={styles.label}>
          Callback URL from the address bar, with or without the text around it
        </Label>
        <TextArea
          className={styles.field}
          spellCheck="false"
          onKeyDown={(event) => {
            // A URL has one line, so Enter means done, as in an address bar.
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            void paste(text)
          }}
        />
      </TextField>
      <Problem place="paste" />
      <div className={styles.actions}>
        <Button type="submit" isDisabled={text.trim() === ''}>
          Take this callback
        </Button>
        <Button kind="quiet" shortcut="Esc" onPress={onClose}>
          Close
        </Button>
      </div>
    </form>
  )
}
