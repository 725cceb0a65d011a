import { Label, TextArea, TextField } from 'react-aria-components'
import { Button, IconButton } from '../../ui/button.tsx'
import { SubHead } from '../../ui/sub-head.tsx'
import styles from './paste-box.module.css'
import { focusPasteField, pasteFieldId } from './paste-focus.ts'
import { tokenParts } from './token-parts.ts'
import { TokensProblem } from './tokens-problem.tsx'
import { useTokens, useTokensState } from './tokens-context.tsx'
import type { Entry } from './tokens-state.ts'

/** Where a token is pasted, and the pasted one in its parts. */
export function PasteBox() {
  const { openPaste, forget } = useTokens()
  const chosen = useTokensState((state) => state.chosen)
  const pasting = useTokensState((state) => state.pasting)
  const shown = chosen !== null && chosen.stage === null && !pasting ? chosen : null
  return (
    <div>
      <SubHead title="Token">
        {shown && (
          <IconButton
            small
            label="Forget this token"
            icon="trash"
            onPress={() => forget(shown.key)}
          />
        )}
        <Button
          size="small"
          kind="quiet"
          icon="paste"
          shortcut="V"
          onPress={() => {
            openPaste()
            focusPasteField()
          }}
        >
          Paste
        </Button>
      </SubHead>
      {shown ? <Pasted entry={shown} /> : <PasteField />}
    </div>
  )
}

function Pasted({ entry }: { entry: Entry }) {
  const { source, token } = entry
  const parts = 'text' in source ? tokenParts(source.text, token.kind) : []
  const signed = parts.some(({ kind }) => kind === 'signature')
  return (
    <>
      {/* It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      <div className={styles.box} tabIndex={0} role="group" aria-label="Pasted token">
        {parts.map(({ kind, text }, index) =>
          kind === 'bad' ? (
            // A part has no other identity than its place.
            // oxlint-disable-next-line react/no-array-index-key
            <mark key={index} className={styles.bad} title="No token may have this character">
              {text}
            </mark>
          ) : (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index} className={styles[kind]}>
              {text}
            </span>
          ),
        )}
      </div>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
      {token.kind !== 'opaque' && (
        <p className={styles.legend} aria-hidden="true">
          <span className={styles.header}>header</span>
          <span className={styles.payload}>{token.kind === 'jwe' ? 'encrypted' : 'payload'}</span>
          {signed && (
            <span className={styles.signature}>
              {token.kind === 'jws'
                ? 'signature, masked'
                : token.kind === 'jwe'
                  ? 'tag'
                  : 'signature'}
            </span>
          )}
        </p>
      )}
    </>
  )
}

function PasteField() {
  const { store, paste, closePaste } = useTokens()
  const draft = useTokensState((state) => state.draft)
  const pasting = useTokensState((state) => state.pasting)
  const closable = useTokensState((state) => state.pasting && state.chosen?.stage === null)
  const change = (text: string) => {
    // Typed characters come one by one; several at once were pasted or dropped, and are the whole token.
    if (text.length > draft.length + 1) void paste(text)
    store.setState({ draft: text })
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void paste(draft)
      }}
    >
      <TextField value={draft} onChange={change}>
        <Label className={styles.unseen}>Paste a token</Label>
        <TextArea
          id={pasteFieldId}
          className={styles.field}
          spellCheck="false"
          autoComplete="off"
          placeholder="Paste a token: a JWT, an opaque one, with Bearer or quotes around it, wrapped over lines"
          onKeyDown={(event) => {
            // A token has no line of its own, so Enter means done.
            if (event.key !== 'Enter' || event.shiftKey) return
            event.preventDefault()
            void paste(draft)
          }}
        />
      </TextField>
      <TokensProblem place="paste" />
      {(draft !== '' || closable) && (
        <div className={styles.actions}>
          <Button type="submit" size="small" isDisabled={draft.trim() === ''}>
            Read this token
          </Button>
          {pasting && closable && (
            <Button size="small" kind="quiet" shortcut="Esc" onPress={closePaste}>
              Close
            </Button>
          )}
        </div>
      )}
    </form>
  )
}
