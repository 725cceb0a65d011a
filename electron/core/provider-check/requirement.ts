import type { Connection } from '../../../shared/connection.ts'
import type { Exchange } from '../../../shared/exchange.ts'
import type { Failure } from '../../../shared/failure.ts'
import type { NamedProvider } from '../../../shared/provider-check.ts'
import type { ProbeId } from '../../../shared/provider-probes.ts'
import type { IntrospectionEvidence } from '../verdict/evidence.ts'

/*
 * What a platform requires of an identity provider, as data: who says so, what has to be known to judge it, and
 * a pure judgement. The lists stand with the platforms.
 */

/** Metadata as it came: nothing in it is believed. */
export type ProviderDocument = Readonly<Record<string, unknown>>
export type Jwk = Readonly<Record<string, unknown>>

/** Whom a check is about. */
export interface Subject {
  /** As the person named it; where they gave the discovery URL, that without its suffix. */
  issuer: string
  /** Whether the person named the issuer itself, so that the document must have it to the letter. */
  isExact: boolean
  discoveryUrl: string
  /** An address of the platform itself, where one is known: a provider on this machine may be out of its reach. */
  platformUrl: string | null
  clientId: string | null
  clientSecret: string | null
  redirectUri: string | null
}

/** It was not asked: on purpose or for want of a value (`isSkipped`), or because there is nothing to ask. */
interface NotSent {
  kind: 'not-sent'
  why: string
  isSkipped: boolean
}

/** No answer, which says nothing of the provider as others see it. */
interface Away {
  kind: 'away'
  url: string
  failure: Failure
  exchange: Exchange | null
}

/** An answer that is not what was asked for. */
interface Without {
  kind: 'without'
  url: string
  /** `status 404`, `200, but no JSON object`. */
  found: string
  exchange: Exchange | null
}

export type DocumentFact =
  { kind: 'document'; url: string; text: string; document: ProviderDocument } | Without | Away

export type KeysFact =
  | { kind: 'keys'; url: string; text: string; keys: readonly Jwk[]; usable: KeysUsable }
  | Without
  | Away
  | NotSent

/** What the keys of a set are good for; each list holds names of keys. */
export interface KeysUsable {
  rs256: string[]
  /** For any algorithm that may be used with a public key set. */
  any: string[]
  /** Private or symmetric: everybody who reads the set could sign with it. */
  secret: string[]
  withoutKid: number
  withCertificate: number
  /** Certificates (`x5c`) that are over or of another key, each with the reason. */
  badCertificates: string[]
}

export type RedirectFact =
  /** It redirected to the redirect URI, which it therefore knows; `error` as OAuth spells it. */
  | { kind: 'came-back'; error: string | null; description: string; exchange: Exchange }
  /** It answered by itself instead of redirecting: it does not know client or redirect URI. */
  | { kind: 'page'; found: string; exchange: Exchange }
  | { kind: 'unclear'; found: string; exchange: Exchange }
  | Away
  | NotSent

export type SecretFact =
  | {
      kind: 'answered'
      status: number
      error: string | null
      description: string
      exchange: Exchange
    }
  | Away
  | NotSent

export type IntrospectionFact =
  { kind: 'answered'; evidence: IntrospectionEvidence; exchange: Exchange } | Away | NotSent

export interface Facts {
  document: DocumentFact
  keys: KeysFact
  redirect: RedirectFact
  secret: SecretFact
  introspection: IntrospectionFact
}
export type FactName = 'document' | ProbeId

/** Of which bytes the finding was made. */
export type DecisiveBytes =
  /** Members of the discovery document. */
  | { in: 'document'; members: readonly string[] }
  /** Members of the key set, of the key with this index where it is one key's. */
  | { in: 'keys'; members: readonly string[] }
  | { in: Exclude<ProbeId, 'keys'>; parameters: readonly string[] }

export interface Finding {
  result: 'passed' | 'failed' | 'unknown' | 'skipped'
  /** A few words. */
  found: string
  message: string
  decisive?: DecisiveBytes
  learnedFrom?: string
  fix?: { sentence: string; copy?: string }
}

export interface Requirement {
  id: string
  title: string
  /** In the words of who requires it. */
  requirement: string
  why: string
  source: string
  /** What has to be known before it can be judged. */
  needs: readonly FactName[]
  judge(facts: Facts, subject: Subject): Finding
  /** Where it cannot be told: what would tell. Begins in lower case, ends with a full stop. */
  tells: string
}

/** What a platform brings to the check of providers. */
export interface ProviderRequirements<C extends Connection = Connection> {
  /** What the list holds, in words: `9 requirements and what they rest on`. */
  heading: string
  requirements: readonly Requirement[]
  /** Present where its connections name their provider. Secrets of the connection are not read. */
  providerOf?(connection: C): NamedProvider
}
