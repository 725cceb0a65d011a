import type { Handlers } from '../dispatch.ts'
import { FlowError } from '../failure.ts'
import { curlOf } from './curl.ts'
import { hideOf, revealIn, wholeOf } from './masked-exchange.ts'
import { exchangeOf, issuedMember, pendingOf } from './run-reading.ts'
import type { Runs } from './runs.ts'

type RunCommand = Exclude<Extract<keyof Handlers, `run.${string}`>, 'run.start'>

/** The commands on a run that there is. */
export function runCommands(runs: Runs): Pick<Handlers, RunCommand> {
  return {
    'run.get': ({ runId }) => runs.of(runId).view(),
    'run.next': ({ runId, reuse = false }) => runs.of(runId).next(false, reuse),
    'run.toEnd': ({ runId, reuse = false }) => runs.of(runId).next(true, reuse),
    'run.settled': ({ runId }) => runs.of(runId).settled(),
    'run.pause': ({ runId }) => runs.of(runId).pause(),
    'run.cancel': ({ runId }) => runs.of(runId).cancel(),
    'run.rewind': ({ runId, stageId }) => runs.of(runId).rewind(stageId),
    'run.edit': ({ runId, stageId, inputs }) => runs.of(runId).edit(stageId, inputs),
    'run.hold': ({ runId, stageId, on }) => runs.of(runId).holdAt(stageId, on),
    'run.send': ({ runId, request }) => runs.of(runId).send(request),
    'run.drop': ({ runId }) => runs.of(runId).drop(),
    'run.openAgain': ({ runId }) => runs.of(runId).openAgain(),
    'run.openWindow': ({ runId }) => runs.of(runId).openWindow(),
    'run.pasteCallback': ({ runId, text }) => runs.of(runId).pasteCallback(text),
    'run.choose': ({ runId, optionId }) => runs.of(runId).choose(optionId),
    'run.authorizationUrl': ({ runId }) => ({
      url: pendingOf(runs.of(runId).run).authorizationUrl,
    }),
    'run.exchange': ({ runId, exchangeId }) => {
      const { run } = runs.of(runId)
      return wholeOf(exchangeOf(run, exchangeId), hideOf(run))
    },
    'run.curl': ({ runId, exchangeId }) => {
      const { run } = runs.of(runId)
      return { text: curlOf(wholeOf(exchangeOf(run, exchangeId), hideOf(run)).request) }
    },
    'run.previewCurl': ({ runId, stageId, preview }) => {
      const stage = runs
        .of(runId)
        .view()
        .stages.find(({ id }) => id === stageId)
      const request = stage?.previews[preview]
      if (request) return { text: curlOf(request) }
      throw new FlowError('stage_not_ready', `${stageId} has no request to copy yet.`)
    },
    'run.revealMasked': ({ runId, exchangeId, ...where }) => {
      const { run } = runs.of(runId)
      return { value: revealIn(exchangeOf(run, exchangeId), hideOf(run), where) }
    },
    'run.reveal': ({ runId, member }) => {
      const { flow, run } = runs.of(runId)
      return { value: issuedMember(flow, run, member) }
    },
  }
}
