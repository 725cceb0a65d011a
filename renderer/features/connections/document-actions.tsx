import { Menu } from '../../ui/menu.tsx'
import { useChosen, useConnections } from './connections-context.tsx'

/** What else can be done with the stored connection on screen. */
export function DocumentActions() {
  const { store, duplicate, delete: remove } = useConnections()
  const chosen = useChosen()
  if (chosen?.kind !== 'stored') return null
  return (
    <Menu
      label="More for this connection"
      actions={[
        {
          id: 'duplicate',
          label: 'Duplicate',
          icon: 'copy',
          act: () => void duplicate(chosen.id),
        },
        {
          id: 'change-request',
          label: 'Change request text',
          icon: 'file',
          act: () => store.setState({ dialog: 'change-request' }),
        },
        {
          id: 'export',
          label: 'Export',
          icon: 'download',
          act: () => store.setState({ dialog: 'export' }),
        },
        { id: 'delete', label: 'Delete', icon: 'trash', act: () => void remove(chosen) },
      ]}
    />
  )
}
