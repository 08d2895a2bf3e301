import { afterEach, beforeEach } from 'vitest';

// A test that prints hides a fault or leaks a record: every console call fails the test that made it.
const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  for (const method of methods) {
    console[method] = (...values: unknown[]) => {
      printed.push(`console.${method}(${values.map(String).join(' ')})`);
    };
  }
});

afterEach(() => {
  if (printed.length > 0) {
    throw new Error(`A test printed to the console:\n${printed.join('\n')}`);
  }
});
