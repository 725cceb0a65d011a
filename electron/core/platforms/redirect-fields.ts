import type { FieldWords } from './form-fields.ts'

/** Where the browser comes back to: the same for every platform. */
export const redirectWords: Record<string, FieldWords> = {
  'redirect.method': {
    label: 'Callback',
    help: 'How the console gets what the browser brings back.',
    kind: 'choice',
    options: {
      loopback: 'a listener on this machine',
      'deep-link': 'a link of this application',
      paste: 'pasted by hand',
    },
  },
  'redirect.host': {
    label: 'Host of the listener',
    help: 'The host in the redirect URI; the other end compares it to the letter.',
    kind: 'choice',
    options: { '127.0.0.1': '127.0.0.1', localhost: 'localhost', '[::1]': '[::1], of IPv6 alone' },
  },
  'redirect.port': {
    label: 'Port of the listener',
    help: 'The port in the redirect URI; 0 takes a free one at each sign-in (RFC 8252 section 7.3).',
    kind: 'number',
  },
  'redirect.path': {
    label: 'Path of the listener',
    help: 'The path in the redirect URI, such as /callback.',
    kind: 'text',
  },
  'redirect.uri': {
    label: 'Redirect URI to paste from',
    help: 'What to send as redirect_uri when the callback is pasted: the page of the storefront.',
    kind: 'url',
  },
}
