import { elasticPathConnectionSchema, elasticPathValues } from './elastic-path.ts'
import { emporixConnectionSchema, emporixValues } from './emporix.ts'

/** What each platform adds to the contract; its adapter in the core has the same name. */
export const platformConnections = [emporixConnectionSchema, elasticPathConnectionSchema] as const

export const platformValues = { ...emporixValues, ...elasticPathValues } as const
