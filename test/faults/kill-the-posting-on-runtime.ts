import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { seededNumbers } from './kill-the-demo.ts';

const program = fileURLToPath(new URL('post-remittance.ts', import.meta.url));

/** What a remittance comes to: everything that a kill must not change. Each list is in order. */
const PostedOnRuntime = z.object({
  /** State, and claims posted of those it has. */
  runs: z.array(z.string()),
  /** Id, state and number of decisions. */
  claims: z.array(z.string()),
  /** Account holder, id and legs. */
  postings: z.array(z.string()),
  tasks: z.array(z.string()),
  differenceCents: z.number(),
  /** `equal`, or what the ledger rebuilt from its sources has otherwise. */
  replay: z.string(),
  faults: z.array(z.string()),
});
export type PostedOnRuntime = z.infer<typeof PostedOnRuntime>;

/** A life of the machine: how many claims it found posted, and what it came to unless it was killed. */
interface Life {
  readonly foundPosted: number;
  readonly posted?: PostedOnRuntime;
}

/** When a life is killed: when so many claims are posted, and then a moment later. */
interface Kill {
  readonly afterClaims: number;
  readonly andMilliseconds: number;
}

/** Lets the runtime of a folder live until it is done or killed. */
async function live(folder: string, task: 'open' | 'post', claims: number, kill?: Kill): Promise<Life> {
  const child = spawn(process.execPath, [program, folder, task, String(claims)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  let foundPosted: number | undefined;
  let posted: PostedOnRuntime | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString('utf8');
    const complete = output.split('\n');
    output = complete.pop() ?? '';
    for (const line of complete) {
      if (line.startsWith('{')) {
        posted = PostedOnRuntime.parse(JSON.parse(line));
      } else {
        foundPosted ??= Number(line);
        if (kill !== undefined && Number(line) >= kill.afterClaims) {
          timer ??= setTimeout(() => child.kill('SIGKILL'), kill.andMilliseconds);
        }
      }
    }
  });
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString('utf8');
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  if (exitCode !== null && exitCode !== 0) {
    throw new Error(`The remittance was not posted, the program ended with ${exitCode}:\n${errors}`);
  }
  return {
    foundPosted: foundPosted ?? 0,
    ...(posted === undefined ? {} : { posted }),
  };
}

/** A folder in which so many claims wait for their remittance; whoever makes it removes it. */
export async function folderOfOpenClaims(claims: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-posting-'));
  await live(folder, 'open', claims);
  return folder;
}

/** What became of a remittance through all the lives of its machine. */
export interface PostedThroughLives {
  readonly posted: PostedOnRuntime;
  readonly killed: number;
  /** How often of these some claims were posted and some not: as the next life found it, not as it looked to the one who killed. */
  readonly amongClaims: number;
}

/**
 * Has a remittance over the open claims of a folder posted on one machine that is killed with SIGKILL so many times, at
 * even steps of the claims, each time a random moment later. The folder stays as it is.
 */
export async function postOnRuntimeThroughKills(
  openClaims: string,
  claims: number,
  kills: number,
  seed: number,
  tell: (words: string) => void = () => undefined,
): Promise<PostedThroughLives> {
  const next = seededNumbers(seed);
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-posting-'));
  try {
    cpSync(openClaims, folder, { recursive: true });
    let killed = 0;
    let amongClaims = 0;
    for (;;) {
      const { foundPosted, posted } = await live(
        folder,
        'post',
        claims,
        killed === kills
          ? undefined
          : {
              afterClaims: Math.max(1, Math.floor((killed * claims) / (kills + 1))),
              andMilliseconds: 50 * next(),
            },
      );
      amongClaims += killed > 0 && foundPosted > 0 && foundPosted < claims ? 1 : 0;
      tell(`life ${killed + 1} found ${foundPosted} of ${claims} claims posted\n`);
      if (posted !== undefined) {
        return { posted, killed, amongClaims };
      }
      killed += 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
