import { classes } from '../../ui/classes.ts'
import { Mark } from '../../ui/mark.tsx'
import pane from '../../ui/pane.module.css'
import { Prose } from '../../ui/prose.tsx'
import styles from './plan-view.module.css'
import { useProvidersState } from './providers-context.tsx'
import { hostOf, planOf } from './providers-state.ts'

/** Everything that the next check will send, before it is sent. */
export function PlanView() {
  const settings = useProvidersState((state) => state.settings)
  const host = hostOf(settings)
  const requests = [
    {
      id: 'document',
      title: 'Discovery document',
      sends: 'GET the metadata of the issuer',
      leftOut: null,
    },
    ...planOf(settings),
  ]
  return (
    <>
      <div className={pane.head}>
        <div className={pane.words}>
          <h2 className={pane.title}>What will be sent</h2>
          <p className={pane.sub}>
            {host === null
              ? 'to the issuer, once it is named'
              : `to ${host}, or where its document leads`}
          </p>
        </div>
      </div>
      {/* It scrolls, so the keyboard must reach it (axe: scrollable-region-focusable). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes(pane.body, styles.list)} tabIndex={0} aria-label="Requests">
        {requests.map(({ id, title, sends, leftOut }) => (
          <li key={id} className={styles.request}>
            <Mark name={leftOut === null ? 'next' : 'skipped'} />
            <div>
              <p className={styles.title}>
                {title}
                <span className={leftOut === null ? 'tone-next' : 'tone-skipped'}>
                  {leftOut === null ? 'next' : `skipped, ${leftOut}`}
                </span>
              </p>
              <p className={styles.sends}>
                <Prose>{sends}</Prose>.
              </p>
            </div>
          </li>
        ))}
        <li className={styles.foot}>
          Nobody is signed in and no redirect is followed. Client id, secret and redirect URI stand
          under <em>Client</em>; a secret leaves this window for the check alone.
        </li>
      </ul>
    </>
  )
}
