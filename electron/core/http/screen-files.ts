/*
 * How the built screens are handed to a page, whichever host does it: the desktop's own scheme or the loopback
 * server (security.md E-07, E-18).
 */

/** The one type that a file of the build may have; other files are not served. */
export const screenTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** `connect`: what the page may talk to besides its host's own bridge. */
export function screenHeaders(connect: "'none'" | "'self'"): Readonly<Record<string, string>> {
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      `connect-src ${connect}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-src 'none'",
      // A meta tag cannot carry this one, hence the header.
      "frame-ancestors 'none'",
      // Text of a token or an error can never become markup by accident: DOM sinks refuse strings.
      "require-trusted-types-for 'script'",
    ].join('; '),
    // The type above is the only one: a file is never run as something else.
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    // No other page may hold a handle to our window or embed our files.
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  }
}
