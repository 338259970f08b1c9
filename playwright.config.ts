import { existsSync } from 'node:fs'
import { defineConfig } from '@playwright/test'

/** Where the journeys' installation is and who may sign in to it; specs read the same variables. */
const defaults = {
  // `npm test` gives free ports and a directory of its own; these are for `npx playwright test` by hand.
  E2E_PORT: '3210',
  E2E_PROXY_PORT: '8210',
  E2E_DATA_DIR: '/tmp/branchline-journeys',
  E2E_ADMIN_EMAIL: 'admin@branchline.test',
  E2E_ADMIN_PASSWORD: 'correct horse battery staple',
  E2E_TOKEN: `brl_${'journeys'.repeat(5)}`,
}
const given = { ...defaults, ...(process.env as Record<string, string>) }
Object.assign(process.env, given)

const url = `http://localhost:${given.E2E_PORT}`
const chromium = '/usr/bin/chromium'

export default defineConfig({
  testDir: 'e2e',
  // They share one installation, and two cores.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  use: {
    baseURL: url,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: existsSync(chromium) ? chromium : undefined },
  },
  projects: [{ name: 'chromium' }],
  webServer: {
    command: 'npm start',
    url: `${url}/api/health/live`,
    timeout: 300_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    env: {
      ...given,
      // A database and a queue of its own, as on a fresh machine.
      DATABASE_URL: '',
      REDIS_URL: '',
      NODE_ENV: '',
      BRANCHLINE_DATA_DIR: given.E2E_DATA_DIR,
      BRANCHLINE_URL: url,
      BRANCHLINE_SECRET: '',
      BRANCHLINE_INSTALL: '0',
      BRANCHLINE_NETWORK_POOL: '10.215.0.0/16',
      BRANCHLINE_ADMIN_EMAIL: given.E2E_ADMIN_EMAIL,
      BRANCHLINE_ADMIN_PASSWORD: given.E2E_ADMIN_PASSWORD,
      BRANCHLINE_BOOTSTRAP_TOKEN: given.E2E_TOKEN,
      PORT: given.E2E_PORT,
      PROXY_HTTP_PORT: given.E2E_PROXY_PORT,
    },
  },
})
