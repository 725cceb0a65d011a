/** Puts the focus on the address of the held request; false where none is on screen. */
export function focusEditor(): boolean {
  const field = document.querySelector<HTMLElement>('[data-held-editor] textarea')
  field?.focus()
  return field !== null
}

/** Puts the focus on the pane around a field, where letters are shortcuts again. */
export function focusPanel(inside: Element): void {
  inside.closest<HTMLElement>('[role="tabpanel"]')?.focus({ preventScroll: true })
}
