import type { Exchange, HeaderList } from '../../shared/exchange.ts'
import type { RunView, StageView } from '../../shared/run.ts'

/* Runs made by hand for the pure parts of the screens, with nothing in them but what a test says. */

interface MadeExchange extends Partial<Omit<Exchange, 'request' | 'response'>> {
  url?: string
  /** Null: no answer. */
  status?: number | null
  headers?: HeaderList
}

export function exchange(made: MadeExchange): Exchange {
  const { url = 'https://idp.example/token', status = 200, headers = [], ...over } = made
  return {
    id: 'x',
    label: 'Token request',
    party: 'identity-provider',
    incoming: false,
    request: { method: 'GET', url, headers: [], body: null },
    response:
      status === null ? null : { status, statusText: '', headers, body: '', size: 0, cut: false },
    failure: null,
    edited: false,
    startedAt: 0,
    timing: { connect: 20, wait: 60, receive: 4 },
    ...over,
  }
}

export function stageOf(id: string, over: Partial<StageView> = {}): StageView {
  return {
    id,
    number: 1,
    title: id,
    explanation: '',
    lookAt: '',
    spec: '',
    status: 'passed',
    reason: '',
    durationMs: 84,
    inputs: [],
    fields: [],
    edited: false,
    holds: false,
    reuses: [],
    outputs: [],
    previews: [],
    exchanges: [],
    checks: [],
    tokens: [],
    hops: [],
    failure: null,
    findings: [],
    messages: [],
    ...over,
  }
}

export function runOf(stages: StageView[], over: Partial<RunView> = {}): RunView {
  return {
    id: 'run',
    number: 42,
    flowId: 'flow',
    flowTitle: 'Flow',
    connection: { id: 'acme', name: 'acme', kind: 'stored' },
    site: null,
    state: 'paused',
    toEnd: false,
    startedAt: 0,
    durationMs: 0,
    stages,
    next: { kind: 'next', stageId: stages[0]?.id ?? '', label: '', shortLabel: '' },
    waiting: null,
    choosing: null,
    held: null,
    holdsAll: false,
    verdict: null,
    hosts: [],
    customerToken: null,
    ...over,
  }
}
