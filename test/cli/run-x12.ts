import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../local/cli/claimwright.ts', import.meta.url));
const measured = `data:text/javascript,process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))`;

export interface RanX12 {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `claimwright x12 ...` in a process of its own; `input` is its standard input. */
export async function x12(words: readonly string[], input: string | Uint8Array = ''): Promise<RanX12> {
  const pieces: Buffer[] = [];
  const { exitCode, stderr } = await start(
    [],
    words,
    (child) => child.stdin.end(input),
    (piece) => pieces.push(piece),
  );
  return { exitCode, stdout: Buffer.concat(pieces).toString('utf8'), stderr };
}

/** The most memory a command takes, in KiB, with a heap of 64 MiB; what it prints is thrown away. */
export async function peakKibibytes(words: readonly string[]): Promise<number> {
  const { stderr } = await start(
    ['--max-old-space-size=64', '--max-semi-space-size=2', '--import', measured],
    words,
    (child) => child.stdin.end(),
    () => undefined,
  );
  const found = /peak (\d+)$/.exec(stderr);
  if (found === null) throw new Error(`The command did not come to its end: ${stderr}`);
  return Number(found[1]);
}

async function start(
  flags: readonly string[],
  words: readonly string[],
  feed: (child: ReturnType<typeof launch>) => void,
  take: (piece: Buffer) => void,
): Promise<{ readonly exitCode: number | null; readonly stderr: string }> {
  const child = launch(flags, words);
  let stderr = '';
  child.stdout.on('data', take);
  child.stderr.on('data', (piece: Buffer) => {
    stderr += piece.toString('utf8');
  });
  // A command that refuses its file does not read what is fed to it.
  child.stdin.on('error', () => undefined);
  feed(child);
  await once(child, 'close');
  return { exitCode: child.exitCode, stderr };
}

function launch(flags: readonly string[], words: readonly string[]) {
  return spawn(process.execPath, [...flags, program, 'x12', ...words], {
    env: { PATH: process.env['PATH'], NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

const examples = new URL('../../events/examples/', import.meta.url);
const exampleText = (name: string): string => readFileSync(new URL(name, examples), 'utf8');

/** Files to try the commands on, made from the examples, in a folder of their own. */
export function makeX12Files() {
  const folder = mkdtempSync(join(tmpdir(), 'claimwright-x12-'));
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const claim = exampleText('14-claim.837p.edi');
  const remittance = exampleText('18-remittance.835.edi');
  return {
    folder,
    put,
    claim: put('claim.edi', claim),
    remittance: put('remittance.edi', remittance),
    acknowledgement: put('acknowledgement.edi', exampleText('15-file-acknowledgement.999.edi')),
    /** The provider's signature is neither Y nor N. */
    rejected: put('rejected.edi', claim.replace(/(CLM\*[^~]*?:B:1\*)Y/, '$1Q')),
    cut: put('cut.edi', claim.slice(0, 600)),
    rubbish: put(
      'rubbish.bin',
      Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + 13) % 251),
    ),
    empty: put('empty.edi', ''),
    missing: join(folder, 'missing.edi'),
    text: { claim, remittance },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
