import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed } from './command-failed.ts';

export const repositoryFolder = fileURLToPath(new URL('../..', import.meta.url));
const cdkOut = join(repositoryFolder, 'dist', 'one-machine');
const digestFile = join(cdkOut, 'sources.sha256');

/** What the templates and bundles are made of. */
const sources = ['infra', 'functions', 'shared', 'cdk.json', 'package-lock.json'];

/**
 * The templates of the development stage with their bundles, synthesised anew when anything they are made of changed.
 * @throws CommandFailed with what the CDK printed when they cannot be synthesised.
 */
export async function synthesised(): Promise<string> {
  const digest = digestOfSources();
  if (existsSync(digestFile) && readFileSync(digestFile, 'utf8') === digest) {
    return cdkOut;
  }
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, 'synth', '--quiet', '--output', cdkOut], {
    cwd: repositoryFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: 'true' },
  });
  let printed = '';
  const keep = (part: Buffer) => {
    printed += part.toString('utf8');
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (exitCode !== 0) {
    throw new CommandFailed(`The templates could not be synthesised:\n${printed}`);
  }
  writeFileSync(digestFile, digest);
  return cdkOut;
}

function digestOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesUnder(join(repositoryFolder, source))) {
      hash.update(relative(repositoryFolder, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) {
    return [];
  }
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') {
      return [path];
    }
    throw error;
  }
}
