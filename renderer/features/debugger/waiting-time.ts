import { formatSpan } from '../../ui/format.ts'

/** When the time left is told, in seconds, from the last one up. */
const told = [30, 60, 300]

/** The sentence of the last moment that has come; the region is read again only when it changes. Pure. */
export function announcementAt(leftMilliseconds: number): string {
  const left = Math.ceil(leftMilliseconds / 1000)
  const moment = told.find((seconds) => left <= seconds)
  return moment === undefined ? '' : `${formatSpan(moment)} left for the sign-in in the browser.`
}
