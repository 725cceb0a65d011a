import { z } from 'zod'
import {
  administeredResourceSchema,
  administeredStateSchema,
  plannedWriteSchema,
  planInputSchema,
  writeInputSchema,
  writtenSchema,
} from './administration.ts'
import {
  analysisSchema,
  connectionFormSchema,
  importedSchema,
  pathSchema,
} from './connection-form.ts'
import { connectionSummarySchema } from './connection.ts'
import { doctorInputSchema, doctorReportSchema } from './doctor.ts'
import { exchangeSchema, requestDraftSchema } from './exchange.ts'
import { failureSchema } from './failure.ts'
import { faultSchema } from './fault.ts'
import {
  judgeInputSchema,
  judgementSchema,
  rejudgeInputSchema,
  tokenSourceSchema,
} from './judgement.ts'
import { keyComparisonSchema, keySetInputSchema, keySetSchema } from './key-set.ts'
import { networkLedgerSchema } from './network-ledger.ts'
import {
  namedProviderSchema,
  providerCheckInputSchema,
  providerReportSchema,
  requirementListSchema,
} from './provider-check.ts'
import { runViewSchema } from './run.ts'
import { sandboxStatusSchema } from './sandbox.ts'
import { chosenKeepingSchema, secretKeepingSchema } from './secret-keeping.ts'
import { inspectedTokenSchema } from './token.ts'

/*
 * The one table of what the core can be asked and what it tells. IPC, HTTP, the command line, types and test
 * doubles derive from it.
 */

const command = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O) => ({
  input,
  output,
})

const nothing = z.strictObject({})
const ofRun = z.strictObject({ runId: z.string() })
const ofStage = z.strictObject({ runId: z.string(), stageId: z.string() })
const ofExchange = z.strictObject({ runId: z.string(), exchangeId: z.string() })
const driveRun = z.strictObject({
  runId: z.string(),
  /** The person was warned that something one-time is used again, and wants it. */
  reuse: z.boolean().optional(),
})
const ofCheck = z.strictObject({ checkId: z.string() })
const ofConnection = z.strictObject({ connectionId: z.string() })
const documentText = z.string().max(1_000_000)

export const flowInfoSchema = z.object({
  id: z.string(),
  title: z.string(),
  platform: z.string(),
  /** The platform's own name. */
  platformTitle: z.string(),
  /** Whether a run can name a site configuration; else there is nothing to pick. */
  takesSite: z.boolean(),
  /** Whether one of its stages judges a token, so that there is a verdict to show. */
  judges: z.boolean(),
  /** What a run of it can begin with in place of a sign-in. */
  startsWith: z.array(z.enum(['subjectToken', 'callback'])),
  stages: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      explanation: z.string(),
      lookAt: z.string(),
      spec: z.string(),
    }),
  ),
})
export type FlowInfo = z.infer<typeof flowInfoSchema>

export const appInfoSchema = z.object({
  version: z.string(),
  /** What the host can do beyond the core; a missing one is hidden on screen and refused when called. */
  capabilities: z.object({
    clipboard: z.boolean(),
    deepLink: z.boolean(),
    /** The in-app window for a sign-in whose redirect URI belongs to a storefront. */
    signInWindow: z.boolean(),
  }),
  /** How secrets are kept at rest, in words: `sealed by the system key store`. */
  secrets: z.object({ sealed: z.boolean(), sentence: z.string() }),
})
export type AppInfo = z.infer<typeof appInfoSchema>

export const commands = {
  'app.info': command(nothing, appInfoSchema),
  /** Puts text on the clipboard, where the host has one (capability `clipboard`). */
  'app.copy': command(z.strictObject({ text: z.string().max(4_500_000) }), nothing),

  /** Looks again for a key store that was locked, and tells how secrets are kept. */
  'secrets.status': command(nothing, secretKeepingSchema),
  /** Keeps them as the person has chosen, from now on and all that there are. */
  'secrets.choose': command(z.strictObject({ id: z.string() }), chosenKeepingSchema),

  'flows.list': command(nothing, z.array(flowInfoSchema)),

  'connections.list': command(nothing, z.array(connectionSummarySchema)),
  /** The forms to edit connections with, one for each platform. */
  'connections.forms': command(nothing, z.array(connectionFormSchema)),
  /** The document of a stored connection as JSON text; secrets stay references. */
  'connections.read': command(ofConnection, z.object({ text: documentText })),
  /** What is wrong with a document that is being edited, and what it means. Asks nobody, stores nothing. */
  'connections.analyse': command(z.strictObject({ text: documentText }), analysisSchema),
  /** Makes a connection of what a person pasted: an issuer, a document, a snippet. Stores nothing. */
  'connections.import': command(
    z.strictObject({ text: documentText, platform: z.string().optional() }),
    z.array(importedSchema),
  ),
  /**
   * Adds a connection from its JSON text or replaces one, by id or else by name; secrets in it are sealed. With
   * `base`, the text as it was read, fails with `connection_changed` where it is another one by now.
   */
  'connections.save': command(
    z.strictObject({
      text: documentText,
      connectionId: z.string().optional(),
      base: documentText.optional(),
    }),
    connectionSummarySchema,
  ),
  'connections.duplicate': command(ofConnection, connectionSummarySchema),
  /** Keeps it for `connections.restore` as long as this process lives. */
  'connections.delete': command(ofConnection, nothing),
  /** Takes a deletion back. */
  'connections.restore': command(ofConnection, connectionSummarySchema),
  /** Connections as JSON text without any secret, to be imported elsewhere. */
  'connections.export': command(
    z.strictObject({ connectionIds: z.array(z.string()).min(1) }),
    z.object({ text: z.string() }),
  ),
  /** What the platform's support asks for to set the connection up, as text, without secrets. */
  'connections.changeRequest': command(ofConnection, z.object({ text: z.string() })),
  /** One secret of a stored connection in clear, by an explicit act of the person. */
  'connections.revealSecret': command(
    z.strictObject({ connectionId: z.string(), path: pathSchema }),
    z.object({ value: z.string() }),
  ),

  'sandbox.status': command(nothing, sandboxStatusSchema),
  /** Every fault that the sandbox can show, and which it shows. */
  'sandbox.faults': command(nothing, z.array(faultSchema)),
  /** Shows exactly these from the next request on. Starts the sandbox where it does not run. */
  'sandbox.setFaults': command(z.strictObject({ ids: z.array(z.string()) }), z.array(faultSchema)),

  /** Every host contacted since the console started, and why. */
  'network.ledger': command(nothing, networkLedgerSchema),

  /** Makes a run that stands before its first stage; nothing is sent yet. */
  'run.start': command(
    z.strictObject({
      flowId: z.string(),
      connectionId: z.string(),
      /** Absent or null: the request names no site configuration. */
      site: z.string().nullable().optional(),
      /** Begins with this token instead of a sign-in. */
      subjectToken: z.string().max(4_000_000).optional(),
      /** Begins with the answer of a sign-in that happened elsewhere. */
      callback: z
        .strictObject({
          /** The whole redirect URL, its query, or the code alone. */
          text: z.string().max(100_000),
          /** As it was sent; absent where `text` is the whole URL. */
          redirectUri: z.string().max(10_000).optional(),
          /** Absent where the request had no PKCE. */
          codeVerifier: z.string().max(1000).optional(),
          nonce: z.string().max(10_000).optional(),
        })
        .optional(),
      /** Overrides of given values by path: `client.scope` -> `openid`. */
      inputs: z.record(z.string(), z.string()).optional(),
    }),
    runViewSchema,
  ),
  'run.get': command(ofRun, runViewSchema),
  /** Begins the next stage (or the failed one again) and answers at once; progress comes as `run.changed`. */
  'run.next': command(driveRun, runViewSchema),
  'run.toEnd': command(driveRun, runViewSchema),
  /** Answers when the run stands still: it ended, failed, was cancelled, or waits for the next command. */
  'run.settled': command(ofRun, runViewSchema),
  'run.pause': command(ofRun, runViewSchema),
  'run.cancel': command(ofRun, runViewSchema),
  /** Goes back to the stage: it and all after it are stale from now on, and can still be read. */
  'run.rewind': command(ofStage, runViewSchema),
  /**
   * Changes inputs of a stage by path (`client.scope`), null takes a change back. What the stage and later ones gave is
   * stale then. Fails with `input_invalid`.
   */
  'run.edit': command(
    z.strictObject({
      runId: z.string(),
      stageId: z.string(),
      inputs: z.record(z.string(), z.string().max(4_000_000).nullable()),
    }),
    runViewSchema,
  ),
  /** Holds each request before it is sent, of one stage or with `stageId` null of all. */
  'run.hold': command(
    z.strictObject({ runId: z.string(), stageId: z.string().nullable(), on: z.boolean() }),
    runViewSchema,
  ),
  /**
   * Sends the held request, as it is or as edited. Placeholders of secrets are filled in only for the host that the
   * request was made for; else fails with `request_invalid` and goes on holding.
   */
  'run.send': command(
    z.strictObject({ runId: z.string(), request: requestDraftSchema.optional() }),
    runViewSchema,
  ),
  /** Does not send the held request; its stage fails with `request_dropped`. */
  'run.drop': command(ofRun, runViewSchema),
  'run.openAgain': command(ofRun, runViewSchema),
  /** Signs in in a window of the application (capability `signInWindow`) while the run waits for the browser. */
  'run.openWindow': command(ofRun, runViewSchema),
  'run.pasteCallback': command(
    z.strictObject({ runId: z.string(), text: z.string().max(100_000) }),
    runViewSchema,
  ),
  /** Answers the question of the stage at work; see `choosing` of the run. */
  'run.choose': command(z.strictObject({ runId: z.string(), optionId: z.string() }), runViewSchema),
  /** The authorization URL in clear: asked for only when the person presses Copy. */
  'run.authorizationUrl': command(ofRun, z.object({ url: z.string() })),
  /** One exchange with its whole bodies, masked. */
  'run.exchange': command(ofExchange, exchangeSchema),
  /** The request as a curl command, masked. */
  'run.curl': command(ofExchange, z.object({ text: z.string() })),
  /** The same for a request that a stage would send, by its place among the previews of the stage. */
  'run.previewCurl': command(
    ofStage.extend({ preview: z.number().int().min(0) }),
    z.object({ text: z.string() }),
  ),
  /**
   * One masked value of an exchange in clear, while the person holds it. `index` counts the masks in the part as
   * `run.exchange` shows it, from 0; `header` counts the headers.
   */
  'run.revealMasked': command(
    ofExchange.extend({
      part: z.enum([
        'request.url',
        'request.header',
        'request.body',
        'response.header',
        'response.body',
      ]),
      header: z.number().int().min(0).optional(),
      index: z.number().int().min(0),
    }),
    z.object({ value: z.string() }),
  ),
  /** One member of the customer token in clear, by an explicit act of the person. */
  'run.reveal': command(
    z.strictObject({ runId: z.string(), member: z.string() }),
    z.object({ value: z.string() }),
  ),

  /** Decodes anything that may be a token. Asks nobody, verifies nothing. */
  'token.inspect': command(z.strictObject({ token: tokenSourceSchema }), inspectedTokenSchema),
  /** Judges a token as the platform does. Online, the configured provider is asked. */
  'token.judge': command(judgeInputSchema, judgementSchema),
  /** The same evidence at another instant or skew, without any request. */
  'token.rejudge': command(rejudgeInputSchema, judgementSchema),

  /** What the platforms require of identity providers. Asks nobody. */
  'provider.lists': command(nothing, z.array(requirementListSchema)),
  /** The provider that a connection names, with what a check of it can use; no secret. */
  'provider.ofConnection': command(ofConnection, namedProviderSchema),
  /** Begins to ask the provider and answers at once; progress comes as `provider.changed`. */
  'provider.check': command(providerCheckInputSchema, providerReportSchema),
  'provider.get': command(ofCheck, providerReportSchema),
  /** Answers when the check has ended. */
  'provider.settled': command(ofCheck, providerReportSchema),
  'provider.cancel': command(ofCheck, providerReportSchema),

  /** What can be read and changed at the platform with a connection. Asks nobody. */
  'admin.resources': command(ofConnection, z.array(administeredResourceSchema)),
  'admin.read': command(
    z.strictObject({
      connectionId: z.string(),
      resourceId: z.string(),
      /** Where the resource has parents: the id of the one that was chosen. */
      parentId: z.string().nullable().optional(),
    }),
    administeredStateSchema,
  ),
  /** Holds a change against the live state and says what would be written. Writes nothing. */
  'admin.plan': command(planInputSchema, plannedWriteSchema),
  /** Carries out a plan, once, with the confirmation that it asks for. */
  'admin.write': command(writeInputSchema, writtenSchema),

  /** Tries on this machine each way in which a callback can come. Reaches nothing past loopback. */
  'doctor.check': command(doctorInputSchema, doctorReportSchema),
  /** Opens a page of this machine in the browser and answers at once; what comes of it is told by `doctor.changed`. */
  'doctor.tryBrowser': command(nothing, doctorReportSchema),
  'doctor.cancel': command(nothing, doctorReportSchema),
  'doctor.get': command(nothing, doctorReportSchema),

  /** The keys of a provider or of a pasted set, in plain words. */
  'jwks.read': command(keySetInputSchema, keySetSchema),
  /** The keys that a site has pinned against those that its provider publishes now. */
  'jwks.compare': command(
    z.strictObject({ connectionId: z.string(), site: z.string() }),
    keyComparisonSchema,
  ),
} as const

export type Commands = typeof commands
export type CommandName = keyof Commands
export type Input<N extends CommandName> = z.input<Commands[N]['input']>
export type Output<N extends CommandName> = z.output<Commands[N]['output']>

export const events = {
  'run.changed': runViewSchema,
  'provider.changed': providerReportSchema,
  'doctor.changed': doctorReportSchema,
  'sandbox.changed': sandboxStatusSchema,
  'connections.changed': z.array(connectionSummarySchema),
  'secrets.changed': secretKeepingSchema,
  /** A quiet sentence for the person, such as a deep link that belongs to no run. */
  notice: z.object({ message: z.string() }),
} as const

export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = z.output<Events[N]>
/** An event as it travels: discriminated by name. */
export type EventMessage = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName]

/** A refusal is a value, not an exception, so that it crosses IPC and HTTP alike. */
export const replySchema = <O extends z.ZodType>(output: O) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value: output }),
    z.object({ ok: z.literal(false), failure: failureSchema }),
  ])
export type Reply<T> =
  { ok: true; value: T } | { ok: false; failure: z.infer<typeof failureSchema> }

/** All that a front end may ask of its host. */
export interface Transport {
  call<N extends CommandName>(name: N, input: Input<N>): Promise<Reply<Output<N>>>
  /** Returns the function that stops listening. */
  listen(listener: (event: EventMessage) => void): () => void
}
