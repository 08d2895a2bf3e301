import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandFailed } from './command-failed.ts';

export const repositoryFolder = fileURLToPath(new URL('../..', import.meta.url));
/** One folder for each state of the sources, named by their digest. */
const assemblies = join(repositoryFolder, 'dist', 'one-machine');
/** How long an assembly is kept after it was last asked for: a runtime that runs from it may still load a bundle. */
const keptMilliseconds = 4 * 60 * 60 * 1000;

/** What the templates and bundles are made of. */
const sources = ['infra', 'functions', 'shared', 'web', 'cdk.json', 'package-lock.json'];

/**
 * The templates of the development stage with their bundles, synthesised anew when anything they are made of changed.
 * Several processes, and several threads of one, may ask at once: each works in a folder of its own, and the first to be done gives it its name.
 * @throws CommandFailed with what the CDK printed when they cannot be synthesised.
 */
export async function synthesised(): Promise<string> {
  const assembly = join(assemblies, digestOfSources());
  if (existsSync(assembly)) {
    const now = new Date();
    utimesSync(assembly, now, now);
    return assembly;
  }
  const underWay = `${assembly}.${randomUUID()}`;
  try {
    await synthesiseInto(underWay);
    renameUnlessThere(underWay, assembly);
  } finally {
    rmSync(underWay, { recursive: true, force: true });
  }
  removeOld(assembly);
  return assembly;
}

async function synthesiseInto(folder: string): Promise<void> {
  mkdirSync(assemblies, { recursive: true });
  const cdk = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');
  const child = spawn(process.execPath, [cdk, 'synth', '--quiet', '--output', folder], {
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
}

function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) {
      throw error;
    }
    // Another process was done first, with the same sources.
  }
}

/** Removes assemblies that nobody has asked for in a while, and what processes that were killed left behind. */
function removeOld(current: string): void {
  for (const name of readdirSync(assemblies)) {
    const path = join(assemblies, name);
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (path !== current && made !== undefined && Date.now() - made > keptMilliseconds) {
      rmSync(path, { recursive: true, force: true });
    }
  }
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
