import { Foreign } from './foreign.tsx'

/** A sentence in which names of the protocol stand between backticks; nothing else in it is markup. */
export function Prose({ children }: { children: string }) {
  return children.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // Parts of one sentence have no other identity than their place.
      // oxlint-disable-next-line react/no-array-index-key
      <code key={index}>{part}</code>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <Foreign key={index}>{part}</Foreign>
    ),
  )
}
