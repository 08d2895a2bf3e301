import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UploadAnswer } from '#contracts/upload-answer.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { hl7Practice } from '../domain/intake/hl7/hl7-practice.ts';
import { header, segment, writeAdmission, writeCharges } from '../domain/intake/hl7/write-message.ts';
import type { WrittenVisit } from '../domain/intake/hl7/write-message.ts';

const practice = hl7Practice({ demographicsBy: 'admission-messages' });
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
  lines: ['99213', '36415'].map((code, index) => ({
    sourceLineId: `L${index}`,
    code,
    modifiers: [],
    units: 1,
    charge: '10.00',
    serviceDate: '2026-10-05',
    diagnoses: ['I10'],
  })),
};

describe('parts of visits, on one machine with the permissions of the templates', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-parts-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
    facts = factsOf(opened.target);
    opened.runtime.scheduler.hold('the test', 3600);
    const document = join(folder, 'practice.json');
    writeFileSync(document, JSON.stringify(practice));
    await loadPractice({ target: opened.target }, document);
  });

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What became of each record. */
  const upload = async (name: string, ...messages: readonly string[]): Promise<UploadAnswer['records']> => {
    const { s3 } = opened.target;
    const Bucket = opened.target.bucket('Upload');
    await s3.send(
      new PutObjectCommand({ Bucket, Key: `upload/${practiceId}/${name}`, Body: messages.join('\r') }),
    );
    await opened.runtime.onQuiet();
    const { Body } = await s3.send(
      new GetObjectCommand({ Bucket, Key: `answer/${practiceId}/${name}.json` }),
    );
    return UploadAnswer.parse(JSON.parse((await Body?.transformToString()) ?? '')).records;
  };
  const outcomes = (records: UploadAnswer['records']): readonly string[] =>
    records.map(({ outcome, notes = [] }) => [outcome, ...notes].join(' '));

  test('wait for a patient who comes with a later upload, and become a claim then', async () => {
    const charges = visit.lines.map((line, index) =>
      writeCharges(visit, 'standard', '2.5', { lines: [line], controlId: `${index + 1}` }),
    );
    const held = await upload('charges.hl7', ...charges);
    expect(held).toMatchObject([
      { outcome: 'held', place: { message: 1 } },
      { outcome: 'held', place: { message: 2 } },
    ]);
    expect(await facts.claims(practiceId)).toEqual([]);
    // The admission names no visit: the patient's visits are found by the marks they left.
    const admission = writeAdmission({ ...visit, encounterId: '' }, 'standard', '2.5');
    expect(outcomes(await upload('patients.hl7', admission))).toEqual(['kept']);
    expect(await facts.claims(practiceId)).toMatchObject([
      { totalChargeCents: 2000, patient: { lastName: 'Larch' }, source: { outcome: 'accepted' } },
    ]);
  });

  test('that are taken back close the claim, which stood in its pipeline', async () => {
    const cancellation = [
      header({ type: 'ADT^A11', time: '20261106120000', controlId: '9' }),
      segment('EVN', { 1: 'A11', 2: '20261106120000' }),
      segment('PID', { 1: '1', 3: 'P1^^^SITE^MR' }),
      segment('PV1', { 2: 'O', 19: 'V1' }),
    ].join('\r');
    expect(outcomes(await upload('cancelled.hl7', cancellation))).toEqual(['updated visit-taken-back']);
    expect(await facts.claims(practiceId)).toMatchObject([{ state: 'closed' }]);
    expect(await facts.tasks(practiceId)).toEqual([]);
  });
});
