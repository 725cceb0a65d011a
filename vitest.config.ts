import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'layers', include: ['test/layers.test.ts'] } },
      {
        test: {
          name: 'unit',
          include: [
            'test/{core,headless,renderer,shell}/**/*.test.{ts,tsx}',
            'test/contract.test.ts',
          ],
        },
      },
    ],
  },
})
