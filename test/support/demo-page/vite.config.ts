import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/* `vite test/support/demo-page` shows the screens without a core. */
export default defineConfig({ root: import.meta.dirname, plugins: [react()] })
