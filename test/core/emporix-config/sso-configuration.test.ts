import { describe, expect, it } from 'vitest'
import {
  chooseSso,
  isSameRedirect,
  nameInState,
  stateFor,
  tokenUrlOf,
} from '../../../electron/core/platforms/emporix/sso-configuration.ts'

describe('state', () => {
  it.each([
    ['keycloak_de', 'abc', 'keycloak_de--abc'],
    ['auth0-pl', 'abc', 'auth0-pl--abc'],
    // Hyphens of base64url would be further places to split at.
    ['keycloak_de', 'a--b-c_d', 'keycloak_de--a..b.c_d'],
    ['', 'a--b', 'a..b'],
  ])('of the name %j and %s is %s', (name, random, state) => {
    expect(stateFor(name, random)).toBe(state)
    expect(nameInState(state)).toBe(name === '' ? null : name)
  })

  it.each([
    ['', null],
    ['abc', null],
    ['a-b', null],
    ['--abc', null],
    ['a--', 'a'],
    ['a--b--c', 'a'],
  ])('%j names %j', (state, name) => {
    expect(nameInState(state)).toBe(name)
  })
})

describe('the configuration', () => {
  const configuration = (name: string) => ({
    name,
    domain: 'login.example',
    tokenEndpoint: 'token',
    provider: name,
    clientId: `client of ${name}`,
    redirectUri: 'https://shop.example/callback',
    certificate: null,
    issuer: null,
  })
  const sso = {
    configurations: [configuration('de'), configuration('pl')],
    configName: 'de',
    pkce: true,
    sendSessionId: true,
    sendState: true,
    probeTokenUrl: false,
  }

  it.each([
    ['pl--x', true, 'pl', 'named'],
    ['de--x', true, 'de', 'named'],
    ['PL--x', true, 'de', 'fallback'],
    ['__proto__--x', true, 'de', 'fallback'],
    ['x', true, 'de', 'fallback'],
    ['pl--x', false, 'de', 'not-sent'],
  ])('for state %s, sent on: %s, is %s (%s)', (state, sendState, name, reason) => {
    expect(chooseSso({ ...sso, sendState }, state)).toMatchObject({ name, reason })
  })
})

describe('the token endpoint', () => {
  const url = 'https://login.example/realms/de/protocol/openid-connect/token'
  it.each([
    ['login.example', 'realms/de/protocol/openid-connect/token', url],
    ['login.example/realms/de', 'protocol/openid-connect/token', url],
    ['login.example/realms/de/', '/protocol/openid-connect/token', url],
    ['https://login.example/realms/de', 'protocol/openid-connect/token', url],
    ['http://127.0.0.1:8080/idp', 'token', 'http://127.0.0.1:8080/idp/token'],
    ['not a host', 'token', null],
  ])('of %s and %s is %s', (domain, tokenEndpoint, expected) => {
    expect(tokenUrlOf({ domain, tokenEndpoint })).toBe(expected)
  })
})

describe('a redirect URI', () => {
  it.each([
    ['https://shop.example/callback', 'https://shop.example/callback', true],
    ['https://shop.example/callback/', 'https://shop.example/callback', false],
    ['https://shop.example:444/callback', 'https://shop.example/callback', false],
    ['http://127.0.0.1:49152/callback', 'http://127.0.0.1/callback', true],
    ['http://127.0.0.1:49152/callback', 'http://127.0.0.1:1/callback', true],
    ['http://localhost:49152/callback', 'http://127.0.0.1/callback', false],
    ['http://127.0.0.1:49152/other', 'http://127.0.0.1/callback', false],
    ['http://127.0.0.1:49152/callback', 'https://shop.example/callback', false],
  ])('%s against %s: %s', (sent, registered, same) => {
    expect(isSameRedirect(sent, registered)).toBe(same)
  })
})
