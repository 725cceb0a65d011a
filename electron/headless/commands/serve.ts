import { createCore } from '../../core/core.ts'
import { toFailure } from '../../core/failure.ts'
import { createPorts, logToStderr } from '../environment.ts'
import { startHost } from '../host.ts'
import { openInBrowser } from '../open-url.ts'
import { rendererFolder } from '../package-root.ts'
import { untilStopped } from '../until-stopped.ts'
import { type AddCommand, type Io, port } from './command.ts'

export interface ServeOptions {
  port: number
  open: boolean
}

export const addServe: AddCommand = (program, io) => {
  program
    .command('serve')
    .description('the console in a browser, until stopped')
    .option('--port <n>', 'port on 127.0.0.1; 0 takes a free one', port, 0)
    .option('--no-open', 'only print the URL')
    .action((options: ServeOptions) => serveConsole(options, io))
}

/** Serves the console until Ctrl-C. Prints the URL, which holds the token of this start. */
export async function serveConsole(options: ServeOptions, io: Io): Promise<void> {
  const core = createCore(createPorts())
  const host = await startHost({
    core: {
      call: (name, input) => core.dispatch(name, input),
      listen: (listener) => core.listen(listener),
    },
    port: options.port,
    rendererFolder: rendererFolder(),
    log: logToStderr,
  })
  io.result({ url: host.url }, host.url)
  io.note('The console runs in the browser at this URL; Ctrl-C stops it.')
  if (options.open) {
    // The URL is on the screen: a browser that does not open is no reason to stop.
    openInBrowser(host.url).catch((error: unknown) => io.note(toFailure(error).message))
  }
  await untilStopped()
  await host.close()
  await core.close()
}
