import { useConnections, useConnectionsState } from './connections-context.tsx'
import type { OpenDocument } from './document.ts'
import { containerOf } from './effective.ts'
import { Mark } from '../../ui/mark.tsx'
import { ofSite, type Placed } from './placing.ts'
import { ProblemLine } from './problem-line.tsx'
import { siteSpot } from './show-place.ts'
import { SitePicker } from './site-picker.tsx'
import styles from './site-section.module.css'
import { SiteValue } from './site-value.tsx'

interface SiteSectionProps {
  document: OpenDocument
  placed: readonly Placed[]
}

/** One site configuration as it takes effect: each value, and which layer says so. */
export function SiteSection({ document, placed }: SiteSectionProps) {
  const { store } = useConnections()
  const wanted = useConnectionsState((state) => state.site)
  const sites = document.analysis?.effective ?? []
  const chosen = sites.find(({ site }) => site === wanted) ?? sites[0]
  const container = containerOf(sites)
  if (!chosen) return null
  const { site, mode, values } = chosen
  const whole = ofSite(placed, site, null)
  return (
    <section aria-label="Site configurations" className={styles.sites}>
      <SitePicker
        sites={sites.map(({ site }) => ({
          site,
          isDoubtful: placed.some(({ spot }) => spot.kind === 'site' && spot.site === site),
        }))}
        value={site}
        container={container}
        onChange={(site) => store.setState({ site })}
      />
      <div className={styles.words} data-spot={siteSpot(site, '')}>
        {mode && (
          <p className={styles.mode}>
            <Mark name="info" small />
            <span>
              Validated <b>{mode.value}</b>: {mode.reason}
            </span>
          </p>
        )}
        {whole.map((problem) => (
          <ProblemLine key={problem.message} problem={problem} />
        ))}
      </div>
      <p className={styles.columns} aria-hidden="true">
        <span>Field</span>
        <span>Effective value</span>
        <span>Set by</span>
      </p>
      {values.map((value) => (
        <SiteValue
          key={`${site} ${value.name}`}
          site={site}
          value={value}
          document={document}
          container={container}
          problems={ofSite(placed, site, value.name)}
        />
      ))}
    </section>
  )
}
