import { createContext } from 'react'
import type { Revealed } from './held-secret.tsx'

/** Asks for one masked value of what is on screen; null where nothing can be revealed. `mask` counts from 0. */
export type AskMasked = (mask: number) => Promise<Revealed>

/** How the masks of a part of the screen are revealed. */
export const HoldContext = createContext<AskMasked | null>(null)
