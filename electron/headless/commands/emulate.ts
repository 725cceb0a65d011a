import { createCore } from '../../core/core.ts'
import { FlowError } from '../../core/failure.ts'
import { createPorts } from '../environment.ts'
import { untilStopped } from '../until-stopped.ts'
import { type AddCommand, port } from './command.ts'

export const addEmulate: AddCommand = (program, io) => {
  program
    .command('emulate')
    .description('runs the sandbox until stopped; the first line says its URLs, clients and people')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', port, 0)
    .option('--fault <id...>', 'misbehaves in this way; an unknown one lists all that there are')
    .action(async (options: { port: number; fault?: string[] }) => {
      const core = createCore(createPorts())
      const status = await core.startSandbox({ port: options.port })
      const shown = await core.call('sandbox.setFaults', { ids: options.fault ?? [] })
      if (!shown.ok) {
        await core.close()
        throw new FlowError(shown.failure.code, shown.failure.message)
      }
      // One line in either form, so that a script can wait for it.
      io.result(status, JSON.stringify(status))
      io.note(`The sandbox runs at ${status.issuer ?? 'no issuer'}; Ctrl-C stops it.`)
      await untilStopped()
      await core.close()
    })
}
