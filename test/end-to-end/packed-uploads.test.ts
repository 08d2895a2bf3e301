import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { csvTemplates, templateFile } from '#domain/intake/read/csv/csv-templates.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { writeAdmission, writeCharges, type WrittenVisit } from '../domain/intake/hl7/write-message.ts';
import { encounterJson } from '../domain/samples/encounters.ts';

const practice = hl7Practice();
const { practiceId } = practice;

const visit: WrittenVisit = {
  encounterId: 'V1',
  patient: {
    sourcePatientId: 'P1',
    lastName: 'Larch',
    firstName: 'Ina',
    birthDate: '1980-02-03',
    sex: 'F',
    address: { line1: '1 Mill Lane', city: 'Alder Falls', state: 'OR', zip: '97099' },
  },
  coverages: [{ payerId: 'JUNIP', memberId: 'JHM1' }],
  renderingNpi: '2000001018',
  lines: [
    {
      sourceLineId: 'L1',
      code: '99213',
      modifiers: [],
      units: 1,
      charge: '10.00',
      serviceDate: '2026-10-05',
      diagnoses: ['I10'],
    },
  ],
};
const messages = [
  writeAdmission(visit, 'standard', '2.5'),
  writeCharges(visit, 'standard', '2.5', { lines: visit.lines, controlId: '1' }),
].join('\r');

const encounters = (from: number, count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `${JSON.stringify(encounterJson({ encounterId: `ENC-${from + index}` }))}\n`,
  ).join('');

const visits = csvTemplates.find(({ mapping }) => mapping.rows === 'visit');

describe('uploads of several formats, packed and plain, on one machine with the permissions of the templates', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  const put = async (name: string, body: Uint8Array | string): Promise<void> => {
    const { target } = opened;
    const Key = `upload/${practiceId}/${name}`;
    await target.s3.send(new PutObjectCommand({ Bucket: target.bucket('Upload'), Key, Body: body }));
  };
  const answerTo = async (name: string): Promise<UploadAnswer> => {
    const { target } = opened;
    const Key = `answer/${practiceId}/${name}.json`;
    const { Body } = await target.s3.send(new GetObjectCommand({ Bucket: target.bucket('Upload'), Key }));
    return UploadAnswer.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-packed-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
    facts = factsOf(opened.target);
    opened.runtime.scheduler.hold('the test', 3600);
    const document = join(folder, 'practice.json');
    writeFileSync(document, JSON.stringify(practice));
    await loadPractice({ target: opened.target }, document);
  }, 240_000);

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('are recognised by their content, taken in and answered, record by record', async () => {
    const archive = zipSync({
      'day/encounters.txt': strToU8(encounters(1, 6)),
      'day/visits.gz': gzipSync(visits === undefined ? '' : templateFile(visits)),
      'day/feed': strToU8(messages),
    });
    await put('clinic-pm/day.zip', archive);
    await put('more.ndjson.gz', gzipSync(encounters(101, 3)));
    await opened.runtime.onQuiet();
    const day = await answerTo('clinic-pm/day.zip');
    expect(day.fileProblems).toEqual([]);
    expect(day.records.flatMap(({ problems }) => problems)).toEqual([]);
    expect(day.records.map(({ recordNumber }) => recordNumber)).toEqual([
      ...Array.from({ length: 6 }, (_, index) => index + 1),
      // The header of the table counts, as in a spreadsheet.
      8,
      9,
      10,
      11,
    ]);
    expect(new Set(day.records.map(({ place }) => place?.entry))).toEqual(new Set([1, 2, 3]));
    expect(day.totals).toMatchObject({ records: 10, refused: 0 });
    expect((await answerTo('more.ndjson.gz')).totals).toMatchObject({ records: 3, accepted: 3 });
    // Six and three encounters, two rows, one visit of two messages.
    expect(await facts.claims(practiceId)).toHaveLength(6 + 3 + 2 + 1);
  }, 240_000);

  test('whose name tells about a patient are answered without it', async () => {
    await put('Kowalski_Maren_1984-02-11.ndjson', encounters(201, 1));
    await opened.runtime.onQuiet();
    const { target } = opened;
    const { Contents = [] } = await target.s3.send(
      new ListObjectsV2Command({
        Bucket: target.bucket('Upload'),
        Prefix: `answer/${practiceId}/quarantined-`,
      }),
    );
    expect(Contents).toHaveLength(1);
    const answer = await answerTo(
      Contents[0]?.Key?.slice(`answer/${practiceId}/`.length, -'.json'.length) ?? '',
    );
    expect(answer).toMatchObject({ outcome: 'refused', fileProblems: [{ code: 'name-has-phi' }] });
  });

  test('that hold a program are put aside and answered', async () => {
    await put('tool.zip', zipSync({ 'a.ndjson': strToU8(encounters(301, 1)), 'run.exe': strToU8('MZ') }));
    await opened.runtime.onQuiet();
    expect(await answerTo('tool.zip')).toMatchObject({
      outcome: 'refused',
      fileProblems: [{ code: 'file-quarantined' }],
    });
    expect(opened.runtime.faults()).toEqual([]);
  });
});
