/** Below this width the JSON has no pane of its own and becomes a view of the form's. */
export const narrowQuery = '(max-width: 1099px)'
