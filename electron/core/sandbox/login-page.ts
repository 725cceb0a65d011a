import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { people } from './people.ts'

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --back: #f1f3f5; --line: #767e88; --accent: #0b57d0; --on: #fff; --bad: #b3261e }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --paper: #1f2328; --back: #14171a; --line: #8b949e; --accent: #8ab4f8; --on: #10131a; --bad: #f2b8b5 } }
* { box-sizing: border-box }
body { margin: 0; padding: 2rem 1rem; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 26rem; margin: 0 auto; padding: 1.5rem; background: var(--paper); border-radius: 8px; box-shadow: 0 1px 4px rgb(0 0 0 / .25) }
h1 { margin: 0 0 .5rem; font-size: 1.25rem } h2 { margin: 1.5rem 0 .25rem; font-size: 1rem } p { margin: 0 0 1rem }
label { display: block; font-weight: 600 }
input { width: 100%; margin: .25rem 0 1rem; padding: .5rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 4px }
button { margin: 0 .5rem 0 0; padding: .5rem 1rem; font: inherit; border: 1px solid var(--accent); border-radius: 4px; background: transparent; color: var(--accent); cursor: pointer }
button.main { background: var(--accent); color: var(--on) }
ul { margin: 0; padding: 0; list-style: none } li { margin: .5rem 0 }
a { color: var(--accent); font-weight: 600 } small { display: block }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[role=alert] { color: var(--bad); font-weight: 600 }
`

/**
 * No script and nothing from outside. `form-action` names every place that a login may end at, because
 * browsers hold the redirects after the form against it: loopback callbacks and the console's own scheme. A policy
 * cannot name an IPv6 address, so http as a whole stands for [::1]; the provider redirects to registered URIs alone.
 */
export const pagePolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "form-action 'self' http: sso-flow-console:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

type Html = ReturnType<typeof html>

/** `?fill=LOGIN` puts a person into the form: filling by a click without any script. */
export function loginPage(view: {
  clientId: string
  scope: string
  login: string
  password: string
  problem: string | null
}): Html {
  const { clientId, scope, login, password, problem } = view
  return page(
    'Sign in to the sandbox',
    html`<p><strong>${clientId}</strong> asks who you are (${scope}).</p>
      ${problem && html`<p role="alert">${problem}</p>`}
      <form method="post">
        <label for="login">Login</label>
        <input
          id="login"
          name="login"
          autocomplete="off"
          required
          value="${login}"
          ${autofocus(login === '')}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="off"
          required
          value="${password}"
        />
        <button class="main" name="action" value="sign-in" ${autofocus(login !== '')}>
          Sign in
        </button>
        <button name="action" value="deny" formnovalidate>Deny</button>
      </form>
      <h2>People</h2>
      <p>Choose one to fill in the form. Every password is the same as the login.</p>
      <ul>
        ${people.map(
          ({ login, email, note }) =>
            html`<li>
              <a href="?fill=${login}">${login}</a> ${email ?? 'no e-mail'}<small>${note}</small>
            </li>`,
        )}
      </ul>`,
  )
}

export function errorPage(error: string, description: string): Html {
  return page(
    'This sign-in cannot go on',
    html`<p role="alert">${error}</p>
      <p>${description}</p>`,
  )
}

function autofocus(wanted: boolean) {
  return wanted ? raw('autofocus') : ''
}

function page(title: string, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
}
