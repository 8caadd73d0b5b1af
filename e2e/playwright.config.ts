import { defineConfig } from '@playwright/test';
import type { DatabaseKind } from './harness/journey.ts';

export default defineConfig<object, { database: DatabaseKind }>({
  testDir: '.',
  outputDir: 'test-results/artifacts',
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  workers: Number(process.env['LATCHKEY_E2E_WORKERS'] ?? 2),
  // A browser, an authenticator and two servers on two cores now and then lose a race that no person sees. The journey is
  // walked once more, and the end of the run names it and why (harness/count.ts): twice in a row is a failure.
  retries: process.env['CI'] === undefined ? 0 : 1,
  // Waits end when what is read is there; how long they may take is for a busy machine, and costs an idle one nothing.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: [['list'], ['./harness/count.ts']],
  use: {
    browserName: 'chromium',
    headless: true,
    // A trace costs a fifth of the time: the second walk of what failed has one.
    trace: process.env['CI'] === undefined ? 'retain-on-failure' : 'on-first-retry',
    screenshot: 'only-on-failure',
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    launchOptions: {
      executablePath: process.env['LATCHKEY_CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'sqlite', testDir: 'journeys', use: { database: 'sqlite' } },
    // The pages are the same on every database, and a walk through all of them takes long.
    { name: 'postgresql', testDir: 'journeys', testIgnore: 'every-page.spec.ts', use: { database: 'postgresql' } },
    { name: 'relying-parties', testDir: 'rp', testIgnore: '.cache/**', use: { database: 'sqlite' } },
  ],
});
