import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          main: 'electron/shell/main.ts',
          cli: 'electron/headless/cli.ts',
          // A thread starts from a file of its own.
          'batch-worker': 'electron/core/verdict/batch-worker.ts',
        },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        // A sandboxed preload must be one CommonJS file (Electron, tutorial/sandbox).
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    build: {
      rollupOptions: { input: 'renderer/index.html' },
      // Data URLs would need a looser content security policy.
      assetsInlineLimit: 0,
    },
    plugins: [react()],
  },
})
