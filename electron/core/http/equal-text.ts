import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

/** In constant time. Digests first, because timingSafeEqual wants equal lengths and a length says something too. */
export function isEqualText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}
