import { useEffect } from 'react'
import { TabPanel, Tabs } from 'react-aria-components'
import { Foreign } from '../../ui/foreign.tsx'
import pane from '../../ui/pane.module.css'
import { Segments } from '../../ui/segments.tsx'
import { WaySegments } from '../administration/way-segments.tsx'
import { ChangeView } from './change-view.tsx'
import {
  useChosen,
  useConnections,
  useConnectionsState,
  useForm,
  usePlaced,
} from './connections-context.tsx'
import { ConnectionsProblem } from './connections-problem.tsx'
import { DocumentActions } from './document-actions.tsx'
import { DocumentFoot } from './document-foot.tsx'
import { nameOf, type OpenDocument } from './document.ts'
import styles from './document-pane.module.css'
import { FormSection } from './form-section.tsx'
import { FormTabs } from './form-tabs.tsx'
import { JsonView } from './json-view.tsx'
import { LeaveNote } from './leave-note.tsx'
import { factsOf } from './list-rows.ts'
import { lineOf } from './text-lines.ts'
import { NothingOpen } from './nothing-open.tsx'
import { viewItems } from './views.ts'

/** The connection on screen as a form; where it is narrow, JSON and change are views of this pane. */
export function DocumentPane({ narrow }: { narrow: boolean }) {
  const { store } = useConnections()
  const document = useConnectionsState((state) => state.document)
  const view = useConnectionsState((state) => state.view)
  return (
    <section className={`${pane.pane} ${styles.pane}`} aria-label="Connection" data-pane>
      {document ? (
        <>
          <Head document={document}>
            {narrow && (
              <Segments
                label="View"
                items={viewItems(document, true)}
                value={view}
                onChange={(view) => store.setState({ view })}
              />
            )}
          </Head>
          <LeaveNote />
          <ConnectionsProblem place="document" className={styles.problem} />
          <ConnectionsProblem place="secret" className={styles.problem} />
          {narrow && view !== 'form' ? (
            <div className={styles.view}>
              {view === 'json' ? (
                <JsonView document={document} />
              ) : (
                <ChangeView document={document} />
              )}
            </div>
          ) : (
            <Form key={document.number} document={document} />
          )}
          <DocumentFoot document={document} />
        </>
      ) : (
        <NothingOpen />
      )}
    </section>
  )
}

function Head({ document, children }: { document: OpenDocument; children: React.ReactNode }) {
  const chosen = useChosen()
  const form = useForm(document)
  const name = nameOf(document) || 'Without a name yet'
  const facts = chosen ? factsOf(chosen) : 'new, not saved yet'
  return (
    <div className={pane.head}>
      <div className={pane.words}>
        <h2 className={pane.title}>
          <Foreign>{name}</Foreign>
        </h2>
        <p className={pane.sub}>{[form?.platformTitle, facts].filter(Boolean).join(', ')}</p>
      </div>
      {children}
      <WaySegments />
      <DocumentActions />
    </div>
  )
}

function Form({ document }: { document: OpenDocument }) {
  const { store } = useConnections()
  const form = useForm(document)
  const placed = usePlaced(document, form)
  const tab = useConnectionsState((state) => state.tab)
  const sections = form?.sections ?? []
  const chosen = sections.some((_, index) => tab === `section-${index}`) ? tab : 'section-0'

  const isNew = document.connectionId === null
  useEffect(() => {
    // Whoever begins a new one goes on typing.
    if (isNew) window.document.querySelector<HTMLElement>('[data-spot] input')?.focus()
  }, [isNew])

  useEffect(() => {
    if (chosen !== tab) store.setState({ tab: chosen })
  }, [chosen, tab, store])

  return (
    <>
      <BrokenNote document={document} />
      {form ? (
        <Tabs
          className={styles.tabs}
          selectedKey={chosen}
          onSelectionChange={(key) => store.setState({ tab: String(key) })}
        >
          <FormTabs
            sections={sections}
            placed={placed}
            sites={document.analysis?.effective ?? []}
          />
          {sections.map((section, index) => (
            <TabPanel key={section.title} id={`section-${index}`} className={styles.panel}>
              <FormSection section={section} document={document} placed={placed} />
            </TabPanel>
          ))}
        </Tabs>
      ) : (
        <div className={styles.empty}>
          <p>
            {document.tree.error === null
              ? 'The document names no platform that this console knows, so there is no form for it. Correct its member platform in the JSON.'
              : 'There is no form while the JSON cannot be read.'}
          </p>
        </div>
      )}
    </>
  )
}

/** Invalid JSON: the form stays as it was, to be read only, and says where to look. */
function BrokenNote({ document }: { document: OpenDocument }) {
  const { error } = document.tree
  if (!error) return null
  return (
    <p className={styles.broken}>
      The JSON cannot be read at line {lineOf(document.text, error.at)}: {error.message} The form is
      shown as it was before.
    </p>
  )
}
