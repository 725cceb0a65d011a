import { use } from 'react'
import { HeldSecret } from './held-secret.tsx'
import { HoldContext } from './hold-context.ts'
import { Masked } from './masked.tsx'
import type { MaskedPart } from './masks.ts'

/** Text with its masks, each of which is shown while it is held, where that can be. */
export function HeldParts({ parts, name }: { parts: readonly MaskedPart[]; name: string }) {
  const ask = use(HoldContext)
  return parts.map(({ text, mask }, index) =>
    mask === null || !ask ? (
      // Parts of one text have no other identity than their place.
      // oxlint-disable-next-line react/no-array-index-key
      <Masked key={index}>{text}</Masked>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <HeldSecret key={index} name={name} onHold={() => ask(mask)}>
        {text}
      </HeldSecret>
    ),
  )
}
