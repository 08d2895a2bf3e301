import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import { CommandFailed } from './command-failed.ts';
import { addNumbersCommand } from './exchange-numbers.ts';
import { openSession, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `exchange`: files into and out of the bucket of the clearinghouse. */
export function addFileCommands(program: Command): void {
  const exchange = program.command('exchange').description('files from and to the clearinghouse');
  exchange
    .command('put')
    .description('deliver inbound files as if the clearinghouse had')
    .argument('<files...>', 'X12 files')
    .action(async (files: string[], _given: unknown, command: Command) => {
      const session = await openSession(command);
      const put = await putFiles(session, 'Exchange', files, 'inbound/by-hand');
      const keys = put.map(({ key }) => key);
      report(
        session,
        keys,
        keys.map((key) => `delivered ${key}`),
      );
    });
  exchange
    .command('list')
    .description('list exchanged files')
    .option('--prefix <prefix>', 'outbound/ or inbound/, or more of the key', '')
    .action(async (given: { prefix: string }, command: Command) => {
      const session = await openSession(command);
      const files = await listFiles(session, given.prefix);
      if (session.options.json) {
        printJson(files);
        return;
      }
      printTable(files, [
        { title: 'file', cell: (file) => file.key },
        { title: 'bytes', cell: (file) => String(file.sizeBytes), align: 'right' },
        { title: 'when', cell: (file) => file.at },
      ]);
    });
  exchange
    .command('get')
    .description('print an exchanged file')
    .argument('<key>', 'its key, as "exchange list" shows it')
    .action(async (key: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      printLine(await readObject(session, key));
    });
  addNumbersCommand(exchange);
}

/** An object as it was put. */
interface PutFile {
  readonly key: string;
  /** None where the bucket keeps no versions. */
  readonly versionId?: string | undefined;
}

/**
 * Puts local files of any size under a prefix, under their own names. Whether all are there is found out before the
 * first is put.
 */
export async function putFiles(
  session: { readonly target: Pick<Session['target'], 's3' | 'bucket'> },
  shelf: 'Upload' | 'Exchange',
  files: readonly string[],
  prefix: string,
): Promise<PutFile[]> {
  const found = files.map((file) => ({
    file,
    key: `${prefix}/${basename(file)}`,
    sizeBytes: sizeOfLocalFile(file),
  }));
  const bar =
    process.stderr.isTTY && found.length > 1
      ? new cliProgress.SingleBar({ stream: process.stderr }, cliProgress.Presets.shades_classic)
      : undefined;
  bar?.start(found.length, 0);
  const put: PutFile[] = [];
  for (const { file, key, sizeBytes } of found) {
    const { VersionId: versionId } = await session.target.s3.send(
      new PutObjectCommand({
        Bucket: session.target.bucket(shelf),
        Key: key,
        // What is streamed cannot be sent a second time when the first fails: only large files are.
        Body: sizeBytes < streamedFromBytes ? readFileSync(file) : createReadStream(file),
        ContentLength: sizeBytes,
      }),
    );
    put.push({ key, versionId });
    bar?.increment();
  }
  bar?.stop();
  return put;
}

const streamedFromBytes = 16_000_000;

function sizeOfLocalFile(file: string): number {
  const stats = existsSync(file) ? statSync(file) : undefined;
  if (stats?.isFile() !== true) {
    throw new CommandFailed(`${file}: no such file. Nothing was sent.`);
  }
  return stats.size;
}

interface ListedFile {
  readonly key: string;
  readonly sizeBytes: number;
  readonly at: string;
}

export async function listFiles(session: Pick<Session, 'target'>, prefix: string): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  let token: string | undefined;
  do {
    const page = await session.target.s3.send(
      new ListObjectsV2Command({
        Bucket: session.target.bucket('Exchange'),
        Prefix: prefix,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
      files.push({ key: Key, sizeBytes: Size, at: LastModified?.toISOString() ?? '' });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return files;
}

async function readObject(session: Session, key: string): Promise<string> {
  try {
    const answer = await session.target.s3.send(
      new GetObjectCommand({ Bucket: session.target.bucket('Exchange'), Key: key }),
    );
    return (await answer.Body?.transformToString()) ?? '';
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') {
      throw new CommandFailed(`There is no file ${key}.`);
    }
    throw error;
  }
}

function report(session: Session, keys: readonly string[], sentences: readonly string[]): void {
  if (session.options.json) {
    printJson(keys);
  } else {
    for (const sentence of sentences) {
      printLine(sentence);
    }
  }
}
