/** The regions as documented (elastic-path.md section 2): a store lives in exactly one. */
export const regions = [
  { api: 'euwest.api.elasticpath.com', cm: 'euwest.cm.elasticpath.com' },
  { api: 'useast.api.elasticpath.com', cm: 'useast.cm.elasticpath.com' },
] as const

/** Hosts of the API, the old one too, and the address that each stands for today. */
export function apiUrlOfHost(hostname: string): string | null {
  if (hostname === 'api.moltin.com') return `https://${regions[0].api}`
  const region = regions.find(({ api, cm }) => api === hostname || cm === hostname)
  return region ? `https://${region.api}` : null
}
