import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import { RemittanceId } from '#contracts/identifiers.ts';
import type { LedgerDayTotals } from '#contracts/ledger-days.ts';
import { DayTotals } from '#domain/ledger/ledger-day.ts';
import { correctingPosting, type PostingOccasion } from '#domain/ledger/make-posting.ts';
import { sumCents } from '#domain/money/cents.ts';
import { adjudicationPostingId } from '#domain/remittance/adjudication-posting.ts';
import { dayQuality } from '#domain/warehouse/check-quality.ts';
import { deriveDay, needsWhole } from '#domain/warehouse/derive-day.ts';
import { FactGatherer, rowsOf, type StagedFacts } from '#domain/warehouse/staged-facts.ts';
import type { Claim835 } from '#domain/x12/guides/005010X221A1-835/model.ts';
import { event } from '../../ports/samples.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment, openBooks, receive, reversalOf, type Books } from '../remittance/sample-remittance.ts';

const paid = claimPayment([
  { code: '99213', charge: '150', paid: '100', cas: 'CO-45 30, PR-2 20' },
  { code: '81002', charge: '50', paid: '0', cas: 'CO-97 50' },
]);
const denied = claimPayment([
  { code: '99213', charge: '150', paid: '0', cas: 'CO-197 150' },
  { code: '81002', charge: '50', paid: '0', cas: 'CO-197 50' },
]);

const numbered = (clp: Claim835, payerControlNumber: string): Claim835 => ({ ...clp, payerControlNumber });
const days = ['2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'].map((day) => PlainDate.parse(day));
const remittances = ['A', 'B', 'C', 'D'].map((letter) =>
  RemittanceId.parse(`R00000000000000${letter}${letter}`),
);

/** What comes on a day: a claim payment, or the practice voids what was decided. */
type Step = Claim835 | 'void';

/** The books after each day, the first of which has the charges too. */
function lived(steps: readonly Step[]): Books[] {
  const all = [openBooks(sampleClaim())];
  for (const [index, step] of steps.entries()) {
    const [day, remittanceId, books] = [days[index], remittances[index], all.at(-1)];
    if (day === undefined || remittanceId === undefined || books === undefined) {
      throw new Error('There are too few days');
    }
    const when = { at: Instant.parse(`${day}T15:00:00.000Z`), postingDate: day };
    all.push(
      step === 'void' ? voided(books, when) : receive(books, remittanceId, [step], undefined, 1, when),
    );
  }
  return all.slice(1);
}

function voided({ claim, postings }: Books, when: Pick<PostingOccasion, 'at' | 'postingDate'>): Books {
  const ids = new Set<string>(claim.adjudications.map(adjudicationPostingId));
  const taken = postings
    .filter(({ postingId }) => ids.has(postingId))
    .map((one) => correctingPosting(one, { ...when, by: 'test', words: 'Void' }));
  return { claim, postings: [...postings, ...taken] };
}

function factsOf({ claim, postings }: Books, day: PlainDate): StagedFacts {
  const onDay = postings.filter(({ postingDate }) => postingDate === day);
  const all = needsWhole(claim, day, onDay) ? postings : onDay;
  return deriveDay({
    day,
    postings: onDay,
    entries: [
      {
        kind: 'claim-event',
        event: { ...event(sampleClaim()), at: Instant.parse(`${day}T15:00:00.000Z`) },
      },
    ],
    claims: [{ claim, onDay, postings: all, history: [] }],
    audits: [],
    runs: new Map(),
    variances: new Map(),
  });
}

function countedOf({ postings }: Books, day: PlainDate): LedgerDayTotals {
  return new DayTotals().add(postings.filter(({ postingDate }) => postingDate === day)).totals();
}

/** Day by day: whose decision, whether it takes back or stands again, and the paid and denied cents of all its lines. */
function told(facts: readonly StagedFacts[]): string[] {
  return facts.flatMap((ofDay, index) => {
    const rows = Map.groupBy(rowsOf(ofDay, 'adjudication_line'), (row) =>
      [
        `day ${index + 1}: ${row.remittance_id.at(-1) ?? ''}`,
        ...(row.is_reversal ? [row.stands_again === true ? 'lets go of' : 'takes back'] : ['decides']),
        ...(row.reverses === null ? [] : [row.reverses.split('#')[0]?.at(-1) ?? '']),
      ].join(' '),
    );
    return [...rows].map(
      ([what, lines]) =>
        `${what} ${sumCents(lines, (row) => row.paid_amount)} ${sumCents(lines, (row) => row.denied_amount)}`,
    );
  });
}

const cases: readonly [what: string, steps: readonly Step[], told: readonly string[]][] = [
  [
    'lets the decision that it took back for want of the one that it means stand again',
    [numbered(paid, 'ICN1'), numbered(reversalOf(paid), 'ICN2'), numbered(paid, 'ICN2')],
    [
      'day 1: A decides 10000 5000',
      'day 2: B takes back A -10000 -5000',
      'day 3: C decides 10000 5000',
      'day 3: B lets go of A 10000 5000',
      'day 3: B takes back C -10000 -5000',
    ],
  ],
  [
    'does so too when it had waited for a decision before',
    [numbered(reversalOf(paid), 'ICN2'), numbered(paid, 'ICN1'), numbered(paid, 'ICN2')],
    [
      'day 2: B decides 10000 5000',
      'day 2: A takes back B -10000 -5000',
      'day 3: C decides 10000 5000',
      'day 3: A lets go of B 10000 5000',
      'day 3: A takes back C -10000 -5000',
    ],
  ],
  [
    'counts once on each day where what it took back first stood no more in the ledger',
    [numbered(denied, 'ICN1'), 'void', numbered(reversalOf(denied), 'ICN2'), numbered(denied, 'ICN2')],
    [
      'day 1: A decides 0 20000',
      'day 3: C takes back A 0 -20000',
      'day 4: D decides 0 20000',
      'day 4: C lets go of A 0 20000',
      'day 4: C takes back D 0 -20000',
    ],
  ],
];

describe('A reversal that is matched anew', () => {
  test.each(cases)('%s', (_, steps, expected) => {
    const books = lived(steps);
    const end = books.at(-1) ?? openBooks(sampleClaim());
    const atTheEnd = days.slice(0, books.length).map((day) => factsOf(end, day));
    expect(told(atTheEnd).toSorted()).toEqual(expected.toSorted());
    for (const [index, then] of books.entries()) {
      const day = days[index];
      if (day === undefined) {
        throw new Error('There are too few days');
      }
      const onTheMorning = factsOf(then, day);
      expect(atTheEnd[index]).toEqual(onTheMorning);
      expect(dayQuality(onTheMorning, countedOf(then, day))).toEqual([]);
    }
  });

  test('gives its adjustments with it, and each row an id of its own', () => {
    const end = lived(cases[0]?.[1] ?? []).at(-1) ?? openBooks(sampleClaim());
    const gathered = new FactGatherer();
    for (const day of days) {
      const facts = factsOf(end, day);
      gathered.add('adjudication_line', rowsOf(facts, 'adjudication_line'));
      gathered.add('adjustment', rowsOf(facts, 'adjustment'));
    }
    for (const name of ['adjudication_line', 'adjustment'] as const) {
      const ids = rowsOf(gathered.facts(), name).map((row) => row.fact_id);
      expect(new Set(ids).size).toBe(ids.length);
    }
    const sums = Map.groupBy(rowsOf(gathered.facts(), 'adjustment'), (row) => row.reason_code);
    expect([...sums].map(([reason, rows]) => [reason, sumCents(rows, (row) => row.amount)])).toEqual([
      ['45', 3000],
      ['2', 2000],
      ['97', 5000],
    ]);
  });

  test('is refused where its lines are not those of its posting', () => {
    const books = lived(cases[0]?.[1] ?? []);
    const last = books.at(-1) ?? openBooks(sampleClaim());
    const day = days[2] ?? PlainDate.parse('2026-03-22');
    const facts = new Map(factsOf(last, day));
    const lines = facts.get('adjudication_line') ?? [];
    facts.set(
      'adjudication_line',
      lines.filter((row) => row['stands_again'] !== true),
    );
    expect(dayQuality(facts, countedOf(last, day)).join(' ')).toMatch(
      /posting let-go-\S+ moves \$100\.00 .* lines .* \$0\.00/,
    );
  });
});
