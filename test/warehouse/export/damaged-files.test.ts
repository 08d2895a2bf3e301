import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { Month } from '#contracts/periods.ts';
import type { StagedDay } from '#contracts/warehouse/export-book.ts';
import { stagedKey } from '#contracts/warehouse/places.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { lastOfMonth } from '#domain/reports/month-end.ts';
import { derivation } from '#domain/warehouse/export-state.ts';
import { hashOfLines } from '#domain/warehouse/staged-facts.ts';
import { walkStart } from '../../events/sample-walk.ts';
import {
  exportAll,
  firstOf,
  lateEvent,
  live,
  openExportWorld,
  readable,
  sampleHistory,
  totalDays,
  type ExportWorld,
} from './export-world.ts';

const firstDay = dateOf(walkStart);
const month = Month.parse(firstDay.slice(0, 7));
const forever = PlainDate.parse('9999-12-31');
const whole = sampleHistory(6);
const morning = addDays(lastOfMonth(month), 6);

async function exported(): Promise<ExportWorld> {
  const opened = await openExportWorld();
  await live(opened, [...whole], Instant.parse(`${morning}T00:00:00.000Z`));
  await totalDays(opened, morning);
  expect((await exportAll(opened)).problems).toEqual([]);
  return opened;
}

async function stagedDay({ world, practiceId }: ExportWorld, day: PlainDate): Promise<StagedDay> {
  return firstOf(await world.exportBook.days(practiceId, day, day));
}

/** Something becomes known of a day, so that it is staged, and its month published, anew. */
async function happensLate({ world, tables }: ExportWorld, day: PlainDate, version = 900): Promise<void> {
  const write = lateEvent(firstOf(tables.claims.values()), Instant.parse(`${day}T23:59:59.000Z`));
  await world.commit.apply([
    write.kind === 'record-event' ? { ...write, event: { ...write.event, version } } : write,
  ]);
}

async function close({ world, practiceId }: ExportWorld): Promise<void> {
  const last = lastOfMonth(month);
  const book = await world.periods.load(practiceId);
  await world.periods.save(
    { ...book, closedThrough: addDays(last, 1), closedMonth: month },
    {
      event: 'month-closed',
      at: Instant.parse(`${morning}T03:00:00.000Z`),
      by: 'user maria',
      day: last,
      month,
    },
  );
}

const damages: readonly [
  what: string,
  damage: (bytes: Uint8Array) => Uint8Array | undefined,
  told: RegExp,
][] = [
  [
    'breaks off',
    (bytes) => bytes.slice(0, bytes.length / 2),
    /cannot be expanded, as when a file breaks off/,
  ],
  ['is gone', () => undefined, /The warehouse has no file staged\//],
  [
    'has an amount as text',
    (bytes) =>
      gzipSync(
        gunzipSync(bytes)
          .toString('utf8')
          .replace(/"amount":(-?\d+)/, '"amount":"$1"'),
      ),
    /, row \d+ \(\w+\): column amount is other text; expected whole cents/,
  ],
  [
    'has a row less',
    (bytes) => gzipSync(gunzipSync(bytes).toString('utf8').split('\n').slice(1).join('\n')),
    /rows that are not those that were staged; expected \d+ rows/,
  ],
];

describe('A staged file that was damaged', () => {
  test.each(damages)(
    'and %s keeps its open month from being published, until the next export has derived the day anew',
    async (_, damage, told) => {
      const reference = await exported();
      const one = await exported();
      const before = readable(one);
      const { key } = await stagedDay(one, firstDay);
      const changed = damage(one.tables.warehouseFiles.get(key) ?? new Uint8Array());
      if (changed === undefined) {
        one.tables.warehouseFiles.delete(key);
      } else {
        one.tables.warehouseFiles.set(key, changed);
      }
      for (const opened of [reference, one]) {
        await happensLate(opened, addDays(firstDay, 1));
      }
      const refused = await exportAll(one, true);
      expect(refused.published).toContainEqual({ month, outcome: 'refused' });
      expect(refused.problems[0]).toMatch(told);
      expect(refused.problems.at(-1)).toContain('What was published before stays.');
      const facts = (of: Record<string, string>) =>
        Object.fromEntries(Object.entries(of).filter(([partition]) => partition.endsWith(`#${month}`)));
      expect(facts(readable(one))).toEqual(facts(before));
      const healed = await exportAll(one, true);
      expect(healed.problems).toEqual([]);
      expect(healed.staged).toMatchObject([{ day: firstDay, outcome: 'staged' }]);
      await exportAll(reference, true);
      expect(readable(one)).toEqual(readable(reference));
      expect(await exportAll(one, true)).toEqual({ staged: [], published: [], problems: [] });
    },
  );

  test('is told of when its day is derived, too, and the day stays as it was where its month is closed', async () => {
    const one = await exported();
    await close(one);
    await exportAll(one);
    const before = readable(one);
    const { key, version } = await stagedDay(one, firstDay);
    const bytes = one.tables.warehouseFiles.get(key) ?? new Uint8Array();
    one.tables.warehouseFiles.set(key, bytes.slice(0, 20));
    await happensLate(one, firstDay);
    const refused = await exportAll(one, true);
    expect(refused.staged).toMatchObject([{ day: firstDay, outcome: 'refused' }]);
    expect(refused.problems.join(' ')).toMatch(/cannot be expanded.*restore the version of the file/);
    expect((await stagedDay(one, firstDay)).version).toBe(version);
    expect(readable(one)).toEqual(before);
    one.tables.warehouseFiles.set(key, bytes);
    expect((await exportAll(one, true)).problems).toEqual([]);
  });
});

/** Lets the days look as those did that were staged before lines named their posting. */
async function makeOlder(opened: ExportWorld): Promise<void> {
  const { world, tables, practiceId } = opened;
  for (const day of await world.exportBook.days(practiceId, firstDay, forever)) {
    const text = gunzipSync(tables.warehouseFiles.get(day.key) ?? new Uint8Array()).toString('utf8');
    const older = text.replaceAll(/,"(?:posting_id":"adjudication-[^"]*"|stands_again":\w+)/g, '');
    const lines = older === '' ? [] : older.split('\n');
    const contentHash = hashOfLines(lines);
    const key = stagedKey(practiceId, day.day, contentHash);
    await world.warehouse.writeLines(key, lines);
    await world.exportBook.keepDay(
      { ...day, key, contentHash, derivation: derivation - 1, version: day.version + 1 },
      day.version,
    );
  }
}

describe('Days that were derived by older rules', () => {
  test('are derived anew while their month is open, and published as if they had always been so', async () => {
    const reference = await exported();
    const one = await exported();
    await makeOlder(one);
    const { staged, problems } = await exportAll(one);
    expect(problems).toEqual([]);
    expect(staged.length).toBeGreaterThan(10);
    expect(readable(one)).toEqual(readable(reference));
  });

  test('stay as they are where their month is closed, and take what comes late all the same', async () => {
    const one = await exported();
    await close(one);
    await exportAll(one);
    const isClosed = ([partition]: readonly [string, string]) => partition.endsWith(`#${month}`);
    await makeOlder(one);
    const [record] = await one.world.exportBook.months(one.practiceId);
    expect(record).toMatchObject({ month, final: true });
    const before = Object.entries(readable(one)).filter(isClosed);
    for (const day of await one.world.exportBook.days(one.practiceId, firstDay, lastOfMonth(month))) {
      expect(day.derivation).toBe(derivation - 1);
      await happensLate(one, day.day, 900 + Number(day.day.slice(8)));
    }
    const { staged } = await exportAll(one, true);
    expect(staged.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    expect(Object.entries(readable(one)).filter(isClosed)).toEqual(before);
  });
});
