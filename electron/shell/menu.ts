import type { MenuItemConstructorOptions } from 'electron'

/** Only what the system expects of any window; the console's own commands live on its screens. */
export function menuTemplate({
  mac,
  packaged,
}: {
  mac: boolean
  packaged: boolean
}): MenuItemConstructorOptions[] {
  return [
    mac ? { role: 'appMenu' } : { role: 'fileMenu' },
    // Without this menu, copy and paste have no keys on macOS.
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        // For people who work on the console, not for those who work with it.
        ...(packaged ? [] : developerItems),
      ],
    },
    { role: 'windowMenu' },
  ]
}

const developerItems: MenuItemConstructorOptions[] = [
  { type: 'separator' },
  { role: 'reload' },
  { role: 'toggleDevTools' },
]
