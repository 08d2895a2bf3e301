import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryFolder } from '../local/cli/synthesised.ts';

export interface MeasuredBundle {
  readonly name: string;
  readonly bytes: number;
  readonly gzipBytes: number;
  /** From before the bundle is read to its handler, in a fresh process; the median of several. */
  readonly startMilliseconds: number;
}

const starts = 5;
const program =
  'const from = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - from));';
const environment = {
  PATH: process.env['PATH'],
  AWS_REGION: 'us-east-1',
  CLAIMS_TABLE: 'claims',
  LEDGER_TABLE: 'ledger',
  WORK_TABLE: 'work',
  PRACTICE_TABLE: 'practice',
  UPLOAD_BUCKET: 'upload',
  EXCHANGE_BUCKET: 'exchange',
  DOCUMENT_BUCKET: 'document',
  CLAIM_PIPELINE_ARN: 'arn:claims',
  ENCOUNTER_INTAKE_ARN: 'arn:intake',
  REMITTANCE_POSTING_ARN: 'arn:posting',
  PATIENT_ACCOUNT_ARN: 'arn:account',
  USAGE_INDICATOR: 'T',
};

/** Size and start-up time of every bundle, as the last synth made it. */
export function measureBundles(): MeasuredBundle[] {
  const folder = join(repositoryFolder, 'dist', 'functions');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const file = join(folder, name, 'index.js');
      const code = readFileSync(file);
      const times = Array.from({ length: starts }, () => startMilliseconds(name, file)).toSorted(
        (a, b) => a - b,
      );
      return {
        name,
        bytes: code.length,
        gzipBytes: gzipSync(code).length,
        startMilliseconds: times[Math.floor(starts / 2)] ?? 0,
      };
    });
}

function startMilliseconds(name: string, file: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program, file], {
    env: environment,
    encoding: 'utf8',
  });
  if (status !== 0) {
    throw new Error(`The bundle of ${name} does not load: ${stderr}`);
  }
  return Number(stdout);
}
