import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { Option, type Command } from 'commander';
import * as z from 'zod';
import { PracticeId, UploadId } from '#contracts/identifiers.ts';
import type { Upload } from '#contracts/upload.ts';
import { uploadIdFor } from '#domain/identity/ids.ts';
import { CommandFailed } from './command-failed.ts';
import { putFiles } from './file-commands.ts';
import { openSession, parseArgument, parseOptions, practiceOf, type Session } from './options.ts';
import { printJson, printLine, printTable } from './print.ts';

const SourceFolder = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'the name of one folder');
const UploadOptions = z.object({ source: SourceFolder.optional() });
const ListOptions = z.object({
  limit: z.coerce.number('a number from 1 to 500').int().min(1).max(500).default(50),
});
/** The files of an answer, by the option that asks for them. */
const endings = { json: '.json', csv: '.csv', ack: '.ack.hl7' } as const;
type Ending = (typeof endings)[keyof typeof endings];

/** `upload`, `answer` and `uploads`: what a practice sends, and what became of it. */
export function addUploadCommands(program: Command): void {
  program
    .command('upload')
    .description('upload files for a practice: JSON, CSV, HL7, FHIR, 837, alone or in an archive')
    .argument('<practice>', 'the practice id')
    .argument('<files...>', 'files of any size')
    .option('--source <folder>', 'the folder that names the system which the files come from')
    .action(async (practice: string, files: string[], given: unknown, command: Command) => {
      const { source } = parseOptions(UploadOptions, given);
      const session = await openSession(command);
      const practiceId = parseArgument(PracticeId, 'practice', practice);
      const known = await session.facts.practices();
      if (!known.includes(practiceId)) {
        throw new CommandFailed(
          `There is no practice ${practiceId}. Loaded: ${known.join(', ') || 'none'}. Nothing was uploaded.`,
        );
      }
      const folder = source === undefined ? practiceId : `${practiceId}/${source}`;
      const put = await putFiles(session, 'Upload', files, `upload/${folder}`);
      if (session.options.json) {
        printJson(put.map(({ key }) => key));
        return;
      }
      for (const { key, versionId = '' } of put) {
        // Where its answer will be depends on what came before under this name, and on whether the name may be repeated.
        const uploadId = uploadIdFor(session.target.bucket('Upload'), key, versionId);
        printLine(
          `uploaded ${key}; to see its answer: npx claimwright answer ${practiceId} --upload ${uploadId}`,
        );
      }
    });
  program
    .command('answer')
    .description('print the answer to an upload, the last one where a file was uploaded again')
    .argument('<practice>', 'the practice id')
    .argument('[file]', 'the name of the uploaded file, with its source folder if it has one')
    .option('--upload <id>', 'the upload that is meant, as "uploads" lists it')
    .addOption(new Option('--csv', 'print it as a table').conflicts('ack'))
    .option('--ack', 'print the acknowledgements of an HL7 file')
    .action(async (practice: string, file: string | undefined, given: AnswerOptions, command: Command) => {
      const session = await openSession(command);
      const practiceId = parseArgument(PracticeId, 'practice', practice);
      const ending = given.csv === true ? endings.csv : given.ack === true ? endings.ack : endings.json;
      const base =
        given.upload === undefined
          ? await lastAnswer(session, practiceId, file)
          : await answerOf(session, practiceId, parseArgument(UploadId, '--upload', given.upload));
      await printObject(session, `${base}${ending}`, ending);
    });
  const uploads = program
    .command('uploads')
    .description('list the last uploads of a practice: how far each has come, and what became of its records')
    .option('--limit <count>', 'how many, the newest first')
    .action(async (given: unknown, command: Command) => {
      const { limit } = parseOptions(ListOptions, given);
      const session = await openSession(command);
      const found = await session.facts.uploads(await practiceOf(session), limit);
      if (session.options.json) {
        printJson(found);
        return;
      }
      printTable(found, [
        { title: 'upload', cell: (upload) => upload.uploadId },
        { title: 'file', cell: (upload) => upload.key.split('/').slice(2).join('/') },
        { title: 'arrived', cell: (upload) => upload.registeredAt },
        { title: 'state', cell: (upload) => upload.state },
        { title: 'records', cell: (upload) => recordsInWords(upload) },
      ]);
    });
  uploads
    .command('show')
    .description('show one upload: where it stands, what is wrong with the file, where its answer is')
    .argument('<id>', 'its id, as "uploads" lists it')
    .action(async (id: string, _given: unknown, command: Command) => {
      const session = await openSession(command);
      const practiceId = await practiceOf(session);
      const upload = await session.facts.upload(practiceId, parseArgument(UploadId, 'upload', id));
      if (session.options.json) {
        printJson(upload);
      } else {
        printUpload(upload);
      }
    });
}

interface AnswerOptions {
  readonly upload?: string;
  readonly csv?: boolean;
  readonly ack?: boolean;
}

function printUpload(upload: Upload): void {
  printLine(`${upload.key}, ${upload.sizeBytes} bytes, arrived ${upload.registeredAt}: ${upload.state}`);
  printLine(`records: ${recordsInWords(upload)}`);
  for (const { entry, name, format, records } of upload.counted?.files ?? []) {
    const which = entry === undefined ? '' : `file ${entry}${name === undefined ? '' : ` (${name})`}: `;
    printLine(`${which}${format}, ${records} records`);
  }
  for (const { code, found, expected, howToFix } of upload.fileProblems) {
    printLine(`${code}: found ${found}; expected ${expected}. ${howToFix}`);
  }
  for (const { uploadId, records } of upload.counted?.released ?? []) {
    printLine(
      `released ${records === 1 ? '1 record' : `${records} records`} that waited of upload ${uploadId}`,
    );
  }
  for (const { at, by, reason } of upload.resumptions ?? []) {
    printLine(`continued ${at} by ${by}: ${reason}`);
  }
  if (hasAnswer(upload)) {
    printLine(`answered ${upload.answeredAt ?? ''}: ${upload.answerKey}`);
  }
}

/** An upload that was put aside for its name was answered at once, and stays put aside. */
function hasAnswer(upload: Upload): upload is Upload & { readonly answerKey: string } {
  return ['answered', 'quarantined'].includes(upload.state) && upload.answerKey !== undefined;
}

/** `7: 5 accepted, 2 refused`, why the file as a whole was not taken in, or how many as long as no more is known. */
function recordsInWords({ counted, records, state, fileProblems }: Upload): string {
  if (fileProblems.length > 0) {
    return `none: ${fileProblems.map(({ code }) => code).join(', ')}`;
  }
  if (counted === undefined) {
    return state === 'registered' ? 'not known yet' : String(records);
  }
  const { records: all, ...outcomes } = counted.totals;
  const words = Object.entries(outcomes)
    .filter(([, count]) => count > 0)
    .map(
      ([outcome, count]) =>
        `${count} ${outcome.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}`,
    );
  return [`${all}`, ...(words.length === 0 ? [] : [words.join(', ')])].join(': ');
}

async function answerOf(session: Session, practiceId: PracticeId, uploadId: UploadId): Promise<string> {
  const upload = await session.facts.upload(practiceId, uploadId);
  if (!hasAnswer(upload)) {
    throw new CommandFailed(`Upload ${uploadId} is not answered yet: it is ${upload.state}.`);
  }
  return upload.answerKey.replace(/\.json$/, '');
}

/** The key, without its ending, of the last answer to files of a name. */
async function lastAnswer(
  session: Session,
  practiceId: PracticeId,
  file: string | undefined,
): Promise<string> {
  if (file === undefined) {
    throw new CommandFailed('Name the uploaded file, or its upload with --upload.');
  }
  const name = `answer/${practiceId}/${file.replaceAll(/^(?:\.{0,2}\/)+/g, '')}`;
  let last: { readonly base: string; readonly number: number } | undefined;
  let token: string | undefined;
  do {
    const page = await session.target.s3.send(
      new ListObjectsV2Command({
        Bucket: session.target.bucket('Upload'),
        Prefix: `${name}.`,
        ...(token === undefined ? {} : { ContinuationToken: token }),
      }),
    );
    for (const { Key = '' } of page.Contents ?? []) {
      const [, number] = /^(?:\.(\d+))?\.json$/.exec(Key.slice(name.length)) ?? [];
      const isAnswer = number !== undefined || Key === `${name}.json`;
      const count = Number(number ?? 1);
      if (isAnswer && count > (last?.number ?? 0)) {
        last = { base: Key.replace(/\.json$/, ''), number: count };
      }
    }
    token = page.NextContinuationToken;
  } while (token !== undefined);
  if (last === undefined) {
    throw new CommandFailed(
      `There is no file ${name}.json. "npx claimwright uploads" lists what arrived and how far it has come.`,
    );
  }
  return last.base;
}

/** Prints a file of any size as it comes. */
async function printObject(session: Session, key: string, ending: Ending): Promise<void> {
  const bytes = await bytesOf(session, key, ending);
  await pipeline(bytes, process.stdout, { end: false });
}

async function bytesOf(session: Session, key: string, ending: Ending): Promise<Readable> {
  try {
    const { Body } = await session.target.s3.send(
      new GetObjectCommand({ Bucket: session.target.bucket('Upload'), Key: key }),
    );
    return Body as Readable;
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') {
      const hint = ending === endings.ack ? ' Only messages of HL7 are acknowledged.' : '';
      throw new CommandFailed(`There is no file ${key}.${hint}`);
    }
    throw error;
  }
}
