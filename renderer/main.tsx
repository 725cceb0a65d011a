import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createAdministration } from './features/administration/live-store.ts'
import { openConnections } from './features/connections/open-connections.ts'
import { createConsole } from './features/debugger/console-store.ts'
import { createProviders } from './features/providers/providers-store.ts'
import { createTokens } from './features/tokens/tokens-store.ts'
import { connect } from './transport.ts'
import './ui/tokens.css'
import './ui/base.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')

// Outside of React: the window follows the console as long as it lives.
const door = connect()
const console = createConsole(door)
const tokens = createTokens(door)
const connections = openConnections(door, console)
const providers = createProviders(door)
const administration = createAdministration(door)
console.open()
providers.open()
createRoot(root).render(
  <App
    console={console}
    tokens={tokens}
    connections={connections}
    providers={providers}
    administration={administration}
  />,
)
