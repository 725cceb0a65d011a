import { spawn } from 'node:child_process'
import { Command, CommanderError } from 'commander'
import { toFailure } from '../core/failure.ts'
import { type Io, port } from './commands/command.ts'
import { serveConsole, type ServeOptions } from './commands/serve.ts'
import { findElectron } from './electron-runtime.ts'
import { logToStderr } from './environment.ts'
import { exitCodeOf } from './exit-code.ts'
import { packageRoot } from './package-root.ts'

/*
 * `npm start`: the desktop window, or the same console in a browser where no window can open.
 */

/** A desktop that ends badly within this time never came up: no libraries, no sandbox, no screen. */
const startupMs = 10_000

const io: Io = {
  json: false,
  result: (_document, text) => process.stdout.write(`${text}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
  exit(code) {
    process.exitCode = code
  },
}

const program = new Command('npm start --')
  .description('Opens the desktop window, or the console in a browser where no window can open.')
  .option('--browser', 'the console in a browser, without trying the desktop')
  .option('--no-open', 'only print the URL of the console in a browser')
  .option('--port <n>', 'port of the console in a browser; 0 takes a free one', port, 0)
  .exitOverride()
  .action(start)

// Node would print the fault with whatever it quotes (G-02).
process.on('uncaughtException', (thrown) => {
  logToStderr('error', thrown.stack ?? thrown.message)
  process.exit(1)
})

try {
  await program.parseAsync()
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // commander has said why.
    io.exit(thrown.exitCode === 0 ? 0 : 2)
  } else {
    const failure = toFailure(thrown)
    io.note(failure.message)
    io.exit(exitCodeOf(failure.kind))
  }
}

async function start(options: ServeOptions & { browser?: boolean }): Promise<void> {
  const why = options.browser ? null : await runDesktop()
  if (why === 'ended') return
  if (why)
    io.note(`The desktop window cannot open, because ${why}; the console opens in a browser.`)
  await serveConsole(options, io)
}

/** Resolves to `ended` when the person closed the window, else to the reason why there was none. */
async function runDesktop(): Promise<string> {
  const runtime = await findElectron(process.env, (line) => io.note(line))
  if ('missing' in runtime) return runtime.missing
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(runtime.program, [packageRoot()], { stdio: 'inherit' })
    const stop = () => child.kill('SIGTERM')
    process.on('SIGINT', waitForWindow).on('SIGTERM', stop)
    child.once('error', (error: NodeJS.ErrnoException) =>
      resolve(`Electron did not start (${error.code})`),
    )
    child.once('exit', (code, signal) => {
      process.off('SIGINT', waitForWindow).off('SIGTERM', stop)
      if (code !== 0 && signal === null && Date.now() - startedAt < startupMs) {
        resolve(`Electron ended at once with ${code}`)
        return
      }
      io.exit(code ?? 1)
      resolve('ended')
    })
  })
}

/** Ctrl-C reaches the window through the terminal; this process ends after it. */
function waitForWindow(): void {}
