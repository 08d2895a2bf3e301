import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ManageReportSchedulesAnswer } from '#contracts/warehouse/report-schedule.ts';
import { openRuntime, type OpenedRuntime } from '../../local/cli/open-runtime.ts';
import { loadPractice } from '../../local/cli/practice-commands.ts';
import { samplePractice } from '../../local/cli/samples.ts';
import { repositoryFolder } from '../../local/cli/synthesised.ts';

const { practiceId, name } = samplePractice();
const days = 3;

describe('Mails about reports on one machine, after some days', () => {
  let folder: string;
  let opened: OpenedRuntime;

  const ask = async (request: object) =>
    ManageReportSchedulesAnswer.parse(
      await opened.target.invoke('manage-report-schedules', { practiceId, user: 'f.ruiz', ...request }),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'claimwright-mails-'));
    opened = await openRuntime({ data: folder, port: 0, seed: '1', payer: true, clock: 'jump' });
    const hold = opened.runtime.scheduler.hold('days that go by', 3600);
    await loadPractice({ target: opened.target }, join(repositoryFolder, 'events', 'practice.json'));
    for (const [staffUser, roles] of [
      ['f.ruiz', ['finance']],
      ['m.ito', ['manager']],
    ] as const) {
      await opened.target.invoke('manage-staff', {
        action: 'invite',
        practiceId,
        user: 'operator',
        staffUser,
        name: staffUser,
        email: `${staffUser}@hill.example`,
        roles,
      });
    }
    const made = await ask({
      action: 'make',
      reportName: 'trial-balance',
      span: 'yesterday',
      rhythm: { every: 'day' },
      recipients: ['f.ruiz', 'm.ito'],
    });
    if (made.outcome !== 'done') {
      throw new Error(`The schedule was not made: ${made.outcome}`);
    }
    await opened.target.invoke('manage-staff', {
      action: 'disable',
      practiceId,
      user: 'operator',
      staffUser: 'm.ito',
    });
    // Hour by hour, as the rounds come: the books of a day are totalled, exported and published before it is told of.
    for (let hour = 0; hour < days * 24; hour += 1) {
      await opened.runtime.scheduler.advance(3_600_000);
      await opened.runtime.onQuiet();
    }
    opened.runtime.scheduler.release(hold);
  }, 300_000);

  afterAll(async () => {
    await opened.runtime.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('lie in the data folder, one a day, for who may read the report, with a link to its page', async () => {
    const mails = readdirSync(join(folder, 'mails'))
      .toSorted()
      .map((file) => readFileSync(join(folder, 'mails', file), 'utf8'));
    expect(mails.length).toBeGreaterThanOrEqual(days - 1);
    expect(mails.length).toBeLessThanOrEqual(days);
    for (const mail of mails) {
      expect(mail).toContain('From: reports@claimwright.example\r\nTo: f.ruiz@hill.example\r\n');
      expect(mail).toContain('Subject: Report ready: Trial balance\r\n');
      expect(mail).toContain(`The report "Trial balance" of ${name} is ready.`);
      expect(mail).toMatch(
        new RegExp(
          `^http://127\\.0\\.0\\.1:\\d+/${practiceId}/finance/reports/trial-balance\\?asOf=[\\d-]+&from=[\\d-]+&to=[\\d-]+\\r$`,
          'm',
        ),
      );
    }
    expect(new Set(mails.map((mail) => /^Date: \w+, (\d+ \w+)/m.exec(mail)?.[1])).size).toBe(mails.length);
  });

  test('are on record: sent to one, and one was left out who was shut out', async () => {
    const answer = await ask({ action: 'list' });
    expect(answer).toMatchObject({
      outcome: 'schedules',
      isMailOn: true,
      readers: [{ user: 'f.ruiz' }],
      schedules: [
        {
          last: {
            mails: [
              { user: 'f.ruiz', state: { is: 'sent', attempts: 1 } },
              { user: 'm.ito', state: { is: 'left-out', why: 'disabled' } },
            ],
          },
        },
      ],
    });
    expect(opened.runtime.faults()).toEqual([]);
  });
});
