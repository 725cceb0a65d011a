import { CompactSign, exportJWK, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import { exchangeStatuses } from '../../../electron/core/platforms/emporix/verdict-status.ts'
import { gatherEvidence } from '../../../electron/core/verdict/gather.ts'
import { judge } from '../../../electron/core/verdict/ladder.ts'
import type { SiteConfiguration } from '../../../shared/values.ts'
import { answering, serve } from '../tokens/introspection-server.ts'
import { configuration, goodClaims, now } from './subject.ts'

const noFetch = () => Promise.reject(new Error('nothing may be fetched'))

async function signed() {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const token = await new CompactSign(new TextEncoder().encode(JSON.stringify(goodClaims)))
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .sign(privateKey)
  const jwk = JSON.parse(JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'k1' })) as Record<
    string,
    string
  >
  const offline: SiteConfiguration = {
    ...configuration,
    introspection: null,
    jwks: { value: { keys: [jwk] }, source: 'Site_DE.jwks' },
  }
  return { token, offline }
}

function verdictOf(configuration: SiteConfiguration, token: string, fetch = globalThis.fetch) {
  return gatherEvidence({ token, configuration, fetch }).then((evidence) =>
    judge({
      token,
      configuration,
      evidence,
      now,
      skew: 0,
      customer: 'not-found',
      statuses: exchangeStatuses,
    }),
  )
}

async function onlineAt(answer: unknown, status = 200): Promise<SiteConfiguration> {
  const url = await serve(answering(status, answer))
  const introspection = { url, clientId: 'c', clientSecret: 's', source: 'default' }
  return { ...configuration, mode: 'online', jwks: null, introspection }
}

describe('offline', () => {
  it('verifies with the pinned keys and fetches nothing', async () => {
    const { token, offline } = await signed()
    expect(await verdictOf(offline, token, noFetch)).toMatchObject({
      verdict: 'accepted',
      customer: { outcome: 'created' },
    })
  })

  it('rejects an opaque token by its format', async () => {
    const { offline } = await signed()
    expect(await verdictOf(offline, 'opaque', noFetch)).toMatchObject({ firstFailure: 'format' })
  })

  it('rejects a token whose payload was changed', async () => {
    const { token, offline } = await signed()
    const [header, , signature] = token.split('.')
    const claims = Buffer.from(JSON.stringify({ ...goodClaims, sub: 'eve' })).toString('base64url')
    const verdict = await verdictOf(offline, `${header}.${claims}.${signature}`, noFetch)
    expect(verdict.firstFailure).toBe('signature')
  })
})

describe('online', () => {
  it('judges the claims of the answer', async () => {
    const site = await onlineAt({ active: true, ...goodClaims })
    expect(await verdictOf(site, 'opaque')).toMatchObject({ verdict: 'accepted', mode: 'online' })
  })

  it('never trusts the token instead of a failed introspection', async () => {
    const { token } = await signed()
    const verdict = await verdictOf(await onlineAt('no', 500), token)
    expect(verdict).toMatchObject({ firstFailure: 'introspection', platformStatus: null })
  })
})

describe('a configuration without what its mode needs', () => {
  it.each(['online', 'offline'] as const)('%s', async (mode) => {
    const lacking = { ...configuration, mode, jwks: null, introspection: null }
    await expect(
      gatherEvidence({ token: 't', configuration: lacking, fetch: noFetch }),
    ).rejects.toMatchObject({ code: 'configuration_invalid' })
  })
})
