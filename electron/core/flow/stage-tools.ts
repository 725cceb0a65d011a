import type { Exchange } from '../../../shared/exchange.ts'
import type { Run } from '../../../shared/run.ts'
import { FlowError } from '../failure.ts'
import { vetBrowserUrl } from '../http/browser-url.ts'
import type { Connections } from '../http/connections.ts'
import { createRecordingFetch } from '../http/recording-fetch.ts'
import type { Ports } from '../ports.ts'
import type { CallbackWait } from './callback-wait.ts'
import type { ChoiceWait } from './choice-wait.ts'
import type { HoldWait } from './hold-wait.ts'
import { withHost } from './hosts.ts'
import type { Surroundings } from './live-run.ts'
import { isHeldAt, valuesBefore } from './run.ts'
import { pendingOf } from './run-reading.ts'
import type { Flow, Purpose, StageTools } from './stage.ts'

/** What a stage acts through: the run it belongs to, its connections, and its waits for browser and person. */
interface AtWork {
  flow: Flow
  stageId: string
  around: Surroundings
  signal: AbortSignal
  connections: Connections
  wait: CallbackWait
  choice: ChoiceWait
  hold: HoldWait
  run: () => Run
  apply: (run: Run) => void
}

/** The tools of one stage; whatever it does through them is put into its run. */
export function stageTools(work: AtWork): StageTools {
  const { clock } = work.around.ports
  const { signal } = work
  return {
    signal,
    now: () => clock.now(),
    fetch: (purpose) => fetchFor(work, purpose),
    report(...checks) {
      const run = work.run()
      if (!run.busy) return
      work.apply({ ...run, busy: { ...run.busy, checks: [...run.busy.checks, ...checks] } })
    },
    expectCallback: (redirect, state) => work.wait.expect(redirect, state),
    openBrowser: (url) => openBrowser(work.around.ports, url),
    async takeCallback() {
      await reopenCapture(work)
      const { callback, exchange } = await work.wait.take(signal)
      record(work, exchange)
      return callback
    },
    choose: (question) => work.choice.ask(question, signal),
  }
}

function fetchFor(work: AtWork, purpose: Purpose): typeof fetch {
  const { signal, connections, hold, stageId } = work
  const { clock } = work.around.ports
  return createRecordingFetch({
    purpose,
    clock,
    signal,
    connections,
    contact: (host, received) => contact(work, host, purpose, received),
    hold: (request) =>
      isHeldAt(work.run(), stageId)
        ? hold.hold({ ...purpose, since: clock.now(), request }, signal)
        : Promise.resolve(request),
    record: (exchange) => record(work, exchange),
  })
}

function contact(
  { run, apply, around }: AtWork,
  host: string,
  { label, party }: Purpose,
  received: number | null,
): void {
  const before = run()
  const after = withHost(before, host, party)
  if (after !== before) apply(after)
  const from = after.hosts.find((known) => known.host === host)?.from ?? ''
  around.ledger.contact({ host, party, from, reason: `run ${after.number}, ${label}`, received })
}

function record({ run, apply }: AtWork, exchange: Exchange): void {
  const { busy, ...rest } = run()
  if (busy) apply({ ...rest, busy: { ...busy, exchanges: [...busy.exchanges, exchange] } })
}

/** The person went back to this wait, or wants to wait once more: at the redirect URI that was sent. */
async function reopenCapture({ flow, run, stageId, wait }: AtWork): Promise<void> {
  const { redirect } = valuesBefore(flow, run(), stageId)
  if (wait.isOpen || !redirect) return
  const { redirectUri, state } = pendingOf(run())
  const port = Number(URL.parse(redirectUri)?.port ?? 0)
  await wait.expect(redirect.method === 'loopback' ? { ...redirect, port } : redirect, state)
}

/** Vets the URL and opens it in the person's browser. Throws `url_refused` or `browser_not_opened`. */
export async function openBrowser(ports: Pick<Ports, 'openUrl'>, url: string): Promise<void> {
  const vetted = vetBrowserUrl(url)
  try {
    await ports.openUrl(vetted)
  } catch (thrown) {
    if (thrown instanceof FlowError) throw thrown
    throw new FlowError(
      'browser_not_opened',
      'The browser could not be opened; copy the URL and open it yourself.',
      undefined,
      thrown,
    )
  }
}
