import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { RunView } from '../../../../shared/run.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Foreign } from '../../../ui/foreign.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { CancelQuestion } from '../cancel-question.tsx'
import { useConsole, useConsoleState } from '../console-context.tsx'
import { Problem } from '../problem.tsx'
import styles from './editing.module.css'
import { draftOf, sendLabel } from './editing-state.ts'
import { focusEditor, focusPanel } from './focus-editor.ts'
import { placeholdersIn, type RequestDraft } from './request-draft.ts'
import { RequestEditor } from './request-editor.tsx'
import { useKeptFocus } from './use-kept-focus.ts'

/** The request that waits before it is sent: to be changed, sent or dropped. */
export function HeldView({ held }: { held: NonNullable<RunView['held']> }) {
  const { draftRequest, send } = useConsole()
  const editing = useConsoleState((state) => state.editing)
  const run = useConsoleState((state) => state.run)
  const asking = useConsoleState((state) => state.askingToCancel)
  // Whoever pressed Edit goes on in the editor; a breakpoint takes no focus away.
  const takesFocus = useRef(editing.onceHeld === held.stageId)
  const editor = useKeptFocus<HTMLElement>()
  useEffect(() => {
    if (takesFocus.current) focusEditor()
  }, [])
  if (!run) return null
  const draft = draftOf(editing, run) ?? held.request
  return (
    <section ref={editor} className={styles.held} aria-label="Held request" data-held-editor>
      <div className={styles.heldHead}>
        <h3 className={styles.title}>
          <Foreign>{held.label}</Foreign>
        </h3>
        {editing.request && <Chip tone="info">edited</Chip>}
        {editing.request && (
          <Button size="small" kind="quiet" onPress={() => draftRequest(null)}>
            Reset all
          </Button>
        )}
      </div>
      <p className={styles.sentence}>
        Held before sending: nothing has left this machine yet. Change what you want to, then send
        it.
      </p>
      <Sealed request={held.request} />
      {asking && (
        <CancelQuestion question="Stop here? The held request is not sent." stay="Go on editing" />
      )}
      {/* Keys of the fields below, which bubble. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div onKeyDown={(event) => onKeyInField(event, () => void send())}>
        <RequestEditor
          original={held.request}
          draft={draft}
          onChange={(next) => draftRequest(isSame(next, held.request) ? null : next)}
        />
      </div>
      <Problem place="held" />
      <Actions label={sendLabel(editing, run.next.label)} />
    </section>
  )
}

function Actions({ label }: { label: string }) {
  const { send, drop } = useConsole()
  return (
    <div className={styles.actions}>
      <Button icon="play" shortcut="Ctrl Enter" onPress={() => void send()}>
        {label}
      </Button>
      <Button kind="quiet" icon="trash" onPress={() => void drop()}>
        Drop
      </Button>
    </div>
  )
}

const isSame = (one: RequestDraft, other: RequestDraft) =>
  JSON.stringify(one) === JSON.stringify(other)

/** What stands for secrets, and what becomes of it. */
function Sealed({ request }: { request: RequestDraft }) {
  const sealed = placeholdersIn(request)
  if (sealed.length === 0) return null
  return (
    <p className={styles.sentence}>
      {sealed.map((placeholder) => (
        <span key={placeholder} className={styles.placeholder}>
          <Icon name="lock" size={12} />
          {placeholder}
        </span>
      ))}
      {` ${sealed.length === 1 ? 'stands for a secret; it is' : 'stand for secrets; they are'} filled in by the console when it sends, to `}
      <code>{URL.parse(request.url)?.host ?? 'the same host'}</code> only.
    </p>
  )
}

/** Letters are typed here; Ctrl Enter sends, Escape gives the letter keys back. */
function onKeyInField(event: KeyboardEvent<HTMLElement>, send: () => void): void {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault()
    send()
  } else if (event.key === 'Escape' && event.target instanceof HTMLElement) {
    if (!event.target.matches('input, textarea')) return
    event.preventDefault()
    focusPanel(event.target)
  }
}
