import { createCore } from '../../core/core.ts'
import { call } from '../console-call.ts'
import { createPorts } from '../environment.ts'
import type { AddCommand } from './command.ts'

export const addFlows: AddCommand = (program, io) => {
  program
    .command('flows')
    .description('lists flows and their stages')
    .action(async () => {
      const core = createCore(createPorts())
      const flows = await call(core, 'flows.list', {})
      const text = flows.flatMap(({ id, title, stages }) => [
        `${id}: ${title}`,
        ...stages.map(
          (stage, at) => `  ${String(at + 1).padStart(2)} ${stage.id.padEnd(22)} ${stage.title}`,
        ),
      ])
      io.result(flows, text.join('\n'))
      await core.close()
    })
}
