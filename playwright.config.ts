import { defineConfig } from '@playwright/test'
import { findBrowser } from './test/support/browser.ts'

const browser = findBrowser()

export default defineConfig({
  outputDir: 'test-results',
  reporter: 'list',
  // One person at one desk: windows, ports and the system browser are shared. A test that needs a second try is
  // a test that is wrong.
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 30_000,
  use: { trace: 'retain-on-failure' },
  projects: [
    {
      name: 'browser',
      testDir: 'test/e2e',
      use: {
        browserName: 'chromium',
        ...(browser && { launchOptions: browser }),
      },
    },
    { name: 'desktop', testDir: 'test/desktop' },
  ],
})
