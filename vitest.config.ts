import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'layers', include: ['test/layers.test.ts'] } },
      {
        test: {
          name: 'unit',
          // A hundred starts of the command line read the same sources; Node keeps what it made of them.
          env: {
            NODE_COMPILE_CACHE: path.join(import.meta.dirname, 'node_modules/.cache/node-compile'),
          },
          include: [
            'test/{core,headless,renderer,shell}/**/*.test.{ts,tsx}',
            'test/contract.test.ts',
          ],
        },
      },
    ],
  },
})
