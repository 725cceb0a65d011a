/** Marks the field that finds a connection. */
export const searchFieldId = 'find-a-connection'

export const focusSearch = (): void => document.getElementById(searchFieldId)?.focus()
