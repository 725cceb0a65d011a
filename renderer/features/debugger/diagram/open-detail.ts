import type { Console } from '../console-store.ts'

/** Opens what is selected: the focus goes to the detail, which leaves the diagram where both share a place. */
export function openDetail({ store }: Pick<Console, 'store'>): void {
  if (store.getState().tab === 'middle') store.setState({ tab: 'stage' })
  // After the tabs were drawn.
  requestAnimationFrame(() =>
    document
      .querySelector<HTMLElement>('[data-pane="detail"] [role="tab"][aria-selected="true"]')
      ?.focus(),
  )
}
