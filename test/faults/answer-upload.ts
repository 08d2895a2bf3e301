import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { generateEncounters } from '../../bench/generate-encounters.ts';
import { openRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';

/**
 * Started by `kill-the-upload.ts` as a process of its own, again and again: uploads one file of so many encounters
 * unless it lies there, waits for its answer, and prints what the answer and its versions are.
 */
const [folder = '', records = '100'] = process.argv.slice(2);

const practice = samplePractice();
const uploadKey = `upload/${practice.practiceId}/year.ndjson`;
const answerPrefix = `answer/${practice.practiceId}/`;

/** Every fiftieth record is wrong in a way that its answer names. */
function fileOf(count: number): string {
  return generateEncounters(count, 'F', practice)
    .trimEnd()
    .split('\n')
    .map((line, index) => (index % 50 === 49 ? line.replace('"units":1', '"units":0') : line))
    .join('\n');
}

const { runtime, target } = await openRuntime({
  data: folder,
  port: 0,
  seed: '1',
  payer: false,
  clock: 'jump',
});

async function versionsOf(s3: S3Client, prefix: string): Promise<readonly string[]> {
  const { Versions = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket: target.bucket('Upload'), Prefix: prefix }),
  );
  return Versions.map(({ Key = '' }) => Key);
}

async function isThere(key: string): Promise<boolean> {
  try {
    await target.s3.send(new HeadObjectCommand({ Bucket: target.bucket('Upload'), Key: key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') {
      return false;
    }
    throw error;
  }
}

/** Chunks of the upload that have been worked. */
async function resultsSoFar(): Promise<number> {
  const listed = await target.s3.send(
    new ListObjectsV2Command({
      Bucket: target.bucket('Document'),
      Prefix: `chunks/${practice.practiceId}/`,
    }),
  );
  return (listed.Contents ?? []).filter(({ Key = '' }) => Key.endsWith('.result.json')).length;
}

if (!(await isThere(uploadKey))) {
  await loadPractice({ target }, join(repositoryFolder, 'events', 'practice.json'));
  await target.s3.send(
    new PutObjectCommand({
      Bucket: target.bucket('Upload'),
      Key: uploadKey,
      Body: fileOf(Number(records)),
    }),
  );
}
const answerKey = `${answerPrefix}year.ndjson.json`;
while (!(await isThere(answerKey))) {
  // The one who kills goes by what is done, not by the clock of a machine that others use as well.
  process.stdout.write(`${await resultsSoFar()}\n`);
  await pause(20);
}
const stored = await target.s3.send(
  new GetObjectCommand({ Bucket: target.bucket('Upload'), Key: answerKey }),
);
const {
  outcome,
  totals,
  records: answers,
} = UploadAnswer.parse(JSON.parse((await stored.Body?.transformToString()) ?? ''));
process.stdout.write(
  JSON.stringify({
    outcome,
    totals,
    records: answers.map(({ recordNumber, outcome: became, claimId, problems }) =>
      [recordNumber, became, claimId, ...problems.map(({ code, field }) => `${code} ${field}`)].join(' '),
    ),
    versions: (await versionsOf(target.s3, answerPrefix)).toSorted((one, other) => (one < other ? -1 : 1)),
    faults: runtime.faults().map(({ message }) => message),
  }),
);
await runtime.stop();
