import { maskBody, maskUrl } from '../../shared/redact.ts'
import { FlowError } from '../core/failure.ts'
import { isLoopbackHost } from '../core/http/loopback-host.ts'
import { CookieJar } from './cookie-jar.ts'
import { type LoginForm, findLoginForm, textOf } from './login-form.ts'

export interface SignInOptions {
  fetch?: typeof globalThis.fetch
  /** Whether an http loopback redirect URI is called, as a browser would. Off when the callback is pasted. */
  deliver?: boolean
}

const mostSteps = 20
const stepMs = 10_000

interface Page {
  url: URL
  status: number
  /** Where it redirects to, if it does. */
  next: URL | null
  html: string
}

/**
 * Plays the browser for the sandbox's own login page: follows redirects on this machine, fills in `login` and
 * `password` (the sandbox's passwords equal the logins), posts, and ends at the redirect URI, which it calls
 * where that is a loopback address. Throws `login_script_failed`, which names the page where it got stuck.
 */
export async function signIn(
  authorizationUrl: string,
  login: string,
  { fetch = globalThis.fetch, deliver = true }: SignInOptions = {},
): Promise<{ finalUrl: string }> {
  const start = new URL(authorizationUrl)
  const redirectUri = start.searchParams.get('redirect_uri')
  const jar = new CookieJar()
  let sent = false
  let page = await visit({ url: start })

  for (let step = 0; step < mostSteps; step++) {
    if (page.next && isRedirectUri(page.next, redirectUri)) return finish(page.next)
    if (page.next) {
      page = await visit({ url: page.next })
      continue
    }
    const form = findLoginForm(page.html)
    if (!form) throw stuck(page, 'it has no login form')
    if (sent) throw stuck(page, `it did not take the login ${login}`)
    sent = true
    page = await visit(submission(page, form, login))
  }
  throw stuck(page, `after ${mostSteps} steps there is no end`)

  async function visit({ url, body }: { url: URL; body?: URLSearchParams }): Promise<Page> {
    if (url.protocol !== 'http:' || !isLoopbackHost(url.hostname)) {
      throw failed(`it would leave this machine for ${url.host || url.protocol}`)
    }
    const cookie = jar.headerFor(url)
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      body,
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
      redirect: 'manual',
      signal: AbortSignal.timeout(stepMs),
    }).catch((error: unknown) => {
      throw failed(`${placeOf(url)} did not answer`, error)
    })
    jar.store(url, response.headers.getSetCookie())
    const location =
      response.status >= 300 && response.status < 400 && response.headers.get('location')
    const html = await response.text()
    const next = location ? URL.parse(location, url) : null
    return { url, status: response.status, next, html }
  }

  async function finish(url: URL): Promise<{ finalUrl: string }> {
    if (deliver && url.protocol === 'http:') await visit({ url })
    return { finalUrl: url.href }
  }
}

function submission(
  page: Page,
  form: LoginForm,
  login: string,
): { url: URL; body: URLSearchParams } {
  const url = URL.parse(form.action, page.url)
  if (!url) throw stuck(page, 'its form has no address')
  const body = new URLSearchParams(form.fields)
  body.set('login', login)
  body.set('password', login)
  return { url, body }
}

function isRedirectUri(url: URL, redirectUri: string | null): boolean {
  const expected = redirectUri === null ? null : URL.parse(redirectUri)
  return (
    expected !== null &&
    url.protocol === expected.protocol &&
    url.host === expected.host &&
    url.pathname === expected.pathname
  )
}

/** Without the query, which holds codes and states. */
const placeOf = (url: URL) => maskUrl(`${url.protocol}//${url.host}${url.pathname}`)

function stuck(page: Page, why: string): FlowError {
  const title = textOf(page.html, 'title')
  // A server that may not redirect answers its error as JSON.
  const said = /^\s*\{/.test(page.html)
    ? maskBody(page.html).slice(0, 300)
    : textOf(page.html, 'alert')
  return failed(
    `the page ${title ? `"${title}" ` : ''}at ${placeOf(page.url)} answered ${page.status} and ${why}${said ? ` (it says: ${said})` : ''}`,
  )
}

const failed = (why: string, cause?: unknown) =>
  new FlowError(
    'login_script_failed',
    `The scripted sign-in, which knows only the sandbox's own login page, got stuck: ${why}.`,
    undefined,
    cause,
  )
