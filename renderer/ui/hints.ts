import { createContext } from 'react'

/**
 * The element in which tooltips stand. It must be inside of a landmark, as everything that can be read (axe:
 * region), and at the end of the body, where react-aria would put them, there is none.
 */
export const HintsContext = createContext<Element | null>(null)
