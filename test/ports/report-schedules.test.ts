import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoDbReportSchedules } from '#adapters/dynamodb/dynamodb-report-schedules.ts';
import { memoryReportSchedules } from '#adapters/memory/memory-report-schedules.ts';
import type { PracticeId } from '#contracts/identifiers.ts';
import { ReportSchedule, ReportSending } from '#contracts/warehouse/report-schedule.ts';
import type { ReportSchedules } from '#ports/report-schedules.ts';
import { createDynamoDb } from '../../local/aws/dynamodb/dynamodb.ts';
import { clientOptions, openTestWorld, serveForTest } from '../local/aws-test-world.ts';
import { table } from './ports.ts';
import { newPracticeId } from './samples.ts';

interface Book {
  readonly schedules: ReportSchedules;
  close(): Promise<void>;
}

async function served(): Promise<Book> {
  const world = openTestWorld();
  const dynamoDb = createDynamoDb(world.world);
  dynamoDb.provision([table('practice')]);
  const endpoint = await serveForTest(dynamoDb);
  return {
    schedules: dynamoDbReportSchedules(new DynamoDBClient(clientOptions(endpoint)), 'practice'),
    async close() {
      await endpoint.close();
      world.dispose();
    },
  };
}

const inMemory = (): Promise<Book> =>
  Promise.resolve({ schedules: memoryReportSchedules(), close: () => Promise.resolve() });

const schedule = (practiceId: PracticeId, scheduleId: string, changes: object = {}): ReportSchedule =>
  ReportSchedule.parse({
    practiceId,
    scheduleId,
    version: 1,
    reportName: 'trial-balance',
    span: 'month-before',
    rhythm: { every: 'month', on: 2 },
    recipients: ['f.ruiz'],
    isPaused: false,
    announcesAfter: '2026-11-20',
    madeBy: 'f.ruiz',
    madeAt: '2026-11-20T15:00:00.000Z',
    changedBy: 'f.ruiz',
    changedAt: '2026-11-20T15:00:00.000Z',
    ...changes,
  });
const sending = (
  practiceId: PracticeId,
  scheduleId: string,
  of: string,
  changes: object = {},
): ReportSending =>
  ReportSending.parse({
    practiceId,
    scheduleId,
    of,
    version: 1,
    reportName: 'trial-balance',
    rhythm: { every: 'month', on: 2 },
    asked: { asOf: '2026-11-30', from: '2026-11-01', to: '2026-11-30' },
    figures: { is: 'whole' },
    beganAt: '2026-12-02T12:00:00.000Z',
    mails: [{ user: 'f.ruiz', state: { is: 'to-send' } }],
    ...changes,
  });

const [one, other] = ['S0123456789AB', 'S1123456789AB'];

describe.each([
  ['memory', inMemory],
  ['DynamoDB', served],
])('Schedules of reports in %s', (_name, open) => {
  let book: Book;
  beforeAll(async () => {
    book = await open();
  });
  afterAll(async () => {
    await book.close();
  });

  test('are saved over the version that was read, and only that', async () => {
    const { schedules } = book;
    const practiceId = newPracticeId();
    const first = schedule(practiceId, one);
    expect(await schedules.load(practiceId, first.scheduleId)).toBeUndefined();
    expect(await schedules.save(first, 0)).toBe(true);
    expect(await schedules.save(first, 0)).toBe(false);
    const second = schedule(practiceId, one, { version: 2, isPaused: true });
    expect(await schedules.save(second, 1)).toBe(true);
    expect(await schedules.save(second, 1)).toBe(false);
    expect(await schedules.load(practiceId, first.scheduleId)).toEqual(second);
  });

  test('are listed by practice and id, without those that were removed', async () => {
    const { schedules } = book;
    const practiceId = newPracticeId();
    await schedules.save(schedule(practiceId, other), 0);
    await schedules.save(schedule(practiceId, one), 0);
    await schedules.save(schedule(newPracticeId(), one), 0);
    expect(await schedules.list(practiceId)).toEqual([
      schedule(practiceId, one),
      schedule(practiceId, other),
    ]);
    const removed = schedule(practiceId, one, {
      version: 2,
      removed: { by: 'f.ruiz', at: '2026-11-21T15:00:00.000Z' },
    });
    await schedules.save(removed, 1);
    expect(await schedules.list(practiceId)).toEqual([schedule(practiceId, other)]);
    expect(await schedules.load(practiceId, removed.scheduleId)).toEqual(removed);
  });

  test('have one sending a day: of all that begin it, one is told true', async () => {
    const { schedules } = book;
    const practiceId = newPracticeId();
    const begun = await Promise.all(
      Array.from({ length: 5 }, () => schedules.keepSending(sending(practiceId, one, '2026-12-02'), 0)),
    );
    expect(begun.filter(Boolean)).toHaveLength(1);
    const next = sending(practiceId, one, '2026-12-02', { version: 2 });
    expect(await schedules.keepSending(next, 1)).toBe(true);
    expect(await schedules.keepSending(next, 1)).toBe(false);
    expect(await schedules.sendings(practiceId, next.scheduleId, 5)).toEqual([next]);
  });

  test('list what was sent, the latest first, at most so many, each its own', async () => {
    const { schedules } = book;
    const practiceId = newPracticeId();
    const days = ['2026-12-02', '2026-11-02', '2027-01-02'];
    for (const of of days) {
      await schedules.keepSending(sending(practiceId, one, of), 0);
    }
    await schedules.keepSending(sending(practiceId, other, '2027-02-02'), 0);
    await schedules.keepSending(sending(newPracticeId(), one, '2027-02-02'), 0);
    const found = await schedules.sendings(practiceId, schedule(practiceId, one).scheduleId, 2);
    expect(found.map(({ of }) => of)).toEqual(['2027-01-02', '2026-12-02']);
  });
});
