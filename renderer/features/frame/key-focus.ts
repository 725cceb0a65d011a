/** An open dialog or list has the keys to itself. */
export function isOverlaid(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-overlay]') !== null
}

/**
 * Whether letters go into what has the focus; a picker finds its values by letters, as a text field takes them,
 * and so does a list marked `data-finds-by-letters`.
 */
export function isTyping(event: KeyboardEvent): boolean {
  // What has the focus inside of a shadow root stands for its host in `target`.
  const target = event.composedPath()[0]
  return (
    target instanceof Element &&
    (target.matches(
      'input:not([type="range"], [type="checkbox"]), textarea, [contenteditable], [aria-haspopup="listbox"]',
    ) ||
      target.closest('[data-finds-by-letters]') !== null)
  )
}
