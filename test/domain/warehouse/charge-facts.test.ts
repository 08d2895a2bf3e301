import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PlainDate } from '#contracts/dates.ts';
import type { Claim } from '#contracts/claim.ts';
import { ProcedureCode } from '#contracts/encounter.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { FactRow } from '#contracts/warehouse/tables.ts';
import { correctingPosting, standingPostings } from '#domain/ledger/make-posting.ts';
import { postCharge } from '#domain/ledger/post-charge.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import { chargedCents, chargeRows } from '#domain/warehouse/charge-facts.ts';
import { postingsIn, sampleClaim } from '../ledger/sample-claim.ts';

const [office, urine] = sampleClaim().lines;
const other = [{ order: 'primary', payerId: 'STMCD', memberId: 'S-1', relationship: 'self' }];

const codedAnew = ProcedureCode.parse('99214');
const minute = (index: number): Instant =>
  Instant.parse(new Date(Date.parse('2026-03-20T15:00:00.000Z') + index * 60_000).toISOString());

/** What is charged after each step; undefined takes all of it back. */
type Step = Pick<Claim, 'lines'> & { readonly isOther?: boolean };

function chargesOf(steps: readonly (Step | undefined)[], timeOf = minute): Posting[] {
  const postings: Posting[] = [];
  let postedChargeCents = cents(0);
  for (const [index, step] of steps.entries()) {
    const at = timeOf(index);
    const occasion = { at, postingDate: PlainDate.parse('2026-03-20'), by: 'test' };
    if (step === undefined) {
      postings.push(
        ...standingPostings(postings).map((one) => correctingPosting(one, { ...occasion, words: 'Void' })),
      );
      postedChargeCents = cents(0);
    } else {
      const totalChargeCents = sumCents(step.lines, ({ chargeCents }) => chargeCents);
      const claim = sampleClaim({
        lines: step.lines,
        totalChargeCents,
        postedChargeCents,
        ...(step.isOther === true ? { coverages: other } : {}),
      });
      const posted = postCharge(claim, { ...occasion, postings });
      postings.push(...postingsIn(posted.writes));
      postedChargeCents = posted.postedChargeCents;
    }
  }
  return postings;
}

const rowsOf = (postings: readonly Posting[]): FactRow<'charge'>[] =>
  postings.flatMap((posting) => chargeRows(posting, postings));
const brief = (rows: readonly FactRow<'charge'>[]) =>
  rows.map(
    (row) =>
      `${row.line_number ?? '-'} ${row.procedure_code ?? '-'} ${row.payer_id ?? '-'} ${row.units} ${row.amount}`,
  );

const line = (one: Claim['lines'][number] | undefined): Claim['lines'][number] => one ?? fail();
function fail(): never {
  throw new Error('The sample claim has two lines');
}
const both = [line(office), line(urine)];

describe('The rows of a charge', () => {
  const cases: readonly [what: string, steps: readonly (Step | undefined)[], rows: readonly string[]][] = [
    ['are its lines', [{ lines: both }], ['1 99213 JUNIP 1 15000', '2 81002 JUNIP 1 5000']],
    [
      'take back a line that is gone',
      [{ lines: both }, { lines: [line(office)] }],
      ['1 99213 JUNIP 1 15000', '2 81002 JUNIP 1 5000', '2 81002 JUNIP -1 -5000'],
    ],
    [
      'take back what another payer is billed for',
      [{ lines: [line(office)] }, { lines: [line(office)], isOther: true }],
      ['1 99213 JUNIP 1 15000', '1 99213 JUNIP -1 -15000', '1 99213 STMCD 1 15000'],
    ],
    [
      'are the difference where only the price is other',
      [{ lines: [line(office)] }, { lines: [{ ...line(office), chargeCents: cents(16_000) }] }],
      ['1 99213 JUNIP 1 15000', '1 99213 JUNIP 0 1000'],
    ],
    [
      'are taken back with a void, and come again when the claim is billed after it',
      [{ lines: [line(office)] }, undefined, { lines: both }],
      ['1 99213 JUNIP 1 15000', '1 99213 JUNIP -1 -15000', '1 99213 JUNIP 1 15000', '2 81002 JUNIP 1 5000'],
    ],
    [
      'take back one code and charge the other where a service is coded anew for the same sum',
      [{ lines: both }, { lines: [{ ...line(office), code: codedAnew }, line(urine)] }],
      ['1 99213 JUNIP 1 15000', '2 81002 JUNIP 1 5000', '1 99213 JUNIP -1 -15000', '1 99214 JUNIP 1 15000'],
    ],
    [
      'are none of a claim that is charged again as it was',
      [{ lines: both }, { lines: both }],
      ['1 99213 JUNIP 1 15000', '2 81002 JUNIP 1 5000'],
    ],
  ];
  test.each(cases)('%s', (_, steps, rows) => {
    expect(brief(rowsOf(chargesOf(steps)))).toEqual(rows);
  });

  test('are one row without a line where a posting says nothing of lines, and its lines when a later one does', () => {
    const [first, ...later] = chargesOf([{ lines: [line(office)] }, { lines: both }]);
    const { services: _, ...silent } = first ?? fail();
    expect(brief(rowsOf([silent, ...later]))).toEqual([
      '- - - 0 15000',
      '- - - 0 -15000',
      '1 99213 JUNIP 1 15000',
      '2 81002 JUNIP 1 5000',
    ]);
  });

  test('are the difference alone where an old system charged the claim first', () => {
    const legacy: Claim['legacy'] = {
      system: 'old-books',
      claimNumber: '77',
      status: 'denied',
      chargeCents: cents(20_000),
      paidCents: cents(0),
      adjustedCents: cents(0),
      payerBalanceCents: cents(20_000),
      patientBalanceCents: cents(0),
    };
    const lines = [line(office)];
    const corrected = sampleClaim({
      legacy,
      lines,
      totalChargeCents: cents(15_000),
      postedChargeCents: legacy.chargeCents,
    });
    const occasion = { at: minute(1), postingDate: PlainDate.parse('2026-03-20'), by: 'test', postings: [] };
    const made = postingsIn(postCharge(corrected, occasion).writes);
    expect(brief(rowsOf(made))).toEqual(['- - - 0 -5000']);
    expect(made.map(({ cause }) => cause)).toEqual(['charge-correction']);
  });

  test('of the first charge stay what they were when the clock was slow at the second', () => {
    const steps = [{ lines: both }, { lines: [line(office)] }];
    const skewed = chargesOf(steps, (index) => minute(0 - index));
    expect(brief(rowsOf(skewed))).toEqual(brief(rowsOf(chargesOf(steps))));
  });

  test.each([
    ['at one instant', () => minute(0)],
    ['by clocks that run backwards', (index: number) => minute(0 - index)],
  ])('are those of each charge when it is voided and charged again %s', (_, timeOf) => {
    const steps = [
      { lines: both },
      { lines: [line(office)] },
      undefined,
      { lines: both },
      { lines: [line(urine)] },
      undefined,
      { lines: [line(office)] },
    ];
    expect(brief(rowsOf(chargesOf(steps, timeOf)))).toEqual(brief(rowsOf(chargesOf(steps))));
    expect(brief(rowsOf(chargesOf(steps)))).toContain('2 81002 JUNIP 1 5000');
  });

  test('name each row for good', () => {
    const rows = rowsOf(chargesOf([{ lines: both }, { lines: [line(office)] }, undefined]));
    expect(new Set(rows.map((row) => row.fact_id)).size).toBe(rows.length);
  });

  test('make up what the ledger charged, posting by posting, whatever was changed and taken back', () => {
    const lines = fc
      .array(
        fc.record({ charge: fc.integer({ min: 0, max: 9999 }), code: fc.constantFrom('99213', '81002') }),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((all) =>
        all.map(({ charge, code }, index) => ({
          ...line(office),
          lineNumber: index + 1,
          code,
          chargeCents: cents(charge),
        })),
      );
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ lines, isOther: fc.boolean() }) },
      { weight: 1, arbitrary: fc.constant(undefined) },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 5 }), fc.boolean(), (steps, isSkewed) => {
        const postings = chargesOf(steps, isSkewed ? (index) => minute(0 - index) : minute);
        for (const posting of postings) {
          expect(sumCents(chargeRows(posting, postings), ({ amount }) => amount)).toBe(
            chargedCents(posting.legs),
          );
        }
        // What is charged in the end is what the last step charges, line by line.
        const charged = new Map<string, number>();
        for (const row of rowsOf(postings)) {
          const key = `${row.line_number ?? '-'} ${row.procedure_code ?? '-'} ${row.payer_id ?? '-'}`;
          charged.set(key, (charged.get(key) ?? 0) + row.amount);
        }
        const last = steps.at(-1);
        const wanted = (last?.lines ?? []).map(
          ({ lineNumber, code, chargeCents }) =>
            [`${lineNumber} ${code} ${last?.isOther === true ? 'STMCD' : 'JUNIP'}`, chargeCents] as const,
        );
        expect(Object.fromEntries([...charged].filter(([, cents]) => cents !== 0))).toEqual(
          Object.fromEntries(wanted.filter(([, cents]) => cents !== 0)),
        );
      }),
      { numRuns: 60 },
    );
  });
});
