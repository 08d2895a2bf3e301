import { defineConfig } from 'vitest/config';

/**
 * Tests that are given their whole world, and so leave nothing behind: they share the modules that one worker has
 * loaded, which is half the time of loading them for each file.
 */
const giveTheWorld = ['docs', 'domain', 'events', 'functions', 'staff-api', 'web'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** `npm run test:browser` has these. */
const longWalks = 'test/end-to-end/browser/long/**';

export default defineConfig({
  test: {
    setupFiles: ['test/fail-on-console.ts', 'test/same-cases-every-time.ts'],
    reporters: ['default', './test/closing-line-reporter.ts'],
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 180_000,
    projects: [
      { extends: true, test: { name: 'given', include: giveTheWorld, isolate: false } },
      {
        extends: true,
        test: { name: 'real', include: ['test/**/*.test.ts'], exclude: [...giveTheWorld, longWalks] },
      },
    ],
  },
});
