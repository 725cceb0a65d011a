import { describe, expect, it } from 'vitest'
import { assert, property, string } from 'fast-check'
import {
  editedParts,
  formRows,
  hasPlaceholder,
  headerRows,
  isForm,
  placeholdersIn,
  queryRows,
  tidied,
  withReset,
} from '../../renderer/features/debugger/editing/request-draft.ts'
import type { RequestDraft } from '../../shared/exchange.ts'

const form: RequestDraft = {
  method: 'POST',
  url: 'https://login.example/token?tenant=acme&x=a%2Fb#part',
  headers: [
    ['Content-Type', 'application/x-www-form-urlencoded;charset=UTF-8'],
    ['Authorization', 'Basic {{authorization}}'],
  ],
  body: 'grant_type=authorization_code&code={{code}}&redirect_uri=http%3A%2F%2F127.0.0.1%2Fcb',
}

describe('the query in rows', () => {
  it('reads the address and changes one parameter of it alone', () => {
    expect(queryRows(form).rows).toEqual([
      { name: 'tenant', value: 'acme' },
      { name: 'x', value: 'a/b' },
    ])
    expect(queryRows(form).set(0, { value: 'a b&c' }).url).toBe(
      'https://login.example/token?tenant=a%20b%26c&x=a%2Fb#part',
    )
    expect(queryRows(form).set(1, { name: 'y' }).url).toBe(
      'https://login.example/token?tenant=acme&y=a%2Fb#part',
    )
  })

  it('adds and removes parameters, the last one with its question mark', () => {
    const added = queryRows(form).add()
    expect(added.url).toBe('https://login.example/token?tenant=acme&x=a%2Fb&=#part')
    expect(queryRows(added).rows.at(-1)).toEqual({ name: '', value: '' })
    expect(queryRows(form).remove(0).url).toBe('https://login.example/token?x=a%2Fb#part')
    const one = { ...form, url: 'https://login.example/token?x=1' }
    expect(queryRows(one).remove(0).url).toBe('https://login.example/token')
    expect(queryRows({ ...form, url: 'https://login.example' }).add().url).toBe(
      'https://login.example?=',
    )
  })

  it('leaves placeholders in the spelling that is filled in', () => {
    expect(queryRows(form).set(0, { value: 'Bearer {{access_token-2}}' }).url).toBe(
      'https://login.example/token?tenant=Bearer%20{{access_token-2}}&x=a%2Fb#part',
    )
    expect(queryRows(form).set(0, { value: '{{half' }).url).toContain('tenant=%7B%7Bhalf&')
  })

  it('gives back whatever was typed into a row', () => {
    const typed = string({ unit: 'grapheme' })
    assert(
      property(typed, typed, (name, value) => {
        for (const rows of [queryRows, formRows]) {
          expect(rows(rows(form).set(1, { name, value })).rows[1]).toEqual({ name, value })
          expect(rows(rows(form).set(1, { name, value })).rows[0]).toEqual(rows(form).rows[0])
        }
      }),
    )
  })
})

describe('a form body in rows', () => {
  it('is told by its content type', () => {
    expect(isForm(form)).toBe(true)
    expect(isForm({ ...form, headers: [['content-type', 'application/json']] })).toBe(false)
    expect(isForm({ ...form, headers: [] })).toBe(false)
  })

  it('writes blanks as a form does', () => {
    const changed = formRows(form).set(0, { value: 'a b' })
    expect(changed.body).toMatch(/^grant_type=a\+b&code=\{\{code\}\}&/)
    expect(formRows(changed).rows[0]).toEqual({ name: 'grant_type', value: 'a b' })
  })

  it('begins with nothing', () => {
    const none = { ...form, body: null }
    expect(formRows(none).rows).toEqual([])
    expect(formRows(none).add().body).toBe('=')
  })
})

describe('headers in rows', () => {
  it('keep their order, and may repeat', () => {
    const added = headerRows(headerRows(form).add()).set(2, { name: 'Authorization', value: 'x' })
    expect(added.headers.map(([name]) => name)).toEqual([
      'Content-Type',
      'Authorization',
      'Authorization',
    ])
    expect(headerRows(added).remove(1).headers).toEqual([form.headers[0], ['Authorization', 'x']])
  })
})

describe('what was changed', () => {
  it('is told by part and taken back by part', () => {
    const changed = headerRows(queryRows(form).set(0, { value: 'other' })).remove(0)
    expect(editedParts(form, form)).toEqual([])
    expect(editedParts(form, changed)).toEqual(['url', 'headers'])
    expect(withReset(form, changed, 'url')).toEqual({ ...changed, url: form.url })
    expect(editedParts(form, withReset(form, withReset(form, changed, 'url'), 'headers'))).toEqual(
      [],
    )
  })

  it('is sent without the rows that were left empty', () => {
    const untidy = headerRows(queryRows(formRows(form).add()).add()).add()
    expect(tidied(untidy)).toEqual(form)
    expect(tidied(form)).toEqual(form)
    // A text is sent as it stands.
    const text = { ...form, headers: [], body: 'a&&b' }
    expect(tidied(text).body).toBe('a&&b')
  })
})

describe('placeholders', () => {
  it('are found in every part, each once', () => {
    const twice = { ...form, url: 'https://a.example/{{code}}' }
    expect(placeholdersIn(twice)).toEqual(['{{code}}', '{{authorization}}'])
    expect(placeholdersIn({ ...form, headers: [], body: null })).toEqual([])
  })

  it('are no other braces', () => {
    expect(hasPlaceholder('a {{b}} c')).toBe(true)
    expect(hasPlaceholder('{{}} {{a b}} {c}')).toBe(false)
  })
})
