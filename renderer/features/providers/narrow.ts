/** Below this width the detail has no pane of its own and becomes a tab. */
export const narrowQuery = '(max-width: 1099px)'
