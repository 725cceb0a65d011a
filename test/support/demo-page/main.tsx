import { createRoot } from 'react-dom/client'
import { App } from '../../../renderer/app.tsx'
import { createAdministration } from '../../../renderer/features/administration/live-store.ts'
import { openConnections } from '../../../renderer/features/connections/open-connections.ts'
import { createConsole } from '../../../renderer/features/debugger/console-store.ts'
import { createProviders } from '../../../renderer/features/providers/providers-store.ts'
import { createTokens } from '../../../renderer/features/tokens/tokens-store.ts'
import '../../../renderer/ui/tokens.css'
import '../../../renderer/ui/base.css'
import { demoTransport, scenes } from '../demo-transport.ts'

/* Opened as `?scene=waiting`; without a scene it shows the first start. */
const asked = new URLSearchParams(location.search).get('scene')
const door = demoTransport(scenes.find((scene) => scene === asked) ?? 'start')
const console = createConsole(door)
console.open()

const root = document.getElementById('root')
const tokens = createTokens(door)
const connections = openConnections(door, console)
const providers = createProviders(door)
const administration = createAdministration(door)
providers.open()
if (root) {
  createRoot(root).render(
    <App
      console={console}
      tokens={tokens}
      connections={connections}
      providers={providers}
      administration={administration}
    />,
  )
}
