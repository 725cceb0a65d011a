import type { Confidence, Finding } from '../../../../shared/finding.ts'
import type { MarkName } from '../../../ui/sprite.tsx'

/** `At login.acme.example, client storefront: add an audience mapper. Then sign in again.` */
export function changeText({ change: { where, what, next } }: Finding): string {
  const place = where.replace(/[.:]$/, '')
  const act = place === '' ? capital(what) : what
  return [place === '' ? sentence(act) : `${place}: ${sentence(act)}`, sentence(capital(next))]
    .filter(Boolean)
    .join(' ')
}

/** The tone of how sure a finding is: only what is certain is as dark as the failure. */
export function toneOf(
  confidence: Confidence,
): Extract<MarkName, 'failed' | 'warning' | 'unknown'> {
  return ({ certain: 'failed', likely: 'warning', possible: 'unknown' } as const)[confidence]
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const sentence = (text: string) => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`)
