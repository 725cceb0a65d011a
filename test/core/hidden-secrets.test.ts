import { describe, expect, it } from 'vitest'
import { hideSecretsOf } from '../../electron/core/hidden-secrets.ts'
import { MASK } from '../../shared/redact.ts'

const secret = 'kanari+/="7f3a'
const clientId = 'service'
const given = { tenant: { serviceClient: { clientId, clientSecret: secret } } }

describe('what is told about a connection', () => {
  it.each([
    ['as it is', secret],
    ['in a form', new URLSearchParams({ x: secret }).toString().slice(2)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in Basic credentials', Buffer.from(`${clientId}:${secret}`).toString('base64')],
  ])('has no secret %s, however deep it stands', (_how, spelled) => {
    const told = { list: [{ text: `sent ${spelled} there` }], status: 401 }
    const hidden = hideSecretsOf(given)(told)
    expect(hidden).toMatchObject({ status: 401 })
    expect(hidden.list[0]?.text).toMatch(new RegExp(`^sent ${MASK}=* there$`))
  })

  it('has none of a document that was typed', () => {
    const input = { text: JSON.stringify(given) }
    expect(hideSecretsOf(input)(`cannot write ${secret}`)).toBe(`cannot write ${MASK}`)
  })

  it.each(['storefront', 'Ab1'])('keeps its words where the secret is %s', (word) => {
    expect(hideSecretsOf({ clientSecret: word })(`the ${word} was asked`)).toContain(word)
  })

  it('is itself where there is no secret', () => {
    const told = { text: 'x' }
    for (const source of [null, 'no document', '{"broken', [], given.tenant.serviceClient.clientId])
      expect(hideSecretsOf(source)(told)).toBe(told)
  })
})
