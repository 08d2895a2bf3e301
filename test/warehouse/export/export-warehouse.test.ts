import { describe, expect, test } from 'vitest';
import { CostEntry } from '#contracts/costs.ts';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { PostingId, PracticeId } from '#contracts/identifiers.ts';
import { Month } from '#contracts/periods.ts';
import { addDays, dateOf } from '#domain/calendar/plain-date.ts';
import { movementOf } from '#domain/ledger/ledger-day.ts';
import { makePosting } from '#domain/ledger/make-posting.ts';
import { cents, negateCents, sumCents, zeroCents } from '#domain/money/cents.ts';
import { lastOfMonth } from '#domain/reports/month-end.ts';
import { rowsOf, type StagedFacts } from '#domain/warehouse/staged-facts.ts';
import { openDayAgain } from '#ports/open-day-again.ts';
import { totalLedgerDaysStep } from '../../../functions/total-ledger-days/total-ledger-days-step.ts';
import { walkStart } from '../../events/sample-walk.ts';
import {
  exportAll,
  factsIn,
  lateEvent,
  live,
  firstOf,
  ofPractice,
  openExportWorld,
  practice,
  readable,
  sampleHistory,
  totalDays,
  type ExportWorld,
} from './export-world.ts';

const firstDay = dateOf(walkStart);
const forever = PlainDate.parse('9999-12-31');
const whole = sampleHistory();
const lastDay = addDays(dateOf(whole.at(-1)?.at ?? walkStart), 1);

async function stagedFacts(opened: ExportWorld): Promise<Map<PlainDate, StagedFacts>> {
  const { world, practiceId } = opened;
  const days = await world.exportBook.days(practiceId, firstDay, forever);
  const facts = new Map<PlainDate, StagedFacts>();
  for (const day of days) {
    facts.set(day.day, await factsIn(day, opened));
  }
  return facts;
}

async function exportWhole(): Promise<ExportWorld> {
  const opened = await openExportWorld();
  await live(opened, [...whole]);
  await totalDays(opened, lastDay);
  expect((await exportAll(opened)).problems).toEqual([]);
  return opened;
}

/** Made once: no test changes it. */
let wholeExport: Promise<ExportWorld> | undefined;
const exported = (): Promise<ExportWorld> => (wholeExport ??= exportWhole());

describe('The export of all that happens to the samples', () => {
  test('has every posting, every charge and every payment as the ledger counted them, day by day', async () => {
    const opened = await exported();
    const facts = await stagedFacts(opened);
    const counted = await opened.world.ledgerDays.list(opened.practiceId, firstDay, forever);
    expect(counted.length).toBeGreaterThan(60);
    for (const day of counted) {
      const ofDay = facts.get(day.postingDate) ?? new Map();
      const charged = sumCents(rowsOf(ofDay, 'charge'), ({ amount }) => amount);
      expect(charged).toBe(negateCents(movementOf(day, 'charges')));
      expect(new Set(rowsOf(ofDay, 'ledger_entry').map((row) => row.posting_id)).size).toBe(day.postings);
    }
  });

  test('reads each decision as it was posted: its parts make up its charge, and a reversal takes back what it reverses', async () => {
    const opened = await exported();
    const lines = [...(await stagedFacts(opened)).values()].flatMap((facts) =>
      rowsOf(facts, 'adjudication_line'),
    );
    expect(lines.some(({ is_reversal }) => is_reversal)).toBe(true);
    for (const claim of opened.tables.claims.values()) {
      for (const one of claim.adjudications) {
        const of = lines.filter(
          (row) =>
            row.claim_id === claim.claimId &&
            row.remittance_id === one.remittanceId &&
            row.claim_index === one.claimIndex,
        );
        expect({
          paid: sumCents(of, (row) => row.paid_amount),
          contractual: sumCents(of, (row) => row.contractual_amount),
          patient: sumCents(of, (row) => row.patient_amount),
          denied: sumCents(of, (row) => row.denied_amount),
          other: sumCents(of, (row) => row.other_amount),
          charge: sumCents(of, (row) => row.charge_amount),
        }).toEqual({
          paid: one.paidCents,
          contractual: one.contractualCents,
          patient: one.patientResponsibilityCents,
          denied: one.deniedCents,
          other: one.otherCents,
          charge: one.chargeCents,
        });
      }
    }
  });

  test('has each submission, acknowledgement, question and task once, and nothing that did not happen', async () => {
    const opened = await exported();
    const facts = [...(await stagedFacts(opened)).values()];
    const claims = [...opened.tables.claims.values()];
    const count = (name: Parameters<typeof rowsOf>[1]) =>
      facts.reduce((sum, ofDay) => sum + rowsOf(ofDay, name).length, 0);
    const tasks = [...opened.tables.tasks.values()];
    expect(count('submission')).toBe(claims.flatMap(({ submissions }) => submissions).length);
    expect(count('acknowledgement')).toBe(
      claims.flatMap(({ submissions }) => submissions.flatMap(({ acknowledgements }) => acknowledgements))
        .length,
    );
    expect(count('eligibility')).toBeGreaterThanOrEqual(
      claims.flatMap(({ eligibility }) => eligibility).length,
    );
    expect(count('task_event')).toBe(tasks.length + tasks.filter(({ status }) => status !== 'open').length);
    expect(count('claim_event')).toBe([...opened.tables.events.values()].flat().length);
    expect(count('variance')).toBeGreaterThan(0);
    expect(
      sumCents(
        facts.flatMap((ofDay) => rowsOf(ofDay, 'submission')),
        (row) => row.charge_amount,
      ),
    ).toBeGreaterThan(0);
  });

  test('derives the same facts of a day on its next morning and when all is over', async () => {
    const late = await exported();
    const daily = await openExportWorld();
    const happening = [...whole];
    for (let day = firstDay; day < lastDay; day = addDays(day, 1)) {
      const morning = addDays(day, 1);
      await live(daily, happening, Instant.parse(`${morning}T00:00:00.000Z`));
      await totalDays(daily, morning);
      await exportAll(daily);
    }
    // What is known of a patient is what the claim said when its day was staged.
    const facts = (one: ExportWorld) =>
      Object.fromEntries(
        Object.entries(readable(one)).filter(([partition]) => !partition.startsWith('dim_patient')),
      );
    const hashesOf = async ({ world, practiceId }: ExportWorld) =>
      (await world.exportBook.days(practiceId, firstDay, forever)).map(({ day, contentHash, rows }) => ({
        day,
        contentHash,
        rows,
      }));
    expect(await hashesOf(daily)).toEqual(await hashesOf(late));
    expect(facts(daily)).toEqual(facts(late));
  });
});

const short = sampleHistory(6);
const fewDays = short.filter(({ at }) => at < `${addDays(firstDay, 14)}T00:00:00.000Z`);

describe('The export of some days', () => {
  const opened = async (happened = fewDays, days = 14): Promise<ExportWorld> => {
    const one = await openExportWorld();
    await live(one, [...happened]);
    await totalDays(one, addDays(firstDay, days));
    return one;
  };
  const twoDays = fewDays.filter(({ at }) => at < `${addDays(firstDay, 2)}T00:00:00.000Z`);

  test('finds nothing to do when it runs again', async () => {
    const one = await opened();
    const first = await exportAll(one);
    expect(first.staged.map(({ outcome }) => outcome)).toEqual(first.staged.map(() => 'staged'));
    const files = [...one.tables.warehouseFiles.keys()];
    const again = await exportAll(one, true);
    expect(again).toEqual({ staged: [], published: [], problems: [] });
    expect([...one.tables.warehouseFiles.keys()]).toEqual(files);
  });

  test('killed after any of its writes and begun anew, publishes what it would have published', async () => {
    const reference = await opened(twoDays, 2);
    await exportAll(reference);
    const wanted = readable(reference);
    let writes = 0;
    for (let dies = 1; dies === 1 || writes >= dies - 1; dies += 1) {
      const one = await opened(twoDays, 2);
      writes = 0;
      const dying = <Of extends object>(port: Of, names: readonly string[]): Of =>
        new Proxy(port, {
          get(target, name) {
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' && names.includes(String(name))
              ? async (...parameters: unknown[]) => {
                  const done: unknown = await Reflect.apply(value, target, parameters);
                  writes += 1;
                  if (writes === dies) {
                    throw new Error('killed');
                  }
                  return done;
                }
              : value;
          },
        });
      const world = {
        ...one.world,
        warehouse: dying(one.world.warehouse, ['writeLines', 'writeTable', 'writeJson']),
        catalog: dying(one.world.catalog, ['move']),
        exportBook: dying(one.world.exportBook, ['keepDay', 'keepMonth', 'keepDimensions']),
      };
      await exportAll({ ...one, world }).catch(() => undefined);
      expect((await exportAll(one)).problems).toEqual([]);
      expect(readable(one)).toEqual(wanted);
      if (writes < dies) {
        break;
      }
    }
    expect(writes).toBeGreaterThan(40);
  });

  test('run twice at once, publishes everything once', async () => {
    const reference = await opened();
    await exportAll(reference);
    const one = await opened();
    await Promise.all([exportAll(one), exportAll(one)]);
    await exportAll(one);
    expect(readable(one)).toEqual(readable(reference));
  });

  test('points the catalogue at what was published when it points elsewhere', async () => {
    const one = await opened();
    await exportAll(one);
    const wanted = readable(one);
    for (const partition of one.tables.warehousePartitions.keys()) {
      one.tables.warehousePartitions.set(partition, 's3://warehouse/elsewhere/');
    }
    await exportAll(one);
    expect(readable(one)).toEqual(wanted);
  });

  test('adds what a slow clock dated back, and changes no row that was there', async () => {
    const one = await opened();
    await exportAll(one);
    const before = await stagedFacts(one);
    const claim = firstOf(one.tables.claims.values());
    const day = addDays(firstDay, 9);
    await one.world.commit.apply([lateEvent(claim, Instant.parse(`${day}T23:59:59.000Z`))]);
    const again = await exportAll(one);
    expect(again.staged).toMatchObject([{ day, outcome: 'staged' }]);
    expect(again.published).toHaveLength(1);
    const after = await stagedFacts(one);
    const ids = (facts: StagedFacts | undefined) =>
      rowsOf(facts ?? new Map(), 'claim_event').map((row) => row.fact_id);
    expect(ids(after.get(day))).toEqual([...ids(before.get(day)), `${claim.claimId}#900`].toSorted());
  });

  test('finds what was dated back further when it looks thoroughly', async () => {
    const one = await opened();
    await exportAll(one);
    const claim = firstOf(one.tables.claims.values());
    await one.world.commit.apply([lateEvent(claim, Instant.parse(`${firstDay}T23:59:59.000Z`))]);
    expect((await exportAll(one)).staged).toEqual([]);
    expect((await exportAll(one, true)).staged).toMatchObject([{ day: firstDay, outcome: 'staged' }]);
  });

  test('refuses a day into which something was posted after it was counted, and publishes nothing of it', async () => {
    const one = await opened();
    await exportAll(one);
    const wanted = readable(one);
    const late = { ...firstOf(one.tables.postings.values()), postingId: PostingId.parse('charge-late-1') };
    await one.world.commit.apply([{ kind: 'post', posting: late }]);
    const claim = firstOf(one.tables.claims.values());
    await one.world.commit.apply([lateEvent(claim, Instant.parse(`${late.postingDate}T23:59:59.000Z`))]);
    const again = await exportAll(one, true);
    expect(again.staged).toMatchObject([{ day: late.postingDate, outcome: 'refused' }]);
    expect(again.problems.join(' ')).toContain('postings were counted');
    expect(readable(one)).toEqual(wanted);
  });

  test('refuses a day whose control totals were tampered with', async () => {
    const one = await opened();
    const counted = firstOf(await one.world.ledgerDays.list(one.practiceId, firstDay, firstDay));
    await one.world.ledgerDays.keep(
      { ...counted, version: counted.version + 1, postings: counted.postings + 1 },
      counted.version,
    );
    const { staged, published, problems } = await exportAll(one);
    expect(staged.find((answer) => answer.day === firstDay)).toMatchObject({ outcome: 'refused' });
    expect(problems).not.toEqual([]);
    expect(new Set(published.map(({ outcome }) => outcome))).toEqual(new Set(['outdated']));
    expect(readable(one)).toEqual({});
  });
});

describe('A month that is closed', () => {
  test('never changes: a cost that is entered for it later counts on the day of its entry', async () => {
    const one = await openExportWorld();
    const month = Month.parse(firstDay.slice(0, 7));
    const nextMonth = addDays(lastOfMonth(month), 1);
    const morning = addDays(nextMonth, 2);
    await live(one, [...whole], Instant.parse(`${nextMonth}T00:00:00.000Z`));
    await totalDays(one, nextMonth);
    const book = await one.world.periods.load(one.practiceId);
    const at = Instant.parse(`${nextMonth}T09:00:00.000Z`);
    const closing = { event: 'month-closed', at, by: 'user maria', day: lastOfMonth(month), month } as const;
    await one.world.periods.save({ ...book, closedThrough: lastOfMonth(month), closedMonth: month }, closing);
    await exportAll(one);
    const before = readable(one);
    const cost = { month, kind: 'staff', amountCents: 90_000, reference: 'payroll' };
    const entry = CostEntry.parse({ practiceId: one.practiceId, number: 1, at, by: 'ida', cost });
    await one.world.costs.add(entry);
    await totalDays(one, morning);
    expect((await exportAll(one, true)).problems).toEqual([]);
    const ofMonth = (readings: ReturnType<typeof readable>) =>
      Object.entries(readings).filter(([partition]) => partition.endsWith(`#${month}`));
    expect(ofMonth(before)).not.toEqual([]);
    expect(ofMonth(readable(one))).toEqual(ofMonth(before));
    const entered = rowsOf((await stagedFacts(one)).get(nextMonth) ?? new Map(), 'cost');
    expect(entered.filter(({ basis }) => basis === 'entered')).toMatchObject([
      { posting_date: nextMonth, known_at: at, cost_month: `${month}-01`, amount: 90_000 },
    ]);
  });

  test('never changes: what becomes known of it counts on the first day that is open', async () => {
    const opened = await openExportWorld();
    const month = Month.parse(firstDay.slice(0, 7));
    const nextMonth = addDays(lastOfMonth(month), 1);
    const last = addDays(nextMonth, 5);
    const happening = [...whole];
    await live(opened, happening, Instant.parse(`${last}T00:00:00.000Z`));
    await totalDays(opened, last);
    await exportAll(opened);
    const book = await opened.world.periods.load(opened.practiceId);
    await opened.world.periods.save(
      { ...book, closedThrough: addDays(nextMonth, 1), closedMonth: month },
      {
        event: 'month-closed',
        at: Instant.parse(`${last}T03:00:00.000Z`),
        by: 'user maria',
        day: lastOfMonth(month),
        month,
      },
    );
    await exportAll(opened);
    const closed = Object.fromEntries(
      Object.entries(readable(opened)).filter(([partition]) => partition.endsWith(`#${month}`)),
    );
    expect(Object.keys(closed).length).toBeGreaterThan(5);
    const claim = firstOf(opened.tables.claims.values());
    await opened.world.commit.apply([lateEvent(claim, Instant.parse(`${firstDay}T23:59:59.000Z`))]);
    const again = await exportAll(opened, true);
    expect(again.problems).toEqual([]);
    expect(again.published).toEqual([
      { month, outcome: 'unchanged' },
      { month: nextMonth.slice(0, 7), outcome: 'published' },
    ]);
    const after = readable(opened);
    for (const [partition, content] of Object.entries(closed)) {
      expect(after[partition]).toBe(content);
    }
    const [staged] = await opened.world.exportBook.days(opened.practiceId, firstDay, firstDay);
    expect(staged?.late).toMatchObject([{ countedOn: addDays(nextMonth, 2), day: firstDay, rows: 1 }]);
    const [row] = rowsOf(await factsIn(firstOf(staged?.late ?? []), opened), 'claim_event');
    expect(row).toMatchObject({ posting_date: addDays(nextMonth, 2), known_at: `${firstDay}T23:59:59.000Z` });
    expect(await exportAll(opened, true)).toEqual({ staged: [], published: [], problems: [] });
  });
});

describe('A month that is closed between two exports', () => {
  const month = Month.parse(firstDay.slice(0, 7));
  const last = lastOfMonth(month);
  const morning = addDays(last, 6);
  const at = (time: string) => Instant.parse(`${morning}T${time}:00.000Z`);

  async function exportedMonth(): Promise<ExportWorld> {
    const opened = await openExportWorld();
    await live(opened, [...whole], Instant.parse(`${morning}T00:00:00.000Z`));
    await totalDays(opened, morning);
    expect((await exportAll(opened)).problems).toEqual([]);
    return opened;
  }

  /** Money that is entered by hand into the last day of the month, which is counted once more. */
  async function enterByHand({ world, tables, practiceId }: ExportWorld): Promise<void> {
    const { claimId } = firstOf(tables.claims.values());
    const posting = makePosting({
      practiceId,
      postingId: 'payment-by-hand',
      cause: 'payment',
      claimId,
      postingDate: last,
      knownAt: at('10:00'),
      by: 'user maria',
      words: 'By check',
      legs: [
        { account: 'cash-in-transit', amountCents: cents(700) },
        { account: 'patient-receivable', amountCents: cents(-700) },
      ],
    });
    await openDayAgain(
      { practiceId, postingDate: last },
      { at: at('10:00'), by: 'user maria', words: '' },
      world,
    );
    await world.commit.apply([{ kind: 'post', posting }]);
    await totalLedgerDaysStep(world);
  }

  async function change(
    { world, practiceId }: ExportWorld,
    event: 'month-closed' | 'reopened',
    time: string,
  ): Promise<void> {
    const { closedThrough: _, closedMonth: __, ...book } = await world.periods.load(practiceId);
    await world.periods.save(
      event === 'reopened' ? book : { ...book, closedThrough: addDays(last, 1), closedMonth: month },
      { event, at: at(time), by: 'user maria', day: event === 'reopened' ? firstDay : last, month },
    );
  }

  async function entered(opened: ExportWorld): Promise<readonly [day: PlainDate, ids: readonly string[]][]> {
    return [...(await stagedFacts(opened))].flatMap(([day, facts]) => {
      const rows = rowsOf(facts, 'payment').filter(({ posting_id }) => posting_id === 'payment-by-hand');
      return rows.length === 0 ? [] : [[day, rows.map(({ posting_date }) => posting_date)] as const];
    });
  }

  test('has what was entered into it in between', async () => {
    const opened = await exportedMonth();
    await enterByHand(opened);
    await change(opened, 'month-closed', '15:00');
    const { problems, published } = await exportAll(opened);
    expect(problems).toEqual([]);
    expect(published).toContainEqual({ month, outcome: 'published' });
    expect(await entered(opened)).toEqual([[last, [last]]]);
    expect(await exportAll(opened)).toEqual({ staged: [], published: [], problems: [] });
  });

  test('is published anew where two managers had opened it again, and once only what had counted elsewhere', async () => {
    const opened = await exportedMonth();
    await change(opened, 'month-closed', '03:00');
    await exportAll(opened);
    const claim = firstOf(opened.tables.claims.values());
    await opened.world.commit.apply([lateEvent(claim, Instant.parse(`${last}T23:59:59.000Z`))]);
    await exportAll(opened, true);
    await change(opened, 'reopened', '09:00');
    await enterByHand(opened);
    await change(opened, 'month-closed', '15:00');
    const { problems, published } = await exportAll(opened);
    expect(problems).toEqual([]);
    expect(published).toContainEqual({ month, outcome: 'published' });
    expect(await entered(opened)).toEqual([[last, [last]]]);
    const facts = (await stagedFacts(opened)).get(last) ?? new Map();
    expect(rowsOf(facts, 'claim_event').filter((row) => row.claim_version === 900)).toEqual([]);
    expect(await exportAll(opened)).toEqual({ staged: [], published: [], problems: [] });
  });

  test('is refused where it is other than it was published, and nobody had opened it again', async () => {
    const opened = await exportedMonth();
    await change(opened, 'month-closed', '03:00');
    await exportAll(opened);
    const wanted = readable(opened);
    await enterByHand(opened);
    expect((await exportAll(opened)).problems.join(' ')).toContain('nobody opened it again');
    expect(readable(opened)).toEqual(wanted);
  });
});

describe('Two practices', () => {
  test('never have a row of the other, though their claims have the same ids', async () => {
    const one = await openExportWorld();
    const other = await openExportWorld(PracticeId.parse('another-hill'), one.tables);
    await live(one, [...fewDays]);
    await live(other, ofPractice(fewDays.slice(0, 30), 'another-hill'));
    await totalDays(one, addDays(firstDay, 14));
    await exportAll(one);
    await exportAll(other);
    const alone = await openExportWorld();
    await live(alone, [...fewDays]);
    await totalDays(alone, addDays(firstDay, 14));
    await exportAll(alone);
    const ofOne = Object.entries(readable(one)).filter(([key]) => key.includes(`#${practice.practiceId}#`));
    expect(Object.fromEntries(ofOne)).toEqual(readable(alone));
    const facts = await stagedFacts(other);
    const entries = [...facts.values()].flatMap((ofDay) => rowsOf(ofDay, 'ledger_entry'));
    expect(sumCents(entries, ({ amount }) => amount)).toBe(zeroCents);
    expect(entries.length).toBeGreaterThan(0);
  });
});
