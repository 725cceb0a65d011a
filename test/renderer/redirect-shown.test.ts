import { describe, expect, it } from 'vitest'
import { redirectSettings } from '../../renderer/features/connections/redirect-settings.ts'
import { plannedRedirectUri } from '../../renderer/features/debugger/redirect-banner.tsx'
import type { Field } from '../../shared/connection-form.ts'
import type { StageStatus, StageView } from '../../shared/run.ts'
import views from '../support/demo-views.json' with { type: 'json' }

/** The file was written from replies of the core. */
const recorded = views.ready.stages[0] as unknown as StageView

const stage = (status: StageStatus, value: string): StageView => ({
  ...recorded,
  status,
  messages: recorded.messages.map((message) => ({ ...message, to: 'browser' as const })),
  inputs: [
    { name: 'scope', value: 'openid', from: 'connection' },
    { name: 'redirect_uri', value, from: 'connection' },
  ],
})

describe('the redirect URI to register', () => {
  it.each([
    ['next', 'http://localhost:8765/callback', true],
    ['not-run', 'sso-flow-console://callback', true],
    ['stale', 'https://shop.example/callback', true],
    ['next', 'http://127.0.0.1:free port/callback', false],
    ['passed', 'http://localhost:8765/callback', false],
    ['running', 'http://localhost:8765/callback', false],
  ] as const)('of a stage that is %s and sends %s: %s', (status, value, shown) => {
    expect(plannedRedirectUri(stage(status, value))).toBe(shown ? value : null)
  })

  it('is none where the browser has been already', () => {
    const ahead = stage('next', 'http://localhost:8765/callback')
    expect(plannedRedirectUri({ ...ahead, messages: recorded.messages })).toBeNull()
  })

  it('is none where the stage sends none', () => {
    expect(plannedRedirectUri({ ...recorded, status: 'next', inputs: [] })).toBeNull()
  })
})

describe('the settings that a form tries', () => {
  const field = (name: string, fallback: string | number | null): Field => ({
    path: ['redirect', name],
    label: name,
    help: '',
    kind: 'text',
    options: [],
    required: false,
    fallback,
  })
  const fields = [field('method', 'loopback'), field('host', 'localhost'), field('port', 8080)]

  it('are those of the document, and else what the platform takes', () => {
    const text = JSON.stringify({ name: 'acme', redirect: { port: 9000 } })
    expect(redirectSettings(text, fields)).toEqual({
      redirect: { method: 'loopback', host: 'localhost', port: 9000 },
    })
    expect(redirectSettings('{}', [...fields, field('uri', null)])).toEqual({
      redirect: { method: 'loopback', host: 'localhost', port: 8080 },
    })
  })

  it('are nothing else of the document', () => {
    const text = JSON.stringify({ redirect: 'x', client: { secret: 'canary' } })
    expect(JSON.stringify(redirectSettings(text, fields))).not.toContain('canary')
  })
})
