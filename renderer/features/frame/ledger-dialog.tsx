import { useEffect, useState } from 'react'
import type { Failure } from '../../../shared/failure.ts'
import type { ContactedHost, NetworkLedgerView } from '../../../shared/network-ledger.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-note.tsx'
import { Foreign } from '../../ui/foreign.tsx'
import { count, formatSize, formatTime } from '../../ui/format.ts'
import { useConsole, useConsoleState } from '../debugger/console-context.tsx'
import styles from './ledger-dialog.module.css'
import { hostsOfRun, lastAtWord, ledgerRule, ledgerText, partyWord } from './ledger-text.ts'

/** Every host contacted, in this run and since the start, and why. */
export function LedgerDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Hosts contacted" isOpen={isOpen} onClose={onClose}>
      <Ledger onClose={onClose} />
    </Dialog>
  )
}

/** Asked for anew whenever the dialog opens. */
function Ledger({ onClose }: { onClose: () => void }) {
  const { exchanges, copy } = useConsole()
  const run = useConsoleState((state) => state.run)
  const [ledger, setLedger] = useState<NetworkLedgerView | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  useEffect(() => {
    let isGone = false
    void exchanges.ledger().then((reply) => {
      if (isGone) return
      if (reply.ok) setLedger(reply.value)
      else setFailure(reply.failure)
    })
    return () => {
      isGone = true
    }
  }, [exchanges])
  const ofRun = run ? hostsOfRun(run) : []
  const runTitle = run ? `Run ${run.number}` : ''
  const copyAll = () =>
    copy(
      [
        ...(run ? [ledgerText(runTitle, ofRun)] : []),
        ...(ledger ? [ledgerText(startTitle(ledger), ledger.hosts)] : []),
        ledgerRule,
      ].join('\n\n'),
      'Copied',
    )
  return (
    <div className={styles.stack}>
      <p>{ledgerRule}</p>
      {run && (
        <Hosts
          title={runTitle}
          hosts={ofRun}
          aside=", requests of its stages as they stand"
          none="This run has contacted no host yet."
        />
      )}
      {ledger && (
        <Hosts
          title={startTitle(ledger)}
          hosts={ledger.hosts}
          none="No host was contacted since the console started."
        />
      )}
      {failure && (
        <FailureNote failure={failure} onCopy={(text) => void copy(text, 'Copied, redacted')} />
      )}
      <div className={styles.actions}>
        <Button icon="copy" onPress={() => void copyAll()}>
          Copy as text
        </Button>
        <Button onPress={onClose}>Close</Button>
      </div>
    </div>
  )
}

const startTitle = ({ since }: NetworkLedgerView): string => `Since ${formatTime(since)}`

interface HostsProps {
  title: string
  hosts: readonly ContactedHost[]
  /** What is counted, where that is not everything: a stage that ran again has only its latest requests. */
  aside?: string
  none: string
}

function Hosts({ title, hosts, aside = '', none }: HostsProps) {
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>
        {title} <span className={styles.quiet}>{`${count(hosts.length, 'host')}${aside}`}</span>
      </h3>
      {hosts.length === 0 ? (
        <p className={styles.quiet}>{none}</p>
      ) : (
        <HostTable {...{ title, hosts }} />
      )}
    </section>
  )
}

function HostTable({ title, hosts }: Pick<HostsProps, 'title' | 'hosts'>) {
  return (
    <table className={styles.table} aria-label={`Hosts, ${title}`}>
      <thead>
        <tr>
          <th scope="col">Host, named by</th>
          <th scope="col">What for</th>
          <th scope="col">Requests</th>
          <th scope="col">Received</th>
          <th scope="col">Last</th>
        </tr>
      </thead>
      <tbody>
        {hosts.map((one) => (
          <tr key={`${one.host} ${one.party} ${one.from}`}>
            <th scope="row">
              <code>
                <Foreign>{one.host}</Foreign>
              </code>
              <span className={styles.quiet}>
                {`${partyWord(one.party)}, `}
                <Foreign>{one.from}</Foreign>
              </span>
            </th>
            <td>
              <Foreign>{one.reasons.join(', ')}</Foreign>
            </td>
            <td>{one.requests}</td>
            <td>{formatSize(one.received)}</td>
            <td>{lastAtWord(one)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
