import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';

const program = fileURLToPath(new URL('../../local/cli/claimwright.ts', import.meta.url));

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of somebody who has no AWS account, whatever the machine of the test has. */
const environment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  NO_COLOR: '1',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

function launch(...words: readonly string[]) {
  return spawn(process.execPath, [program, ...words], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command line in a process of its own, as a person does. */
export async function runProcess(...words: readonly string[]): Promise<Ran> {
  const child = launch(...words);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => {
    stdout += part.toString('utf8');
  });
  child.stderr.on('data', (part: Buffer) => {
    stderr += part.toString('utf8');
  });
  await once(child, 'close');
  return { exitCode: child.exitCode, stdout, stderr };
}

class Exited extends Error {}

/**
 * Runs the same program in this process: what takes a process a second takes milliseconds here. What it writes is
 * caught, and so is its exit; after that nothing counts, as nothing would.
 */
export async function run(...words: readonly string[]): Promise<Ran> {
  let exitCode: number | undefined;
  const written = { stdout: '', stderr: '' };
  const catchWrites = (name: keyof typeof written) =>
    vi.spyOn(process[name], 'write').mockImplementation((part: string | Uint8Array) => {
      if (exitCode === undefined) {
        written[name] += typeof part === 'string' ? part : Buffer.from(part).toString('utf8');
      }
      return true;
    });
  const spies = [
    catchWrites('stdout'),
    catchWrites('stderr'),
    vi.spyOn(process, 'exit').mockImplementation((code) => {
      exitCode ??= Number(code ?? process.exitCode ?? 0);
      throw new Exited();
    }),
  ];
  const { argv } = process;
  const listeners = process.stdout.listeners('error');
  process.argv = [argv[0] ?? 'node', program, ...words];
  try {
    vi.resetModules();
    await import('../../local/cli/claimwright.ts');
    exitCode ??= Number(process.exitCode ?? 0);
  } finally {
    process.argv = argv;
    process.exitCode = undefined;
    for (const spy of spies) {
      spy.mockRestore();
    }
    for (const listener of process.stdout.listeners('error')) {
      if (!listeners.includes(listener)) {
        process.stdout.off('error', listener as (error: Error) => void);
      }
    }
  }
  return { exitCode, ...written };
}

/** Starts a runtime in a process of its own; resolves when it prints `ready`. */
export async function startRuntimeProcess(data: string): Promise<{ stop(): Promise<number | null> }> {
  const options = ['--samples', 'off', '--payer', 'off', '--port', '0', '--clock', 'jump'];
  const child = launch('--data', data, 'start', ...options);
  let told = '';
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (part: Buffer) => {
      told += part.toString('utf8');
      if (/^ready http/m.test(told)) {
        resolve();
      }
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('close', (exitCode) => reject(new Error(`The runtime ended with ${exitCode}:\n${told}`)));
  });
  await ready;
  return {
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'close');
      }
      return child.exitCode;
    },
  };
}
