import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { memoryMailService, memoryReportSchedules } from '#adapters/memory/memory-report-schedules.ts';
import { memoryStaffMembers } from '#adapters/memory/memory-staff.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { Month, PeriodEvent } from '#contracts/periods.ts';
import { StaffMember } from '#contracts/staff-member.ts';
import { PublishedDimensions, PublishedMonth } from '#contracts/warehouse/export-book.ts';
import { ManageReportSchedulesAnswer, type ReportSending } from '#contracts/warehouse/report-schedule.ts';
import type { Mail, MailOutcome } from '#ports/mail-service.ts';
import type { ReportDueWorld } from '#ports/report-due.ts';
import { manageReportSchedulesStep } from '../../functions/manage-report-schedules/manage-report-schedules-step.ts';
import {
  sendReportMailsStep,
  type SendReportMailsWorld,
} from '../../functions/send-report-mails/send-report-mails-step.ts';
import { practice } from '../domain/samples/encounters.ts';

const { practiceId } = practice;
const people = { 'f.ruiz': ['finance'], 'm.ito': ['manager'], 'k.osei': ['biller'] };

/** A practice in New York whose books are published up to a day, with a clock that is turned by hand. */
async function open(answer: (mail: Mail) => MailOutcome | undefined = () => undefined) {
  let now = '2026-11-20T15:00:00.000Z';
  let through: string | undefined = '2027-12-31';
  let closing: { readonly month: string; readonly at: string } | undefined;
  let isFinal = true;
  const members = memoryStaffMembers();
  const mails = memoryMailService(answer);
  const schedules = memoryReportSchedules();
  const month = (): PublishedMonth =>
    PublishedMonth.parse({
      practiceId,
      month: (through ?? '').slice(0, 7),
      version: 1,
      inputsHash: '',
      schema: '',
      through,
      publishedAt: now,
      final: isFinal,
      facts: {},
    });
  const due: ReportDueWorld = {
    clock: { now: () => Instant.parse(now) },
    periods: {
      load: () =>
        Promise.resolve({
          practiceId,
          version: closing === undefined ? 0 : 1,
          ...(closing === undefined ? {} : { closedMonth: Month.parse(closing.month) }),
        }),
      history: () =>
        Promise.resolve(
          closing === undefined
            ? []
            : [
                PeriodEvent.parse({
                  practiceId,
                  number: 1,
                  event: 'month-closed',
                  at: closing.at,
                  by: 'm.ito',
                  day: `${closing.month}-28`,
                  month: closing.month,
                }),
              ],
        ),
    },
    exportBook: {
      months: () => Promise.resolve(through === undefined ? [] : [month()]),
      month: () => Promise.resolve(through === undefined ? undefined : month()),
      dimensions: () =>
        Promise.resolve(
          through === undefined
            ? undefined
            : PublishedDimensions.parse({
                practiceId,
                version: 1,
                inputsHash: '',
                asOf: through,
                publishedAt: now,
                dimensions: {},
              }),
        ),
    },
  };
  const world: SendReportMailsWorld = {
    ...due,
    practices: { listIds: () => Promise.resolve([practiceId]), load: () => Promise.resolve(practice) },
    members,
    schedules,
    mails,
    applicationUrl: 'https://claims.example.org/',
  };
  const save = async (user: string, changes: object): Promise<void> => {
    const before = await members.load(practiceId, user);
    await members.save(
      StaffMember.parse({
        practiceId,
        user,
        name: user,
        email: `${user}@hill.example`,
        roles: ['finance'],
        disabled: false,
        changedAt: now,
        changedBy: 'a.moss',
        ...before,
        version: (before?.version ?? 0) + 1,
        ...changes,
      }),
      before?.version ?? 0,
    );
  };
  for (const [user, roles] of Object.entries(people)) {
    await save(user, { roles });
  }
  const ask = async (request: object, on: PracticeId = practiceId) =>
    ManageReportSchedulesAnswer.parse(
      await manageReportSchedulesStep(
        { practiceId: on, user: 'f.ruiz', ...request },
        { ...world, members, schedules, isMailOn: true },
      ),
    );
  const listed = async () => {
    const answer = await ask({ action: 'list' });
    return answer.outcome === 'schedules' ? answer.schedules : [];
  };
  return {
    world,
    mails,
    save,
    ask,
    listed,
    round: () => sendReportMailsStep(world),
    at: (moment: string) => {
      now = moment;
    },
    publish: (day: string | undefined, final = true) => {
      through = day;
      isFinal = final;
    },
    closeMonth: (which: string, moment: string) => {
      closing = { month: which, at: moment };
    },
    schedule: async (changes: object = {}) => {
      const answer = await ask({ action: 'make', ...daily, ...changes });
      if (answer.outcome !== 'done') {
        throw new Error(JSON.stringify(answer));
      }
      return answer.schedule;
    },
    sendings: async (): Promise<readonly ReportSending[]> => {
      const [{ schedule } = { schedule: undefined }] = await listed();
      return schedule === undefined ? [] : await schedules.sendings(practiceId, schedule.scheduleId, 100);
    },
  };
}

type Opened = Awaited<ReturnType<typeof open>>;

const daily = {
  reportName: 'open-receivables',
  span: 'yesterday',
  rhythm: { every: 'day' },
  recipients: ['f.ruiz', 'm.ito'],
};
const mondays = { rhythm: { every: 'week', on: 'monday' } };
const closings = { span: 'month-before', rhythm: { every: 'month-close' } };

describe('A round over the schedules', () => {
  let desk: Opened;
  beforeEach(async () => {
    desk = await open();
  });

  test('tells everybody on a schedule that is due, with a link and where it is read', async () => {
    await desk.schedule();
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    desk.at('2026-11-21T11:05:00.000Z');
    expect(await desk.round()).toEqual({ outcome: 'looked', sent: 2 });
    expect(desk.mails.sent.map(({ to, subject }) => [to, subject])).toEqual([
      ['f.ruiz@hill.example', 'Report ready: Open receivables'],
      ['m.ito@hill.example', 'Report ready: Open receivables'],
    ]);
    expect(desk.mails.sent[0]?.text).toContain(
      `https://claims.example.org/${practiceId}/finance/reports/open-receivables?asOf=2026-11-20\n`,
    );
  });

  test('sends nothing twice: called again, at the same moment, or by a clock that went back', async () => {
    await desk.schedule();
    desk.at('2026-11-21T11:05:00.000Z');
    await Promise.all([desk.round(), desk.round(), desk.round()]);
    await desk.round();
    desk.at('2026-11-20T23:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(2);
    expect(await desk.sendings()).toHaveLength(1);
  });

  test('sends one mail for days that went by without a round', async () => {
    await desk.schedule({ recipients: ['f.ruiz'] });
    desk.at('2026-11-27T20:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(1);
    expect((await desk.sendings()).map(({ of }) => of)).toEqual(['2026-11-27']);
  });

  test.each([
    ['2026-11-23T10:59:00.000Z', []],
    ['2026-11-23T11:00:00.000Z', ['2026-11-23']],
    // The clock was put forward on March 14.
    ['2027-03-15T09:59:00.000Z', ['2027-03-08']],
    ['2027-03-15T10:00:00.000Z', ['2027-03-15']],
  ])(
    'goes by the day of the practice, in summer and in winter: at %s it sends that of %o',
    async (moment, days) => {
      await desk.schedule({ ...mondays, recipients: ['f.ruiz'] });
      desk.at(moment);
      await desk.round();
      expect((await desk.sendings()).map(({ of }) => of)).toEqual(days);
    },
  );

  test('leaves out who left, was shut out or lost the role, and who was taken off, and says so', async () => {
    const { scheduleId } = await desk.schedule();
    await desk.save('m.ito', { disabled: true });
    desk.at('2026-11-21T12:00:00.000Z');
    await desk.round();
    await desk.save('m.ito', { disabled: false, roles: ['coder'] });
    desk.at('2026-11-22T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent.map(({ to }) => to)).toEqual(['f.ruiz@hill.example', 'f.ruiz@hill.example']);
    expect((await desk.sendings()).map(({ mails }) => mails[1])).toMatchObject([
      { user: 'm.ito', state: { is: 'left-out', why: 'no-role' } },
      { user: 'm.ito', state: { is: 'left-out', why: 'disabled' } },
    ]);
    const [told] = await desk.listed();
    expect(told?.schedule.scheduleId).toBe(scheduleId);
    expect(told?.recipients).toEqual([
      { user: 'f.ruiz', name: 'f.ruiz' },
      { user: 'm.ito', name: 'm.ito', leftOut: 'no-role' },
    ]);
  });

  test('tells nobody of what is paused or removed, and of what went by meanwhile neither', async () => {
    const { scheduleId } = await desk.schedule();
    const change = { action: 'change', scheduleId, ...daily };
    expect(await desk.ask({ ...change, isPaused: true, seenVersion: 1 })).toMatchObject({ outcome: 'done' });
    desk.at('2026-11-23T12:00:00.000Z');
    await desk.round();
    expect(await desk.ask({ ...change, isPaused: false, seenVersion: 2 })).toMatchObject({ outcome: 'done' });
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    desk.at('2026-11-24T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(2);
    await desk.ask({ action: 'remove', scheduleId, seenVersion: 3 });
    desk.at('2026-11-25T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(2);
  });

  test('waits for the figures up to the evening, and then says where they end', async () => {
    await desk.schedule({ recipients: ['f.ruiz'] });
    desk.publish('2026-11-18');
    desk.at('2026-11-21T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    expect(await desk.listed()).toMatchObject([{ waits: { since: '2026-11-21', for: '2026-11-20' } }]);
    desk.at('2026-11-21T23:00:00.000Z');
    await desk.round();
    await desk.round();
    expect(desk.mails.sent).toHaveLength(1);
    expect(desk.mails.sent[0]?.text).toContain('its figures end at November 18, 2026.');
    expect(desk.mails.sent[0]?.text).toContain('?asOf=2026-11-18\n');
  });

  test('sends as soon as the figures are there', async () => {
    await desk.schedule({ recipients: ['f.ruiz'] });
    desk.publish(undefined);
    desk.at('2026-11-21T12:00:00.000Z');
    await desk.round();
    desk.publish('2026-11-20');
    desk.at('2026-11-21T13:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(1);
    expect(desk.mails.sent[0]?.text).not.toContain('Please note');
  });

  test('is late every day while the warehouse stands still, and silent on none', async () => {
    await desk.schedule({ recipients: ['f.ruiz'] });
    desk.publish('2026-11-18');
    for (let hour = 0; hour < 24 * 5; hour += 1) {
      desk.at(new Date(Date.parse('2026-11-21T00:30:00.000Z') + hour * 3_600_000).toISOString());
      await desk.round();
    }
    expect((await desk.sendings()).map(({ of, beganAt }) => [of, beganAt.slice(0, 13)])).toEqual([
      ['2026-11-25', '2026-11-25T23'],
      ['2026-11-24', '2026-11-24T23'],
      ['2026-11-23', '2026-11-23T23'],
      ['2026-11-22', '2026-11-22T23'],
      ['2026-11-21', '2026-11-21T23'],
    ]);
  });

  test('tells of a closed month once it is published as closed, or says that it is not', async () => {
    await desk.schedule({ ...closings, recipients: ['f.ruiz'] });
    await desk.round();
    desk.closeMonth('2026-10', '2026-11-20T18:00:00.000Z');
    desk.publish('2026-11-19', false);
    desk.at('2026-11-20T19:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    desk.publish('2026-11-20', true);
    desk.at('2026-11-21T12:00:00.000Z');
    await desk.round();
    await desk.round();
    expect(desk.mails.sent).toHaveLength(1);
    expect(await desk.sendings()).toMatchObject([
      { of: '2026-11-20', asked: { asOf: '2026-10-31', from: '2026-10-01', to: '2026-10-31' } },
    ]);
    desk.closeMonth('2026-11', '2026-12-03T18:00:00.000Z');
    desk.publish('2026-12-08', false);
    desk.at('2026-12-08T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent[1]?.text).toContain('the closed month is not published as closed yet.');
  });

  test('tells of a second month that was closed on one day the next morning, once', async () => {
    await desk.schedule({ ...closings, recipients: ['f.ruiz'] });
    for (const [closed, moments] of [
      ['2026-09', ['2026-11-20T16:00:00.000Z', '2026-11-20T17:00:00.000Z']],
      ['2026-10', ['2026-11-20T18:00:00.000Z', '2026-11-21T10:30:00.000Z', '2026-11-21T12:00:00.000Z']],
    ] as const) {
      desk.closeMonth(closed, moments[0]);
      for (const moment of moments) {
        desk.at(moment);
        await desk.round();
      }
    }
    for (let hour = 0; hour < 72; hour += 1) {
      desk.at(new Date(Date.parse('2026-11-21T13:00:00.000Z') + hour * 3_600_000).toISOString());
      await desk.round();
    }
    expect((await desk.sendings()).map(({ of, asked }) => [of, asked.to])).toEqual([
      ['2026-11-21', '2026-10-31'],
      ['2026-11-20', '2026-09-30'],
    ]);
    expect(desk.mails.sent).toHaveLength(2);
  });

  test('tells of no earlier month when the one of which it told is opened again', async () => {
    await desk.schedule({ ...closings, recipients: ['f.ruiz'] });
    desk.closeMonth('2026-10', '2026-11-20T16:30:00.000Z');
    desk.at('2026-11-20T17:00:00.000Z');
    await desk.round();
    // What is left as the last closing.
    desk.closeMonth('2026-09', '2026-11-20T16:00:00.000Z');
    desk.at('2026-11-21T17:00:00.000Z');
    await desk.round();
    expect((await desk.sendings()).map(({ asked }) => asked.to)).toEqual(['2026-10-31']);
  });

  test('is said to be due next on the day on which it is, also before the first hour of a day', async () => {
    desk.at('2026-11-21T08:00:00.000Z');
    await desk.schedule();
    expect(await desk.listed()).toMatchObject([{ next: ['2026-11-22'], asked: { asOf: '2026-11-21' } }]);
    desk.at('2026-11-21T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    expect(await desk.listed()).toMatchObject([{ next: ['2026-11-22'] }]);
  });
});

describe('Mails that the service does not take', () => {
  const failing = async (fails: (mail: Mail) => MailOutcome | undefined): Promise<Opened> => {
    const desk = await open(fails);
    await desk.schedule();
    desk.at('2026-11-21T12:00:00.000Z');
    return desk;
  };
  const refused: MailOutcome = { is: 'not-taken', why: 'too-many-at-once' };
  const later = (hours: number): string =>
    new Date(Date.parse('2026-11-21T12:00:00.000Z') + hours * 3_600_000).toISOString();

  test('are tried again by the next rounds, the others not', async () => {
    let refuses = 2;
    const desk = await failing(({ to }) => (to.startsWith('m.ito') && refuses-- > 0 ? refused : undefined));
    for (let hours = 0; hours < 4; hours += 1) {
      desk.at(later(hours));
      await desk.round();
    }
    expect(desk.mails.sent.map(({ to }) => to)).toEqual(['f.ruiz@hill.example', 'm.ito@hill.example']);
    expect((await desk.sendings())[0]?.mails).toMatchObject([
      { state: { is: 'sent', attempts: 1 } },
      { state: { is: 'sent', attempts: 3, at: later(2) } },
    ]);
  });

  test('are given up after five attempts, with one failed round that the alarm counts', async () => {
    let asked = 0;
    const desk = await failing(({ to }) => {
      asked += to.startsWith('m.ito') ? 1 : 0;
      return to.startsWith('m.ito') ? refused : undefined;
    });
    const failures: unknown[] = [];
    for (let hours = 0; hours < 9; hours += 1) {
      desk.at(later(hours));
      await desk.round().catch((error: Error) => failures.push([hours, error.name, error.cause]));
    }
    expect(asked).toBe(5);
    expect(failures).toMatchObject([[4, 'LooksFailed', { name: 'MailsGivenUp' }]]);
    expect((await desk.sendings())[0]?.mails[1]).toMatchObject({
      state: { is: 'given-up', attempts: 5, why: 'too-many-at-once' },
    });
  });

  test('are not sent again where nobody knows whether they were sent', async () => {
    const desk = await failing(({ to }) =>
      to.startsWith('f.ruiz') ? { is: 'not-taken', why: 'unknown' } : undefined,
    );
    await expect(desk.round()).rejects.toMatchObject({ cause: { name: 'MailsGivenUp' } });
    desk.at(later(1));
    await desk.round();
    expect(desk.mails.sent.map(({ to }) => to)).toEqual(['m.ito@hill.example']);
    expect((await desk.sendings())[0]?.mails[0]).toMatchObject({ state: { is: 'given-up', why: 'unknown' } });
  });

  test('of a round that broke off count as sent or not, nobody knows, and the rest goes on', async () => {
    const desk = await failing(() => undefined);
    const breaksOff: SendReportMailsWorld = {
      ...desk.world,
      mails: { send: () => Promise.reject(new Error('The process died')) },
    };
    await expect(sendReportMailsStep(breaksOff)).rejects.toThrow('could not be');
    // Another round at the same time leaves the sending to the one that claimed it.
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    desk.at(later(1));
    await expect(desk.round()).rejects.toThrow('could not be');
    expect(desk.mails.sent.map(({ to }) => to)).toEqual(['m.ito@hill.example']);
    expect((await desk.sendings())[0]?.mails).toMatchObject([
      { user: 'f.ruiz', state: { is: 'given-up', why: 'unknown' } },
      { user: 'm.ito', state: { is: 'sent' } },
    ]);
  });

  test('are not made up for when a schedule is resumed days later', async () => {
    let refuses = true;
    const desk = await failing(() => (refuses ? refused : undefined));
    await desk.round();
    refuses = false;
    const [{ schedule } = { schedule: undefined }] = await desk.listed();
    const change = { action: 'change', scheduleId: schedule?.scheduleId, ...daily };
    await desk.ask({ ...change, isPaused: true, seenVersion: 1 });
    desk.at('2026-11-28T15:00:00.000Z');
    await desk.ask({ ...change, isPaused: false, seenVersion: 2 });
    await desk.round();
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    expect((await desk.sendings())[0]?.mails.map(({ state }) => state)).toMatchObject([
      { is: 'given-up', why: 'overtaken' },
      { is: 'given-up', why: 'overtaken' },
    ]);
    desk.at('2026-11-29T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(2);
  });

  test('are told to be given up also where another run goes on with the rest', async () => {
    const desk = await failing(() => ({ is: 'not-taken', why: 'unknown' }));
    const { schedules } = desk.world;
    let kept = 0;
    const overtakenByAnother: SendReportMailsWorld = {
      ...desk.world,
      // The sending, its first mail claimed and given up; then another run claims the second.
      schedules: {
        ...schedules,
        keepSending: async (sending, version) =>
          (kept += 1) <= 3 && (await schedules.keepSending(sending, version)),
      },
    };
    await expect(sendReportMailsStep(overtakenByAnother)).rejects.toMatchObject({
      cause: { name: 'MailsGivenUp' },
    });
    expect(kept).toBe(4);
  });

  test('are overtaken by the next day, and the new ones are sent', async () => {
    let refuses = true;
    const desk = await failing(() => (refuses ? refused : undefined));
    await desk.round();
    refuses = false;
    desk.at('2026-11-22T12:00:00.000Z');
    await desk.round();
    expect(desk.mails.sent).toHaveLength(2);
    const [, before] = await desk.sendings();
    expect(before?.mails.map(({ state }) => state)).toMatchObject([
      { is: 'given-up', why: 'overtaken' },
      { is: 'given-up', why: 'overtaken' },
    ]);
  });

  test('whatever fails and whenever rounds come, nobody gets two mails of one day', async () => {
    const outcomes = fc.array(
      fc.constantFrom<MailOutcome | undefined>(
        undefined,
        undefined,
        refused,
        { is: 'not-taken', why: 'not-reached' },
        { is: 'not-taken', why: 'unknown' },
      ),
      { minLength: 1, maxLength: 20 },
    );
    const hours = fc.array(fc.integer({ min: -30, max: 24 * 7 }), { minLength: 1, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(outcomes, hours, fc.integer({ min: 1, max: 3 }), async (answers, moments, atOnce) => {
        let count = 0;
        const desk = await open(() => answers[count++ % answers.length]);
        await desk.schedule();
        for (const moment of moments) {
          desk.at(later(moment));
          await Promise.allSettled(Array.from({ length: atOnce }, () => desk.round()));
        }
        const told = desk.mails.sent.map(({ to, text }) => `${to} ${/asOf=[\d-]+/.exec(text)?.[0] ?? ''}`);
        expect(new Set(told).size).toBe(told.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('Schedules of reports', () => {
  let desk: Opened;
  beforeEach(async () => {
    desk = await open();
  });

  test('are previewed: whom they tell, and when next', async () => {
    expect(
      await desk.ask({ action: 'preview', ...daily, ...mondays, recipients: ['f.ruiz', 'k.osei'] }),
    ).toEqual({
      outcome: 'preview',
      recipients: [
        { user: 'f.ruiz', name: 'f.ruiz' },
        { user: 'k.osei', name: 'k.osei', leftOut: 'no-role' },
      ],
      next: ['2026-11-23', '2026-11-30', '2026-12-07'],
      asked: { asOf: '2026-11-22', from: '2026-11-01', to: '2026-11-22' },
    });
    expect(await desk.ask({ action: 'preview', ...daily, ...closings })).toMatchObject({
      next: [],
      asked: { asOf: '2026-10-31' },
    });
  });

  test('say when they are due next, and what came of the last', async () => {
    await desk.schedule(mondays);
    expect(await desk.listed()).toMatchObject([{ next: ['2026-11-23'] }]);
    desk.at('2026-11-23T12:00:00.000Z');
    await desk.round();
    expect(await desk.listed()).toMatchObject([
      { next: ['2026-11-30'], last: { of: '2026-11-23', mails: [{ user: 'f.ruiz' }, { user: 'm.ito' }] } },
    ]);
  });

  test('name whom they may be for: who may read reports', async () => {
    const answer = await desk.ask({ action: 'list' });
    expect(answer.outcome === 'schedules' ? answer.readers.map(({ user }) => user) : []).toEqual([
      'f.ruiz',
      'm.ito',
    ]);
  });

  test.each([
    [{ recipients: ['k.osei'] }, 'k.osei does not read reports'],
    [{ recipients: ['nobody'] }, 'nobody does not read reports'],
    [{ recipients: [] }, 'at least one person'],
    [{ recipients: ['f.ruiz', 'f.ruiz'] }, 'each person once'],
    [{ recipients: ['someone@hill.example'] }, 'recipients'],
    [{ reportName: 'no-such-report' }, 'there is no report no-such-report'],
    [{ rhythm: { every: 'month', on: 32 } }, 'rhythm'],
    [{ rhythm: { every: 'month-close' } }, 'expected month-before'],
  ])('of %o are refused: %s', async (changes, words) => {
    const answer = await desk.ask({ action: 'make', ...daily, ...changes });
    expect(answer.outcome === 'refused' ? answer.problems.join() : answer).toContain(words);
  });

  test('are one of the same report, days and rhythm, and at most fifty', async () => {
    const { scheduleId } = await desk.schedule();
    expect(await desk.ask({ action: 'make', ...daily, recipients: ['m.ito'] })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/every day already/)],
    });
    for (let on = 1; on <= 31; on += 1) {
      await desk.schedule({ rhythm: { every: 'month', on } });
    }
    for (let on = 1; on <= 18; on += 1) {
      await desk.schedule({ span: 'month-before', rhythm: { every: 'month', on } });
    }
    expect(await desk.ask({ action: 'make', ...daily, ...closings })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/50 schedules stand already/)],
    });
    const change = { action: 'change', scheduleId, seenVersion: 1, isPaused: false, ...daily };
    expect(await desk.ask({ ...change, rhythm: { every: 'month', on: 3 } })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/Another schedule announces the same/)],
    });
  });

  test('are changed over the version that was seen, and removed once', async () => {
    const { scheduleId } = await desk.schedule();
    const change = { action: 'change', scheduleId, ...daily, recipients: ['m.ito'], isPaused: false };
    expect(await desk.ask({ ...change, seenVersion: 1, user: 'm.ito' })).toMatchObject({
      outcome: 'done',
      schedule: { version: 2, recipients: ['m.ito'], madeBy: 'f.ruiz', changedBy: 'm.ito' },
    });
    expect(await desk.ask({ ...change, seenVersion: 1 })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/Somebody else changed this schedule/)],
    });
    expect(await desk.ask({ action: 'remove', scheduleId, seenVersion: 1 })).toMatchObject({
      outcome: 'refused',
    });
    expect(await desk.ask({ action: 'remove', scheduleId, seenVersion: 2 })).toMatchObject({
      outcome: 'removed',
    });
    expect(await desk.ask({ action: 'remove', scheduleId, seenVersion: 2 })).toMatchObject({
      outcome: 'removed',
    });
    expect(await desk.listed()).toEqual([]);
    expect(await desk.ask({ ...change, seenVersion: 3 })).toMatchObject({
      outcome: 'refused',
      because: 'not-found',
    });
    expect(await desk.ask({ action: 'sendings', scheduleId })).toEqual({ outcome: 'sendings', sendings: [] });
  });

  test('keep who lost the role on them, and take nobody else without it', async () => {
    const { scheduleId } = await desk.schedule();
    await desk.save('m.ito', { roles: ['coder'] });
    const change = { action: 'change', scheduleId, seenVersion: 1, isPaused: false, ...daily, ...mondays };
    expect(await desk.ask({ ...change, recipients: ['f.ruiz', 'm.ito', 'k.osei'] })).toMatchObject({
      outcome: 'refused',
      problems: [expect.stringMatching(/k\.osei does not read reports/)],
    });
    expect(await desk.ask(change)).toMatchObject({ outcome: 'done' });
  });

  test('that are made on a day begin with the next one, and a changed rhythm too', async () => {
    const { scheduleId, announcesAfter } = await desk.schedule(mondays);
    expect(announcesAfter).toBe(PlainDate.parse('2026-11-20'));
    desk.at('2026-11-23T15:00:00.000Z');
    await desk.ask({ action: 'change', scheduleId, seenVersion: 1, isPaused: false, ...daily });
    await desk.round();
    expect(desk.mails.sent).toEqual([]);
    expect(await desk.listed()).toMatchObject([{ next: ['2026-11-24'] }]);
  });
});
