import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Instant } from '#contracts/dates.ts';
import { cutoverTemplate } from '#domain/cutover/cutover-columns.ts';
import { trialBalance } from '#domain/ledger/balances.ts';
import { importFile } from '../../local/cli/cutover-commands.ts';
import { allPostings, factsOf, type Facts } from '../../local/cli/facts.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { csvFile, deniedRow, openRow, patientRow, practice } from '../domain/cutover/cutover-file.ts';
import { legacyDecision, remittanceFile } from '../functions/payer-files.ts';

const { practiceId } = practice;

/** Days before now, so that the file is right whenever the test runs. */
const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);

describe('open claims of an old system, on one machine with the permissions of the templates', () => {
  let folder: string;
  let opened: OpenedRuntime;
  let facts: Facts;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-cutover-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: false, clock: 'jump' });
    facts = factsOf(opened.target);
    opened.runtime.scheduler.hold('the test', 3600);
    const document = join(folder, 'practice.json');
    const until = day(-90);
    const legacySystems = practice.cutover.legacySystems.map((system) => ({ ...system, until }));
    writeFileSync(document, JSON.stringify({ ...practice, cutover: { legacySystems } }));
    await loadPractice({ target: opened.target }, document);
    const dates = { service_date: day(20), submitted_on: day(10) };
    const file = join(folder, 'open.csv');
    writeFileSync(
      file,
      csvFile([
        openRow(dates),
        deniedRow({ ...dates, decided_on: day(5) }),
        patientRow({ service_date: day(60) }),
      ]),
    );
    const quiet = vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    try {
      const session = { options: { data: folder, json: true }, target: opened.target, facts };
      await importFile(session, file, { as: 'maria' });
      await importFile(session, file, { as: 'maria' });
      const patients = join(folder, 'patients.csv');
      writeFileSync(patients, cutoverTemplate('patients'));
      await importFile(session, patients, { as: 'maria' });
    } finally {
      quiet.mockRestore();
    }
    await opened.runtime.onQuiet();
  });

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const statesByNumber = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      (await facts.claims(practiceId)).map(({ source, state }) => [source.encounterId, state]),
    );

  test('are taken over once, and their pipelines go on where they stood', async () => {
    expect(await statesByNumber()).toEqual({
      HX100001: 'awaiting-remittance',
      HX100002: 'awaiting-denial-work',
      HX100003: 'closed',
    });
    const accounts = await facts.accounts(practiceId);
    expect(accounts).toMatchObject([{ visits: [{ balanceCents: 2450 }] }]);
    const { rows, differenceCents } = trialBalance(await allPostings(facts, practiceId));
    expect(differenceCents).toBe(0);
    expect(rows.find(({ account }) => account === 'opening-balance')?.balanceCents).toBe(-34_450);
  });

  test('are paid under their old numbers; what stayed behind waits for nobody', async () => {
    const at = Instant.parse(new Date().toISOString());
    const decisions = [legacyDecision('HX100001', 16_000, 12_000), legacyDecision('HX999999', 9000, 9000)];
    await opened.target.s3.send(
      new PutObjectCommand({
        Bucket: opened.target.bucket('Exchange'),
        Key: 'inbound/cedarhill/old-numbers.835',
        Body: remittanceFile(decisions, at),
      }),
    );
    await opened.runtime.onQuiet();
    expect(await statesByNumber()).toMatchObject({ HX100001: 'closed' });
    expect(await facts.remittances(practiceId)).toMatchObject([{ state: 'posted', posted: 2, suspended: 0 }]);
    expect(await facts.tasks(practiceId)).toHaveLength(1);
    const { rows, differenceCents } = trialBalance(await allPostings(facts, practiceId));
    const balanceOf = (name: string) => rows.find(({ account }) => account === name)?.balanceCents;
    expect({ differenceCents, legacy: balanceOf('legacy'), cash: balanceOf('cash-in-transit') }).toEqual({
      differenceCents: 0,
      legacy: -9000,
      cash: 21_000,
    });
  });

  test('and a kept appointment without a charge is asked about, by a schedule that nobody calls', async () => {
    const rows = [
      'source_system,appointment_id,patient_id,appointment_date,appointment_time,status,updated_at',
      `clinic-pm,A-1,P-501,${day(10)},09:30,kept,${day(10)}T10:00:00`,
      `clinic-pm,A-2,P-502,${day(10)},10:30,no show,${day(10)}T12:00:00`,
    ];
    await opened.target.s3.send(
      new PutObjectCommand({
        Bucket: opened.target.bucket('Upload'),
        Key: `upload/${practiceId}/schedule.csv`,
        Body: rows.join('\n'),
      }),
    );
    const missing = async () =>
      (await facts.tasks(practiceId)).filter(({ kind }) => kind === 'missing-charge');
    for (let step = 0; step < 300 && (await missing()).length === 0; step += 1) {
      await opened.runtime.onQuiet();
      await opened.runtime.scheduler.step();
    }
    const [task, ...others] = await missing();
    expect(others).toEqual([]);
    expect(task?.evidence[0]).toBe('Appointment A-1 of patient P-501 in clinic-pm.');
    const worked = await facts.workTask({
      practiceId,
      taskId: task?.taskId ?? '',
      user: 'maria',
      role: 'staff',
      outcome: { outcome: 'no-charge', reason: 'a visit without charge' },
    });
    expect(worked).toMatchObject({ outcome: 'worked' });
    expect(await missing()).toEqual([]);
  });
});
