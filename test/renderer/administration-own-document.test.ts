import { describe, expect, it } from 'vitest'
import type { AdministeredItem } from '../../shared/administration.ts'
import type { KeyComparison } from '../../shared/key-set.ts'
import { insertable, withMissing } from '../../renderer/features/administration/missing-keys.ts'
import {
  comparedTexts,
  liveIntoOwn,
  ownIntoLive,
} from '../../renderer/features/administration/own-document.ts'

const mask = '••••'
const item: AdministeredItem = {
  id: 'settings',
  title: 'settings',
  detail: '',
  text: JSON.stringify({
    default: { id: 'a', client_secret: mask },
    other: { client_secret: mask },
  }),
  secrets: [
    ['default', 'client_secret'],
    ['other', 'client_secret'],
  ],
  version: 1,
  readOnly: null,
  facts: [],
}
const sealed = { sealed: 'reference' }

describe('between live and the own document', () => {
  it('keeps the sealed secrets of the connection, and leaves out those it has not', () => {
    expect(liveIntoOwn(item, { default: { client_secret: sealed } })).toEqual({
      value: { default: { id: 'a', client_secret: sealed }, other: {} },
      leftOut: ['other.client_secret'],
    })
  })

  it('lets the platform keep its own, and sends no reference', () => {
    const own = { default: { id: 'b', client_secret: sealed }, new: { client_secret: sealed } }
    const { value, leftOut } = ownIntoLive(own, item)
    expect(value).toEqual({ default: { id: 'b', client_secret: mask }, new: {} })
    expect(leftOut).toEqual(['new.client_secret'])
    expect(JSON.stringify(ownIntoLive(own, null))).not.toContain('reference')
  })

  it('compares in the order of the live one, and without secrets', () => {
    const own = { other: { client_secret: 'typed' }, default: { client_secret: sealed, id: 'a' } }
    const texts = comparedTexts(item, own)
    expect(JSON.parse(texts.own)).toEqual(JSON.parse(item.text))
    expect(texts.own).toBe(JSON.stringify(JSON.parse(item.text), null, 2))
  })
})

describe('keys that are missing', () => {
  const comparison = {
    keys: [{ insert: '{"kid":"new"}' }, { insert: null }],
  } as unknown as KeyComparison

  it('are added to a list, and to an object with a list', () => {
    expect(insertable(comparison)).toHaveLength(1)
    const path = ['site', 'jwks']
    const [old, fresh] = [{ kid: 'old' }, { kid: 'new' }]
    expect(withMissing(path, [old], comparison)).toEqual({ path, value: [old, fresh] })
    expect(withMissing(path, { keys: [old] }, comparison)).toEqual({
      path: [...path, 'keys'],
      value: [old, fresh],
    })
    expect(withMissing(path, 'live', comparison)).toBeNull()
  })
})
