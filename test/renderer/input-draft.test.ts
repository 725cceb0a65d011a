import { describe, expect, it } from 'vitest'
import {
  allTakenBack,
  consequence,
  isLong,
  textOf,
  withoutChange,
  withTakenBack,
  withText,
} from '../../renderer/features/debugger/editing/input-draft.ts'
import type { InputField, StageView } from '../../shared/run.ts'
import { recorded, stage } from './recorded.ts'

const field = (more: Partial<InputField>): InputField => ({
  path: 'client.scope',
  value: 'openid',
  secret: false,
  from: 'connection acme',
  edited: false,
  editedIn: null,
  ...more,
})

describe('editing inputs', () => {
  it('keeps only what differs from what is there', () => {
    const changed = withText({}, field({}), 'openid email')
    expect(changed).toEqual({ 'client.scope': 'openid email' })
    expect(withText(changed, field({}), 'openid')).toEqual({})
    expect(textOf(field({}), changed)).toBe('openid email')
  })

  it('replaces a secret unseen, and leaves it where nothing is typed', () => {
    const secret = field({ path: 'client.secret', value: '••••', secret: true })
    expect(textOf(secret, {})).toBe('')
    expect(withText({ 'client.secret': 'x' }, secret, '')).toEqual({})
    expect(withText({}, secret, '••••')).toEqual({ 'client.secret': '••••' })
  })

  it('can empty a text', () => {
    expect(withText({}, field({}), '')).toEqual({ 'client.scope': '' })
  })

  it('takes an earlier change back, or leaves that be', () => {
    const back = withTakenBack({}, 'client.scope')
    expect(back).toEqual({ 'client.scope': null })
    expect(withoutChange(back, 'client.scope')).toEqual({})
  })

  it('takes back the changes of this stage, not of earlier ones', () => {
    const view: StageView = {
      ...stage('paused', 'exchange'),
      fields: [
        field({ edited: true, editedIn: 'exchange' }),
        field({ path: 'client.id', edited: true, editedIn: 'authorize' }),
        field({ path: 'tenant.tenant' }),
      ],
    }
    expect(allTakenBack(view)).toEqual({ 'client.scope': null })
  })

  it('gives JSON and long texts more than a line', () => {
    expect(isLong(field({ value: '{"a":1}' }))).toBe(true)
    expect(isLong(field({ value: '["a"]' }))).toBe(true)
    expect(isLong(field({ value: 'x'.repeat(121) }))).toBe(true)
    expect(isLong(field({ value: '12' }))).toBe(false)
  })
})

describe('what saving does', () => {
  it('is named before it is done', () => {
    expect(consequence(recorded.paused.stages, 'redeem-code')).toBe(
      'The run goes back to stage 4; stages 5 to 7 become stale.',
    )
    expect(consequence(recorded.paused.stages, 'validate')).toBe(
      'The run goes back to stage 6; stage 7 becomes stale.',
    )
    expect(consequence(recorded.paused.stages, 'anonymous-session')).toBe(
      'The run goes back to stage 7.',
    )
  })

  it('is nothing before anything has run', () => {
    expect(consequence(recorded.ready.stages, 'discover')).toBe('')
    expect(consequence(recorded.paused.stages, 'exchange')).toBe('')
  })
})
