/** Marks the field that takes a token. */
export const pasteFieldId = 'paste-a-token'

/** After the field has been drawn, which a press may have asked for just now. */
export function focusPasteField(): void {
  requestAnimationFrame(() => document.getElementById(pasteFieldId)?.focus())
}
