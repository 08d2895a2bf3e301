import { defineConfig } from 'vitest/config';

/** The long walks in the browser, by `npm run test:browser`: each has its own machine and takes minutes. */
export default defineConfig({
  test: {
    include: ['test/end-to-end/browser/long/*.test.ts'],
    setupFiles: ['test/fail-on-console.ts', 'test/same-cases-every-time.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 600_000,
  },
});
