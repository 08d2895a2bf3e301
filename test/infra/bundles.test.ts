import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleFunctions, functionNames, type Bundle } from '../../infra/bundling/bundle-functions.ts';
import { Environment } from '#contracts/environment.ts';

const run = promisify(execFile);

/** Beyond this a cold start is felt; the SDK and the schemas take half of it, what reads every format a third. */
const usualBundleBytes = 1_250_000;
/** What works tasks of every kind reads remittances and practice documents, too. */
const largestBundleBytes = (name: string) => (name === 'work-task' ? 1_600_000 : usualBundleBytes);

/** What a template gives a function, with the region and keys that Lambda adds. */
const environment = {
  ...Object.fromEntries(Object.keys(Environment.shape).map((name) => [name, 'some-name'])),
  USAGE_INDICATOR: 'T',
  SIGN_IN_URL: 'https://sign-in.example.com',
  INTAKE_CHUNKS_AT_ONCE: '4',
  CODE_SUGGESTER: 'embedded',
  WAREHOUSE_LATE_AFTER_DAYS: '2',
  APPLICATION_URL: 'https://staff.example.com/',
  MAIL_SENDER: 'reports@claimwright.example',
  REPORT_MAIL: 'on',
  STAGE: 'development',
  POWERTOOLS_SERVICE_NAME: 'test',
  AWS_REGION: 'us-east-1',
};

/** Loads a bundle as Lambda does and says what its handler is. */
const load = `const bundle = require(process.argv[1]); process.stdout.write(typeof bundle.handler)`;

let bundles: Bundle[];
let elsewhere: string;
beforeAll(() => {
  bundles = bundleFunctions();
  elsewhere = mkdtempSync(path.join(tmpdir(), 'claimwright-bundles-'));
});
afterAll(() => {
  rmSync(elsewhere, { recursive: true, force: true });
});

function bundleOf(name: string): Bundle {
  const bundle = bundles.find((candidate) => candidate.name === name);
  if (bundle === undefined) {
    throw new Error(`There is no bundle of ${name}`);
  }
  return bundle;
}

describe.each(functionNames())('The bundle of %s', (name) => {
  test('loads alone, outside the repository, and has a handler', async () => {
    const copy = path.join(elsewhere, name);
    cpSync(bundleOf(name).folder, copy, { recursive: true });
    const { stdout, stderr } = await run(process.execPath, ['-e', load, copy], {
      cwd: elsewhere,
      env: environment,
    });
    expect({ stdout, stderr }).toEqual({ stdout: 'function', stderr: '' });
  });

  test('is small, minified and without a map', () => {
    const { folder, bytes } = bundleOf(name);
    const text = readFileSync(path.join(folder, 'index.js'), 'utf8');
    expect(bytes).toBeLessThan(largestBundleBytes(name));
    expect(text.length / text.split('\n').length).toBeGreaterThan(100);
    expect(text).not.toContain('sourceMappingURL');
  });
});

test('Only the functions that make a PDF carry a package beside their bundles', () => {
  const carriers = bundles.filter(({ folder }) =>
    readFileSync(path.join(folder, 'index.js'), 'utf8').includes('require("pdfkit")'),
  );
  expect(carriers.map(({ name }) => name)).toEqual(['produce-statement', 'prove-remittance']);
});
