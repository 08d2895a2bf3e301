import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { encounterJson, practice } from '../domain/samples/encounters.ts';

const { practiceId } = practice;
const born = PlainDate.parse('1979-04-23');
const serviceDate = new Date(Date.now() - 10 * 86_400_000).toISOString().slice(0, 10);

/** Of three systems: the clinic and the laboratory have the member id, the hospital has nothing but the name. */
const visits = [
  { sourceSystem: 'clinic', number: 'P-1', memberId: 'JHM90017', line1: '14 Nettle Row' },
  { sourceSystem: 'lab', number: 'L-9', memberId: 'JHM90017', line1: '2 Quill Ct' },
  { sourceSystem: 'hospital', number: 'X-77', memberId: 'JHM55555', line1: '1 Main St' },
].map(({ sourceSystem, number, memberId, line1 }) => {
  const sample = encounterJson();
  const address = { line1, city: 'Alder Falls', state: 'OR', zip: '97099' };
  return {
    ...sample,
    sourceSystem,
    encounterId: `V-${number}`,
    patient: { ...(sample['patient'] as object), sourcePatientId: number, address },
    coverages: [{ order: 'primary', payerId: 'JUNIP', memberId, relationship: 'self' }],
    serviceDateFrom: serviceDate,
  };
});

describe('one person in three systems, on one machine with the permissions of the templates', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-who-is-who-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
    facts = factsOf(opened.target);
    opened.runtime.scheduler.hold('the test', 3600);
    const document = join(folder, 'practice.json');
    writeFileSync(document, JSON.stringify(practice));
    await loadPractice({ target: opened.target }, document);
    for (const visit of visits) {
      await opened.target.s3.send(
        new PutObjectCommand({
          Bucket: opened.target.bucket('Upload'),
          Key: `upload/${practiceId}/${visit.sourceSystem}.ndjson`,
          Body: JSON.stringify(visit),
        }),
      );
    }
    await opened.runtime.onQuiet();
  });

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const duplicates = async () =>
    (await facts.tasks(practiceId)).filter(({ kind }) => kind === 'duplicate-patient');
  /** The persons of that name, each as the numbers of its patients. */
  const persons = async (): Promise<string[]> => {
    const found = await facts.findPatients(practiceId, 'Waxwing', born);
    return [...Map.groupBy(found, ({ personId }) => personId).values()]
      .map((patients) =>
        patients
          .map(({ words }) => /patient (\S+) in/.exec(words)?.[1] ?? '')
          .toSorted((one, other) => (one < other ? -1 : 1))
          .join(' '),
      )
      .toSorted((one, other) => (one < other ? -1 : 1));
  };

  test('is one where a rule is sure, and asked about where none is, by a schedule that nobody calls', async () => {
    for (let step = 0; step < 300 && (await duplicates()).length === 0; step += 1) {
      await opened.runtime.onQuiet();
      await opened.runtime.scheduler.step();
    }
    await opened.runtime.onQuiet();
    expect(await persons()).toEqual(['L-9 P-1', 'X-77']);
    const [task, ...others] = await duplicates();
    expect(others).toEqual([]);
    const outcome = { outcome: 'same-person', stays: 'first', reason: 'Same photograph in both charts' };
    const request = {
      practiceId,
      taskId: task?.taskId ?? '',
      user: 'maria',
      role: 'staff' as const,
      outcome,
    };
    expect(await facts.workTask(request)).toMatchObject({ outcome: 'worked' });
    expect(await persons()).toEqual(['L-9 P-1 X-77']);
    expect(await duplicates()).toEqual([]);
  });

  test('is taken apart again by whoever knows better', async () => {
    const found = await facts.findPatients(practiceId, 'Waxwing', born);
    const shown = await Promise.all(found.map(({ patientKey }) => facts.patient(practiceId, patientKey)));
    expect(shown.map(({ patients }) => patients.length)).toEqual([3, 3, 3]);
    const decided = shown.flatMap(({ patient }) => patient.decisions)[0];
    const unlinked = await facts.linkPatients({
      practiceId,
      decision: 'unlink',
      one: decided?.one ?? '',
      other: decided?.other ?? '',
      user: 'maria',
      reason: 'Two sisters after all',
    });
    expect(unlinked).toMatchObject({ outcome: 'decided' });
    expect(await persons()).toEqual(['L-9 P-1', 'X-77']);
    expect(await duplicates()).toEqual([]);
  });
});
