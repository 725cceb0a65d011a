import { IconButton } from '../../ui/button.tsx'
import pane from '../../ui/pane.module.css'
import { Segments } from '../../ui/segments.tsx'
import { useConsole } from '../debugger/console-context.tsx'
import { ChangeView } from './change-view.tsx'
import { useConnections, useConnectionsState, useForm } from './connections-context.tsx'
import { masked } from './document-diff.ts'
import type { OpenDocument } from './document.ts'
import foot from './document-pane.module.css'
import { JsonView } from './json-view.tsx'
import { viewItems } from './views.ts'

/** The document as text, and what saving would change in it. */
export function SidePane() {
  const { store } = useConnections()
  const document = useConnectionsState((state) => state.document)
  const view = useConnectionsState((state) => state.view)
  const shown = view === 'change' ? 'change' : 'json'
  return (
    <section className={pane.pane} aria-label="Document" data-pane>
      {document && (
        <>
          <div className={pane.head}>
            <div className={pane.words}>
              <Segments
                label="View of the document"
                items={viewItems(document, false)}
                value={shown}
                onChange={(view) => store.setState({ view })}
              />
            </div>
            <CopyButton document={document} />
          </div>
          {shown === 'json' ? <JsonView document={document} /> : <ChangeView document={document} />}
          <div className={foot.foot}>
            <span className={foot.quiet}>
              {shown === 'json'
                ? 'Form and JSON are the same data; both can be edited.'
                : 'Against what is stored. Nothing is written before you save.'}
            </span>
          </div>
        </>
      )}
    </section>
  )
}

function CopyButton({ document }: { document: OpenDocument }) {
  const { copy } = useConsole()
  const form = useForm(document)
  const { text } = document
  return (
    <IconButton
      small
      label="Copy JSON"
      icon="copy"
      onPress={() => {
        const shown = masked(text, form)
        void copy(shown, shown === text ? 'Copied' : 'Copied, secrets left out')
      }}
    />
  )
}
