import { statSync } from 'node:fs'
import type { ConnectionSummary } from '../../shared/connection.ts'
import type { Core } from '../core/core.ts'
import { FlowError } from '../core/failure.ts'
import { call } from './console-call.ts'
import { readInput } from './input-file.ts'

/** What `--connection` names: `sandbox`, a file, or a stored connection by its name or id, in this order. */
export async function findConnection(core: Core, named: string): Promise<ConnectionSummary> {
  const list = await call(core, 'connections.list', {})
  const sandbox = list.find(({ kind }) => kind === 'sandbox')
  if (named === 'sandbox' && sandbox) return sandbox
  if (statSync(named, { throwIfNoEntry: false })?.isFile()) {
    return core.addConnection(await readInput(named, 'The connection file'), named)
  }
  const stored = list.find(({ id, name, kind }) => kind === 'stored' && [id, name].includes(named))
  if (stored) return stored
  if (/[\\/]|\.json$/.test(named)) {
    throw new FlowError(
      'connection_file_unreadable',
      `The connection file ${named} does not exist; check the path.`,
    )
  }
  const names = list.filter(({ kind }) => kind === 'stored').map(({ name }) => name)
  throw new FlowError(
    'connection_unknown',
    `There is no connection ${named}; there are: ${['sandbox', ...names].join(', ')}, or name a connection file.`,
  )
}
