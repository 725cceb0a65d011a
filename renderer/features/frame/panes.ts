/* Panes are the elements marked data-pane, in the order of the page. */

const focusable =
  'button:not([disabled]), [tabindex="0"], a[href], input:not([disabled]), textarea:not([disabled])'

/** Moves the focus to the next or previous pane that can take it, from the last to the first. */
export function cyclePane(step: 1 | -1): true {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null || pane.getClientRects().length > 0,
  )
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const start = at === -1 && step === -1 ? 0 : at
  for (let offset = 1; offset <= panes.length; offset++) {
    const pane = panes[(start + step * offset + panes.length * 2) % panes.length]
    const target = pane?.querySelector<HTMLElement>(focusable)
    if (!target) continue
    target.focus()
    break
  }
  return true
}
