import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Adjudication, type Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { cents, sumCents } from '#domain/money/cents.ts';
import {
  adjudicationLineRows,
  adjustmentRows,
  type DecisionOfDay,
} from '#domain/warehouse/decision-facts.ts';
import { varianceRows } from '#domain/warehouse/variance-facts.ts';
import { readAdjudication } from '#domain/remittance/read-adjudication.ts';
import { at, day, remittanceA, remittanceB, sampleClaim } from '../ledger/sample-claim.ts';
import { claimPayment, type LineSketch } from '../remittance/sample-remittance.ts';

const serviceDate = PlainDate.parse('2026-03-01');

function decide(
  lines: readonly LineSketch[],
  changes: Parameters<typeof claimPayment>[1] = {},
  claim: Claim = sampleClaim(),
): Adjudication {
  return readAdjudication(claimPayment(lines, changes), claim, {
    remittanceId: remittanceA,
    traceNumber: 'T1',
    claimIndex: 1,
    at,
    postingDate: day,
  });
}

function decisionOf(adjudication: Adjudication, others: readonly Adjudication[] = []): DecisionOfDay {
  const claim = sampleClaim({ adjudications: [...others, adjudication] });
  return { claim, adjudication, day, knownAt: at, serviceDate };
}

const brief = (decision: DecisionOfDay) =>
  adjudicationLineRows(decision).map((row) => [
    row.line_index,
    row.charge_amount,
    row.paid_amount,
    row.contractual_amount,
    row.patient_amount,
    row.denied_amount,
    row.other_amount,
  ]);

const office: LineSketch = {
  code: '99213',
  modifiers: ['25'],
  charge: '150.00',
  paid: '100.00',
  cas: 'CO-45 30.00,PR-2 20.00',
};
const denied: LineSketch = { code: '81002', charge: '50.00', paid: '0.00', cas: 'CO-197 50.00' };

describe('The rows of a decision', () => {
  test('have each line with how its amounts were read', () => {
    expect(brief(decisionOf(decide([office, denied])))).toEqual([
      [1, 15_000, 10_000, 3000, 2000, 0, 0],
      [2, 5000, 0, 0, 0, 5000, 0],
    ]);
  });

  test('have amounts of the whole claim as line 0, and all lines together are what the claim says', () => {
    const decision = decisionOf(
      decide([{ code: '99213', charge: '150.00', paid: '150.00' }], {
        cas: 'CO-253 3.00',
        paidCents: cents(14_700),
      }),
    );
    const rows = brief(decision);
    expect(rows).toHaveLength(2);
    expect(rows[0]?.slice(0, 3)).toEqual([0, 0, -300]);
    expect(rows.reduce((sum, row) => sum + (row[2] ?? 0), 0)).toBe(14_700);
    expect(rows.map((row) => row.slice(2).reduce((sum, amount) => sum + amount, 0))).toEqual(
      rows.map((row) => row[1]),
    );
  });

  test('put what a line does not add up to among other amounts, there and in line 0', () => {
    const crooked: LineSketch = { code: '99213', charge: '150.00', paid: '100.00', cas: 'CO-45 30.00' };
    expect(brief(decisionOf(decide([crooked])))).toEqual([[1, 15_000, 10_000, 3000, 0, 0, 2000]]);
  });

  test('of a reversal negate what it takes back, whatever its own groups are', () => {
    const first = decide([office, denied]);
    const reversal: Adjudication = {
      ...decide([{ code: '99213', charge: '-200.00', paid: '-100.00', cas: 'OA-45 -100.00' }], {
        statusCode: '22',
      }),
      remittanceId: remittanceB,
      reverses: { remittanceId: remittanceA, claimIndex: 1 },
    };
    const decision = { ...decisionOf(reversal, [first]), original: first };
    const before = brief(decisionOf(first));
    expect(brief(decision)).toEqual(
      before.map(([lineIndex, ...amounts]) => [lineIndex, ...amounts.map((amount) => 0 - amount)]),
    );
    expect(adjudicationLineRows(decision)[0]).toMatchObject({
      is_reversal: true,
      decision_number: 0,
      reverses: `${remittanceA}#1`,
    });
    expect(adjustmentRows(decision).map((row) => row.amount)).toEqual(
      adjustmentRows(decisionOf(first)).map((row) => 0 - row.amount),
    );
  });

  test('count the decisions of a payer, and leave its reversals out', () => {
    const first = decide([office]);
    const reversal: Adjudication = { ...first, remittanceId: remittanceB, statusCode: '22' };
    const second: Adjudication = { ...first, claimIndex: 2 };
    const [row] = adjudicationLineRows(decisionOf(second, [first, reversal]));
    expect(row).toMatchObject({ decision_number: 2, is_reversal: false, reverses: null });
  });

  test('say of a denial what caused it and whose work prevents it, and of nothing else', () => {
    expect(
      adjustmentRows(decisionOf(decide([office, denied]))).map((row) => [
        row.line_index,
        row.adjustment_index,
        row.group_code,
        row.reason_code,
        row.amount,
        row.kind,
        row.denial_cause,
        row.denial_stage,
      ]),
    ).toEqual([
      [1, 1, 'CO', '45', 3000, 'contractual', null, null],
      [1, 2, 'PR', '2', 2000, 'patient', null, null],
      [2, 1, 'CO', '197', 5000, 'denied', 'authorization', 'authorization'],
    ]);
  });

  test('of a comparison with a contract name the line as the payer has it, and ours beside it', () => {
    const decision = decide([denied, office]);
    const crossed = {
      ...decision,
      lines: decision.lines.map((line, index) => ({ ...line, lineNumber: 2 - index })),
    };
    const variance = {
      code: '99213',
      verdict: 'underpaid',
      chargeCents: cents(15_000),
      because: [],
    } as const;
    const amounts = { expectedCents: cents(13_000), allowedCents: cents(12_000) };
    expect(
      varianceRows(decisionOf(crossed), [
        { ...variance, ...amounts, lineNumber: 1 },
        { ...variance, ...amounts, lineNumber: 0 },
      ]).map((row) => [row.line_index, row.line_number, row.fact_id.at(-1)]),
    ).toEqual([
      [2, 1, '2'],
      [0, null, '0'],
    ]);
  });

  test('of any decision keep the charge the sum of its parts, and the sums those that were posted', () => {
    const amount = fc.integer({ min: -9999, max: 9999 });
    const cas = fc.record({
      groupCode: fc.constantFrom('CO', 'PR', 'OA', 'PI'),
      reasonCode: fc.constantFrom('45', '1', '2', '3', '16', '197', '23', '253', '50', '999'),
      amountCents: amount,
    });
    const lines = fc.array(
      fc.record({ chargeCents: amount, paidCents: amount, adjustments: fc.array(cas, { maxLength: 3 }) }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(lines, fc.array(cas, { maxLength: 2 }), amount, amount, (some, ofClaim, charge, paid) => {
        const adjudication = Adjudication.parse({
          ...decide([office]),
          chargeCents: charge,
          paidCents: paid,
          adjustments: ofClaim,
          lines: some.map((one) => ({ ...one, code: '99213', modifiers: [], remarkCodes: [] })),
        });
        const rows = adjudicationLineRows(decisionOf(adjudication));
        for (const row of rows) {
          expect(
            row.paid_amount +
              row.contractual_amount +
              row.patient_amount +
              row.denied_amount +
              row.other_amount,
          ).toBe(row.charge_amount);
        }
        expect(sumCents(rows, (row) => row.charge_amount)).toBe(charge);
        expect(sumCents(rows, (row) => row.paid_amount)).toBe(paid);
        const kinds = adjustmentRows(decisionOf(adjudication));
        expect(sumCents(rows, (row) => row.denied_amount)).toBe(
          sumCents(
            kinds.filter(({ kind }) => kind === 'denied'),
            (row) => row.amount,
          ),
        );
      }),
      { numRuns: 60 },
    );
  });
});
