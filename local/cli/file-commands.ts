import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import cliProgress from 'cli-progress';
import type { Command } from 'commander';
import { PracticeId } from '#contracts/identifiers.ts';
import { CommandFailed } from './command-failed.ts';
import { addNumbersCommand } from './exchange-numbers.ts';
import { openSession, parseArgument, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

/** `upload` and `exchange`: files into buckets, as a practice or a clearinghouse delivers them. */
export function addFileCommands(program: Command): void {
  program
    .command('upload')
    .description('upload encounter files for a practice')
    .argument('<practice>', 'the practice id')
    .argument('<files...>', 'encounter files, one JSON object a line')
    .action(async (practice: string, files: string[], _given: unknown, command: Command) => {
      const session = await openSession(command);
      const practiceId = parseArgument(PracticeId, 'practice', practice);
      const known = await session.facts.practices();
      if (!known.includes(practiceId)) {
        throw new CommandFailed(
          `There is no practice ${practiceId}. Loaded: ${known.join(', ') || 'none'}. Nothing was uploaded.`,
        );
      }
      const keys = await putFiles(session, 'Upload', files, `upload/${practiceId}`);
      report(
        session,
        keys,
        keys.map((key) => `uploaded ${key}; its answer will be ${key.replace(/^upload/, 'answer')}.json`),
      );
    });
  const exchange = program.command('exchange').description('files from and to the clearinghouse');
  exchange
    .command('put')
    .description('deliver inbound files as if the clearinghouse had')
    .argument('<files...>', 'X12 files')
    .action(async (files: string[], _given: unknown, command: Command) => {
      const session = await openSession(command);
      const keys = await putFiles(session, 'Exchange', files, 'inbound/by-hand');
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
      printLine(await readObject(session, 'Exchange', key));
    });
  addNumbersCommand(exchange);
  program
    .command('answer')
    .description('print the answer to an upload')
    .argument('<practice>', 'the practice id')
    .argument('<file>', 'the name of the uploaded file')
    .action(async (practice: string, file: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      printLine(await readObject(session, 'Upload', `answer/${practice}/${basename(file)}.json`));
    });
}

/** Puts local files under a prefix, under their own names; tells the keys. All are read before the first is put. */
export async function putFiles(
  session: Pick<Session, 'target'>,
  shelf: 'Upload' | 'Exchange',
  files: readonly string[],
  prefix: string,
): Promise<string[]> {
  const read = files.map((file) => ({ key: `${prefix}/${basename(file)}`, body: readLocalFile(file) }));
  const bar =
    process.stderr.isTTY && read.length > 1
      ? new cliProgress.SingleBar({ stream: process.stderr }, cliProgress.Presets.shades_classic)
      : undefined;
  bar?.start(read.length, 0);
  for (const { key, body } of read) {
    await session.target.s3.send(
      new PutObjectCommand({ Bucket: session.target.bucket(shelf), Key: key, Body: body }),
    );
    bar?.increment();
  }
  bar?.stop();
  return read.map(({ key }) => key);
}

function readLocalFile(file: string): Buffer {
  if (!existsSync(file) || !statSync(file).isFile()) {
    throw new CommandFailed(`${file}: no such file. Nothing was sent.`);
  }
  return readFileSync(file);
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

async function readObject(session: Session, shelf: 'Upload' | 'Exchange', key: string): Promise<string> {
  try {
    const answer = await session.target.s3.send(
      new GetObjectCommand({ Bucket: session.target.bucket(shelf), Key: key }),
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
