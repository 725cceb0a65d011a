/** An open dialog or list has the keys to itself. */
export function isOverlaid(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-overlay]') !== null
}

/** Whether letters go into what has the focus; a picker finds its values by letters, as a text field takes them. */
export function isTyping(event: KeyboardEvent): boolean {
  return (
    event.target instanceof Element &&
    event.target.matches(
      'input:not([type="range"]), textarea, [contenteditable], [aria-haspopup="listbox"]',
    )
  )
}
