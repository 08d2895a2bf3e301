import { describe, expect, test } from 'vitest';
import { Adjudication } from '#contracts/claim.ts';
import { contractVariance } from '#domain/expected-payment/contract-variance.ts';
import { linesOf, payerWith, samplePrices } from './sample-contract.ts';

interface Decided {
  readonly charge: string;
  readonly paid: string;
  readonly cas?: string;
  readonly line?: number | 'none';
}

interface Case {
  readonly what: string;
  readonly lines?: readonly string[];
  readonly decided: readonly Decided[];
  /** Of the claim as a whole. */
  readonly cas?: string;
  readonly status?: string;
  readonly rules?: Readonly<Record<string, unknown>>;
  readonly verdicts: readonly string[] | undefined;
}

const toCents = (dollars: string) => Math.round(Number(dollars) * 100);

function adjustments(text = '') {
  return text === ''
    ? []
    : text.split(', ').map((one) => {
        const [, groupCode, reasonCode, amount = ''] = /^(\w\w)-(\w+) (-?[\d.]+)$/.exec(one) ?? [];
        return { groupCode, reasonCode, amountCents: toCents(amount) };
      });
}

function decision({ decided, cas, status = '1' }: Case): Adjudication {
  const sum = (of: 'charge' | 'paid') => decided.reduce((total, line) => total + toCents(line[of]), 0);
  return Adjudication.parse({
    remittanceId: 'R000000000000000A',
    claimIndex: 1,
    postedAt: '2025-11-01T00:00:00.000Z',
    postingDate: '2025-11-01',
    payerId: 'JUNIP',
    traceNumber: 'T1',
    patientControlNumber: 'C000000000001-1',
    statusCode: status,
    payerClaimControlNumber: 'ICN1',
    chargeCents: sum('charge'),
    paidCents: sum('paid'),
    adjustments: adjustments(cas),
    remarkCodes: [],
    lines: decided.map((line, index) => ({
      ...(line.line === 'none' ? {} : { lineNumber: line.line ?? index + 1 }),
      code: '99213',
      modifiers: [],
      chargeCents: toCents(line.charge),
      paidCents: toCents(line.paid),
      adjustments: adjustments(line.cas),
      remarkCodes: [],
    })),
    contractualCents: 0,
    patientResponsibilityCents: 0,
    deniedCents: 0,
    otherCents: 0,
  });
}

const visit = ['99213 200.00'];

// The contract allows $100.00 for 99213, $150.00 for 99214; a difference of up to $1.00 or 1 % is left alone.
const cases: readonly Case[] = [
  {
    what: 'paid by contract',
    decided: [{ charge: '200.00', paid: '100.00', cas: 'CO-45 100.00' }],
    verdicts: ['as-expected 0'],
  },
  {
    what: "the patient's share is allowed like what was paid",
    decided: [{ charge: '200.00', paid: '60.00', cas: 'CO-45 100.00, PR-1 25.00, PR-2 15.00' }],
    verdicts: ['as-expected 0'],
  },
  {
    what: 'sequestration lowers the payment, not what is allowed',
    decided: [{ charge: '200.00', paid: '98.00', cas: 'CO-45 100.00, CO-253 2.00' }],
    verdicts: ['as-expected 0'],
  },
  {
    what: 'a dollar less is left alone',
    decided: [{ charge: '200.00', paid: '99.00', cas: 'CO-45 101.00' }],
    verdicts: ['as-expected 100'],
  },
  {
    what: 'a cent more than that is not',
    decided: [{ charge: '200.00', paid: '98.99', cas: 'CO-45 101.01' }],
    verdicts: ['underpaid 101'],
  },
  {
    what: 'a dollar too much is left alone',
    decided: [{ charge: '200.00', paid: '101.00', cas: 'CO-45 99.00' }],
    verdicts: ['as-expected -100'],
  },
  {
    what: 'a cent more than that is not',
    decided: [{ charge: '200.00', paid: '101.01', cas: 'CO-45 98.99' }],
    verdicts: ['overpaid -101'],
  },
  {
    what: 'the larger of amount and share counts',
    rules: { tolerance: { amountCents: 100, basisPoints: 500 } },
    decided: [{ charge: '200.00', paid: '95.00', cas: 'CO-45 105.00' }],
    verdicts: ['as-expected 500'],
  },
  {
    what: 'a reduction for several procedures counts as allowed less',
    decided: [{ charge: '200.00', paid: '50.00', cas: 'CO-45 100.00, CO-59 50.00' }],
    verdicts: ['underpaid 5000'],
  },
  {
    what: 'a denied line is a denial',
    decided: [{ charge: '200.00', paid: '0.00', cas: 'CO-16 200.00' }],
    verdicts: ['denied'],
  },
  {
    what: 'each line by itself',
    lines: ['99213 200.00', '99214 300.00'],
    decided: [
      { charge: '200.00', paid: '100.00', cas: 'CO-45 100.00' },
      { charge: '300.00', paid: '120.00', cas: 'CO-45 180.00' },
    ],
    verdicts: ['as-expected 0', 'underpaid 3000'],
  },
  {
    what: 'a line that the payer split counts as one',
    lines: ['99213 x2 400.00'],
    decided: [
      { charge: '200.00', paid: '100.00', cas: 'CO-45 100.00', line: 1 },
      { charge: '200.00', paid: '70.00', cas: 'CO-45 130.00', line: 1 },
    ],
    verdicts: ['underpaid 3000'],
  },
  {
    what: 'a charge under the contract leaves money behind',
    lines: ['99213 80.00'],
    decided: [{ charge: '80.00', paid: '80.00' }],
    verdicts: ['charge-too-low 0'],
  },
  {
    what: 'a charge under the contract that was not paid in full is underpaid',
    lines: ['99213 80.00'],
    decided: [{ charge: '80.00', paid: '60.00', cas: 'CO-45 20.00' }],
    verdicts: ['underpaid 2000'],
  },
  {
    what: 'a code that the contract has not',
    lines: ['99215 200.00'],
    decided: [{ charge: '200.00', paid: '1.00', cas: 'CO-45 199.00' }],
    verdicts: ['unknown'],
  },
  {
    what: 'amounts of the claim as a whole: its lines together',
    lines: ['99213 200.00', '99214 300.00'],
    decided: [
      { charge: '200.00', paid: '200.00' },
      { charge: '300.00', paid: '300.00' },
    ],
    cas: 'CO-45 280.00',
    verdicts: ['0 underpaid 3000'],
  },
  {
    what: 'a line that is none of ours: the lines together',
    decided: [{ charge: '200.00', paid: '90.00', cas: 'CO-45 110.00', line: 'none' }],
    verdicts: ['0 underpaid 1000'],
  },
  {
    what: 'a reversal is not compared',
    status: '22',
    decided: [{ charge: '-200.00', paid: '-90.00', cas: 'CO-45 -110.00' }],
    verdicts: undefined,
  },
  {
    what: 'a later payer is not compared',
    status: '2',
    decided: [{ charge: '200.00', paid: '20.00', cas: 'OA-23 180.00' }],
    verdicts: undefined,
  },
];

describe('A decision compared with its contract', () => {
  test.each(cases)('$what', (given) => {
    const payer = payerWith(
      {
        kind: 'fee-schedule',
        rows: [
          { code: '99213', allowedCents: 10_000, effectiveFrom: '2025-01-01' },
          { code: '99214', allowedCents: 15_000, effectiveFrom: '2025-01-01' },
        ],
      },
      given.rules,
    );
    const found = contractVariance(
      { lines: linesOf(...(given.lines ?? visit)), placeOfService: '11' },
      decision(given),
      payer,
      { feeSchedules: [] },
      samplePrices(),
    );
    expect(
      found?.map(({ lineNumber, verdict, differenceCents }) =>
        [lineNumber === 0 ? '0' : undefined, verdict, differenceCents]
          .filter((part) => part !== undefined)
          .join(' '),
      ),
    ).toEqual(given.verdicts);
  });
});
