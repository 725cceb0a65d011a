import { z } from 'zod'
import { FlowError } from '../../../failure.ts'
import type { Facts } from '../../../findings/rule.ts'
import { readJson } from '../../send-json.ts'
import { type Layers, layersOf } from '../configuration-layers.ts'
import { configurationRead } from '../tenant-settings.ts'
import { parseTokenExchange } from '../token-exchange-config.ts'

const entriesSchema = z.array(z.looseObject({ key: z.string(), value: z.unknown() }))

/** What the Configuration Service was read to hold, by key; null where it was not read. */
export function liveEntries(facts: Facts): Map<string, unknown> | null {
  const response = facts.exchange(configurationRead.label)?.response
  if (response?.status !== 200) return null
  const entries = entriesSchema.safeParse(readJson(response.body))
  return entries.success ? new Map(entries.data.map(({ key, value }) => [key, value])) : null
}

/** The entry that was chosen, over its default, as it is written; null where no document is known. */
export function chosenLayers(facts: Facts): Layers | null {
  const { tenant, siteConfiguration } = facts.values
  if (!tenant || !siteConfiguration) return null
  const document =
    tenant.tokenExchange === 'live'
      ? liveEntries(facts)?.get('tokenExchange')
      : tenant.tokenExchange
  try {
    const { entries } = parseTokenExchange(document)
    return layersOf(entries, siteConfiguration.site, tenant.siteEntry)
  } catch (error) {
    // A document that cannot be read has stopped the run before, with its own sentence.
    if (error instanceof FlowError) return null
    throw error
  }
}
