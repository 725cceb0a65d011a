import type { ReactElement } from 'react'

/* Drawn on a 16 px box, stroke 1.5 in currentColor; the svg that uses a symbol sets stroke and caps. */
const icons = {
  debugger: (
    <>
      <path d="M2 3.5h3.5M2 8h3.5M2 12.5h3.5" />
      <path d="M8.5 4v8l5.5-4z" />
    </>
  ),
  tokens: (
    <>
      <circle cx="5.25" cy="10.75" r="3" />
      <path d="M7.4 8.6 13.5 2.5M10.6 5.4l2.1 2.1" />
    </>
  ),
  connections: (
    <>
      <path d="M6.4 9.6 9.6 6.4" />
      <path d="M7.2 4.9l1.5-1.5a2.75 2.75 0 0 1 3.9 3.9L11.1 8.8M8.8 11.1l-1.5 1.5a2.75 2.75 0 0 1-3.9-3.9L4.9 7.2" />
    </>
  ),
  providers: (
    <>
      <path d="M8 1.8l5 1.9v4c0 3.2-2.1 5.5-5 6.5-2.9-1-5-3.3-5-6.5v-4z" />
      <path d="M5.8 8l1.6 1.6 2.9-3" />
    </>
  ),
  sandbox: (
    <>
      <path d="M6 2h4M6.75 2v4.2L3.1 12.5c-.5.9.1 1.8 1.1 1.8h7.6c1 0 1.6-.9 1.1-1.8L9.25 6.2V2M4.9 10h6.2" />
    </>
  ),
  play: (
    <>
      <path d="M4.5 3v10l8-5z" />
    </>
  ),
  toend: (
    <>
      <path d="M3.5 3.5v9L10 8zM12.5 3.5v9" />
    </>
  ),
  pause: (
    <>
      <path d="M5.5 3.5v9M10.5 3.5v9" />
    </>
  ),
  hold: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M6.4 5.8v4.4M9.6 5.8v4.4" />
    </>
  ),
  stop: (
    <>
      <rect x="4" y="4" width="8" height="8" rx="1" />
    </>
  ),
  back: (
    <>
      <path d="M12.5 3.5v9L6 8zM3.5 3.5v9" />
    </>
  ),
  rerun: (
    <>
      <path d="M13 8.2a5 5 0 1 1-1.5-3.7l1.6 1.5" />
      <path d="M13.2 2.6V6H9.8" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
      <path d="M10.5 5.5V4A1.5 1.5 0 0 0 9 2.5H4A1.5 1.5 0 0 0 2.5 4v5A1.5 1.5 0 0 0 4 10.5h1.5" />
    </>
  ),
  external: (
    <>
      <path d="M9.5 2.5h4v4M13.5 2.5l-6 6M11.5 9.5V12a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 12V6A1.5 1.5 0 0 1 4 4.5h2.5" />
    </>
  ),
  paste: (
    <>
      <rect x="3" y="3.5" width="10" height="10.5" rx="1.5" />
      <path d="M6 4.8V2.5h4v2.3zM5.8 8h4.4M5.8 10.8h3" />
    </>
  ),
  down: (
    <>
      <path d="M4 6l4 4 4-4" />
    </>
  ),
  right: (
    <>
      <path d="M6 4l4 4-4 4" />
    </>
  ),
  close: (
    <>
      <path d="M4 4l8 8M12 4l-8 8" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  check: (
    <>
      <path d="M3.5 8.5l3 3 6-7" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1.5" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  mask: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <path d="M3 13 13 3" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M8 4.8V8l2.2 1.4" />
    </>
  ),
  ladder: (
    <>
      <path d="M5 2v12M11 2v12M5 5h6M5 8h6M5 11h6" />
    </>
  ),
  trash: (
    <>
      <path d="M2.5 4.5h11M6 4.5V2.8h4v1.7M4 4.5l.7 9h6.6l.7-9" />
    </>
  ),
  key: (
    <>
      <circle cx="5.25" cy="8" r="3" />
      <path d="M8.25 8H14M11.5 8v2.5" />
    </>
  ),
  file: (
    <>
      <path d="M4 2h5l3 3v9H4zM9 2v3h3" />
    </>
  ),
  edit: (
    <>
      <path d="M10.8 2.7l2.5 2.5-7.6 7.6-3.2.7.7-3.2z" />
    </>
  ),
  panel: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2 9.5h12" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.75" />
      <path d="M2.3 8h11.4M8 2.3c-3.2 3.4-3.2 8 0 11.4M8 2.3c3.2 3.4 3.2 8 0 11.4" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.25" />
      <path d="M10.2 10.2l3.3 3.3" />
    </>
  ),
  eye: (
    <>
      <path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  more: (
    <>
      <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.5v7M5 6.8l3 3 3-3M2.5 13.5h11" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.5" />
      <path d="M3 13.5c0-2.8 2.2-4.3 5-4.3s5 1.5 5 4.3" />
    </>
  ),
  browser: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M2 6.2h12" />
    </>
  ),
  console: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1.5" />
      <path d="M4.8 6.3 6.8 8l-2 1.7M8.5 10h2.7" />
    </>
  ),
  broker: (
    <>
      <circle cx="8" cy="8" r="2.25" />
      <path d="M1.5 8h4.2M10.3 8h4.2M12.3 5.8 14.5 8l-2.2 2.2M3.7 5.8 1.5 8l2.2 2.2" />
    </>
  ),
  'identity-provider': (
    <>
      <rect x="2" y="3.5" width="12" height="9" rx="1.5" />
      <circle cx="5.7" cy="7" r="1.3" />
      <path d="M3.8 10.4c.2-1 .9-1.5 1.9-1.5s1.7.5 1.9 1.5M10 6.6h1.8M10 9.2h1.8" />
    </>
  ),
  platform: (
    <>
      <path d="M3 7.8v5.7h10V7.8" />
      <path d="M2.2 5.8l1.3-3.3h9l1.3 3.3c0 1.1-.9 1.8-1.9 1.8S10 6.9 10 5.8c0 1.1-1 1.8-2 1.8s-2-.7-2-1.8c0 1.1-.9 1.8-1.9 1.8S2.2 6.9 2.2 5.8z" />
    </>
  ),
} as const satisfies Record<string, ReactElement>

/** One shape for each status; the cut-out takes the colour of the surface. */
const marks = {
  passed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M4.9 8.3l2.2 2.2 4-4.7"
        stroke="var(--bg-surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  failed: (
    <>
      <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" fill="currentColor" />
      <path
        d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"
        stroke="var(--bg-surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  warning: (
    <>
      <path
        d="M8 1.2c.5 0 .9.2 1.1.6l5.7 10.6c.5.9-.1 1.9-1.1 1.9H2.3c-1 0-1.6-1-1.1-1.9L6.9 1.8c.2-.4.6-.6 1.1-.6z"
        fill="currentColor"
      />
      <path
        d="M8 5.6v3.6M8 11.7v.1"
        stroke="var(--bg-surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  skipped: (
    <>
      <path d="M8 1.2 14.8 8 8 14.8 1.2 8z" fill="var(--bg-surface)" />
      <path
        d="M8 1.5 14.5 8 8 14.5 1.5 8z"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path
        d="M5.6 8h4.8"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M8 7.4v3.8M8 4.8v.1"
        stroke="var(--bg-surface)"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  unknown: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="6.25"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path
        d="M6.3 6.5c.1-.9.8-1.4 1.7-1.4 1 0 1.7.6 1.7 1.4 0 1.2-1.7 1.3-1.7 2.4M8 11v.1"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  stale: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="6.25"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
        strokeDasharray="2.4 2.51"
      />
      <path
        d="M10.4 5.9A3 3 0 1 0 11 8M10.6 4.2v1.9H8.7"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
        strokeWidth="1.25"
      />
    </>
  ),
  waiting: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="6.25"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path
        d="M8 4.6V8l2.3 1.4"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <path
        d="M8 1.75A6.25 6.25 0 1 1 1.75 8"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
        strokeWidth="2"
      />
    </>
  ),
  held: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="6.25"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path
        d="M6.4 5.6v4.8M9.6 5.6v4.8"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
  next: (
    <>
      <circle cx="8" cy="8" r="6.25" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="6.25"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
      <path d="M6.4 5.2v5.6L11 8z" fill="currentColor" />
    </>
  ),
  pending: (
    <>
      <circle cx="8" cy="8" r="7" fill="var(--bg-surface)" />
      <circle
        cx="8"
        cy="8"
        r="3.75"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        fill="none"
      />
    </>
  ),
} as const satisfies Record<string, ReactElement>

export type IconName = keyof typeof icons
export type MarkName = keyof typeof marks

/** Every symbol once in the page, so that `use` finds it without a request. */
export function Sprite() {
  const symbols = [
    ...Object.entries(icons).map(([name, shape]) => [`i-${name}`, shape] as const),
    ...Object.entries(marks).map(([name, shape]) => [`m-${name}`, shape] as const),
  ]
  return (
    <svg width="0" height="0" aria-hidden="true" focusable="false" className="sprite">
      <defs>
        {symbols.map(([id, shape]) => (
          <symbol key={id} id={id} viewBox="0 0 16 16">
            {shape}
          </symbol>
        ))}
      </defs>
    </svg>
  )
}
