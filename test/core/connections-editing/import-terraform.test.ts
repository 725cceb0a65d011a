import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestConsole, testConsole } from '../../support/console.ts'
import { documentOf, take } from './pasted.ts'

let console: TestConsole
beforeAll(() => {
  console = testConsole()
})
afterAll(() => console.close())

describe('Terraform code', () => {
  const code = `
resource "emporix_tenant_configuration" "identifier" {
  key   = "ssoCustomerIdentifierField"
  value = jsonencode("SUBJECT")
}
# the document
resource "emporix_tenant_configuration" "sso" {
  key   = "tokenExchange"
  value = jsonencode({
    default = {
      domain = "https://idp.example" // base
      "token_introspect_endpoint" = "/introspect",
      client_id : "backend"
      client_secret = var.idp_secret
      issuer = "https://idp.example/realms/\${var.realm}"
      audience = ["a", "b",]
      limit = 007
      /* nothing */
      jwks = null
    }
    Site_DE = { audience = "de" }
  })
}`

  it('is taken with what only Terraform knows left empty', async () => {
    const [found, ...others] = await take(console, code)
    expect(others).toEqual([])
    expect(found?.took).toBe('a Terraform snippet')
    expect(documentOf(found).emporix).toMatchObject({
      ssoCustomerIdentifierField: 'SUBJECT',
      tokenExchange: {
        default: {
          domain: 'https://idp.example',
          token_introspect_endpoint: '/introspect',
          client_id: 'backend',
          client_secret: '',
          issuer: '',
          audience: ['a', 'b'],
          limit: 7,
          jwks: null,
        },
        Site_DE: { audience: 'de' },
      },
    })
    expect(found?.notes).toContain(
      'default.client_secret is var.idp_secret in the Terraform code: fill it in.',
    )
  })

  it.each([
    ['the call alone', 'jsonencode({ default = { audience = "a" } })'],
    [
      'a call in JSON',
      '{"key":"tokenExchange","value":"${jsonencode({default={audience=\\"a\\"}})}"}',
    ],
    [
      'the call first',
      'resource "x" "y" { value = jsonencode({default={audience="a"}})\n key = "tokenExchange" }',
    ],
  ])('is taken as %s', async (_, text) => {
    const [found] = await take(console, text)
    expect(documentOf(found).emporix?.['tokenExchange']).toEqual({ default: { audience: 'a' } })
  })

  it.each([
    'jsonencode(',
    'jsonencode({',
    'jsonencode({a',
    'jsonencode({a=<<X',
    'jsonencode([[',
    'jsonencode({a="',
  ])('that ends early is nothing: %s', async (text) => {
    expect(await take(console, text)).toEqual([])
  })
})
