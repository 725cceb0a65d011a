import { createHash } from 'node:crypto'

/*
 * The pages that end a sign-in in the browser. They are constants: nothing of a request can get into them
 * (security.md L-06). No script, no link, no resource (B-09).
 */

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center }
main { max-width: 28rem; padding: 2rem; text-align: center }
h1 { font-size: 1.25rem; margin: 0 0 .5rem }
p { margin: 0; opacity: .75 } a { color: inherit }
`

const page = (title: string, text: string) => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>SSO Flow Console</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`

/** The end of a try of the callback doctor, with a link that tries the deep link too. The address is our own. */
export function triedPage(deepLink: string | null): string {
  const link =
    deepLink === null
      ? goBack
      : `Now the other way: <a href="${deepLink.replaceAll('&', '&amp;')}">try the deep link</a>.`
  return page('This browser reaches the console.', link)
}

const goBack = 'Go back to the SSO Flow Console. You can close this page.'

export const callbackPages = {
  signedIn: page('You are signed in.', goBack),
  ended: page('The sign-in ended without success.', goBack),
  refused: page('This request was refused.', 'The SSO Flow Console says why.'),
  used: page('This sign-in was already used.', 'Go back to the SSO Flow Console.'),
  inFragment: page(
    'The answer is in the address bar.',
    'It stands after the # sign, which browsers keep to themselves. Copy the whole address of this page and paste it in the SSO Flow Console.',
  ),
} as const

const styleHash = createHash('sha256').update(style).digest('base64')

export const callbackPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  connection: 'close',
} as const
