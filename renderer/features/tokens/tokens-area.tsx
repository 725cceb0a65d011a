import { useMedia } from '../../ui/use-media.ts'
import { classes } from '../../ui/classes.ts'
import pane from '../../ui/pane.module.css'
import { narrowQuery } from './tabs.ts'
import { TokenList } from './token-list.tsx'
import { TokenPane } from './token-pane.tsx'
import styles from './tokens-area.module.css'
import { TokensToolbar } from './tokens-toolbar.tsx'
import { useTokensShortcuts } from './use-tokens-shortcuts.ts'
import { VerdictView } from './verdict-view.tsx'

/** Any token, decoded and held against any configuration, outside of a run. */
export function TokensArea() {
  const narrow = useMedia(narrowQuery)
  useTokensShortcuts()
  return (
    <>
      <TokensToolbar />
      <main className={styles.content}>
        <TokenList />
        <TokenPane narrow={narrow} />
        {!narrow && (
          <section className={pane.pane} aria-label="Verdict" data-pane>
            {/* It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable); it is no fieldset. */}
            {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
            <div
              className={classes(pane.body, styles.verdict)}
              tabIndex={0}
              role="group"
              aria-label="Verdict in parts"
            >
              <VerdictView />
            </div>
            {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role */}
          </section>
        )}
      </main>
    </>
  )
}
