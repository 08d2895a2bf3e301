import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Adjustment } from '#domain/x12/adjudication.ts';
import { check835Balance } from '#domain/x12/balance.ts';
import { whatToDo } from '#domain/x12/code-words/what-to-do.ts';
import type {
  Claim835,
  ProviderAdjustment835,
  Remittance835,
} from '#domain/x12/guides/005010X221A1-835/model.ts';
import { write835 } from '#domain/x12/guides/005010X221A1-835/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { remittance as arbitraryRemittance } from './remittance-arbitraries.ts';

const dollars = (amount: number): Cents => Math.round(amount * 100) as Cents;
const adjust = (group: string, reason: string, amount: number): Adjustment => ({
  group,
  reason,
  amountCents: dollars(amount),
});

interface Line {
  readonly charge: number;
  readonly paid: number;
  readonly adjustments?: readonly Adjustment[];
}

function claim(
  charge: number,
  paid: number,
  more: {
    lines?: readonly Line[];
    adjustments?: readonly Adjustment[];
    status?: string;
    responsibility?: number;
  } = {},
): Claim835 {
  return {
    batchNumber: '1',
    patientControlNumber: 'C1-1',
    statusCode: more.status ?? '1',
    chargeCents: dollars(charge),
    paidCents: dollars(paid),
    ...(more.responsibility === undefined
      ? {}
      : { patientResponsibilityCents: dollars(more.responsibility) }),
    adjustments: more.adjustments ?? [],
    references: [],
    dates: [],
    contacts: [],
    amounts: [],
    quantities: [],
    lines: (more.lines ?? []).map((line) => ({
      procedure: { qualifier: 'HC', code: '99213', modifiers: [] },
      chargeCents: dollars(line.charge),
      paidCents: dollars(line.paid),
      dates: [],
      adjustments: line.adjustments ?? [],
      references: [],
      amounts: [],
      quantities: [],
      remarkCodes: [],
    })),
  };
}

function remittance(
  payment: number,
  claims: readonly Claim835[],
  provider: readonly (readonly [code: string, amount: number])[] = [],
): Remittance835 {
  return {
    controlNumber: '0001',
    payment: {
      handling: 'I',
      amountCents: dollars(payment),
      creditOrDebit: 'C',
      method: 'ACH',
      date: '2026-03-04' as PlainDate,
    },
    trace: { number: 'EFT1', originatingCompanyId: '1512345678' },
    payer: { references: [], contacts: [] },
    payee: { references: [] },
    batches: [{ batchNumber: '1' }],
    claims,
    providerAdjustments: provider.map(([reasonCode, amount]): ProviderAdjustment835 => ({
      providerId: '1234567893',
      fiscalPeriodEnd: '2026-12-31' as PlainDate,
      reasonCode,
      amountCents: dollars(amount),
    })),
  };
}

describe('check835Balance', () => {
  const lines: readonly Line[] = [
    { charge: 150, paid: 70, adjustments: [adjust('CO', '45', 60), adjust('PR', '2', 20)] },
    { charge: 50, paid: 0, adjustments: [adjust('CO', '97', 20), adjust('CO', '45', 30)] },
  ];

  it('vector (a): two lines less their adjustments balance a claim of 200 paid 70', () => {
    expect(check835Balance(remittance(70, [claim(200, 70, { lines, responsibility: 20 })]))).toEqual({
      balanced: true,
      imbalances: [],
      advisories: [],
    });
  });

  const four = [70, -70, 90, 500].map((paid) =>
    claim(Math.abs(paid), paid, { adjustments: [adjust('CO', '45', Math.abs(paid) - paid)] }),
  );

  it('vector (b): claims 70, -70, 90 and 500 less WO 120 and L6 -3.21 give 473.21', () => {
    const provider = [
      ['WO', 120],
      ['L6', -3.21],
    ] as const;
    expect(check835Balance(remittance(473.21, four, provider)).balanced).toBe(true);
    expect(check835Balance(remittance(473.2, four, provider)).imbalances).toMatchObject([
      { level: 'transaction', expectedCents: 47_321, foundCents: 47_320, differenceCents: -1 },
    ]);
  });

  it('vector (c): net claims of -250 are forwarded by FB -250, and FB 250 takes them from the next file', () => {
    const reversal = claim(-250, -250, { status: '22' });
    expect(check835Balance(remittance(0, [reversal], [['FB', -250]])).balanced).toBe(true);
    expect(check835Balance(remittance(750, [claim(1000, 1000)], [['FB', 250]])).balanced).toBe(true);
  });

  it('vector (d): a reversal of -70 and a correction of 40 with WO -30 pay nothing now', () => {
    const claims = [
      claim(-150, -70, { status: '22', adjustments: [adjust('CO', '45', -80)] }),
      claim(150, 40, { adjustments: [adjust('CO', '45', 110)] }),
    ];
    expect(check835Balance(remittance(0, claims, [['WO', -30]])).balanced).toBe(true);
    expect(check835Balance(remittance(-30, claims)).balanced).toBe(true);
    expect(check835Balance(remittance(70, [claim(100, 100)], [['WO', 30]])).balanced).toBe(true);
  });

  it('names the line and claim that do not balance, with the numbers', () => {
    const wrong = [{ charge: 150, paid: 80, adjustments: [adjust('CO', '45', 60)] }];
    const report = check835Balance(remittance(80, [claim(100, 100), claim(150, 80, { lines: wrong })]));
    expect(report.balanced).toBe(false);
    expect(report.imbalances).toMatchObject([
      {
        level: 'line',
        claimIndex: 1,
        lineIndex: 0,
        expectedCents: 9000,
        foundCents: 8000,
        differenceCents: -1000,
      },
      { level: 'claim', claimIndex: 1, expectedCents: 9000, foundCents: 8000 },
      { level: 'transaction', expectedCents: 18_000, foundCents: 8000 },
    ]);
  });

  it('only advises when the lines do not add up to the charge, or CLP05 is not what PR adjustments say', () => {
    const report = check835Balance(
      remittance(70, [claim(210, 70, { lines, adjustments: [adjust('CO', '45', 10)], responsibility: 5 })]),
    );
    expect(report.balanced).toBe(true);
    expect(report.advisories).toMatchObject([
      { rule: 'claim-charge', expectedCents: 20_000, foundCents: 21_000 },
      { rule: 'patient-responsibility', expectedCents: 2000, foundCents: 500 },
    ]);
  });

  it.each<[what: string, adjustments: readonly [reason: string, dollars: number][], rules: string[]]>([
    ['the amount that the lines give', [['45', 60]], ['adjustment-repeated']],
    ['another amount', [['45', 59]], []],
    ['another reason', [['97', 60]], []],
    ['no amount', [['45', 0]], []],
  ])('says of an adjustment at the claim with %s whether the lines give it again', (_, given, rules) => {
    const once = [{ charge: 100, paid: 40, adjustments: [adjust('CO', '45', 60)] }];
    const adjustments = given.map(([reason, amount]) => adjust('CO', reason, amount));
    const { advisories } = check835Balance(remittance(40, [claim(100, 40, { lines: once, adjustments })]));
    expect(advisories.map(({ rule }) => rule)).toEqual(rules);
    expect(advisories.filter(({ rule }) => whatToDo(rule) === undefined)).toEqual([]);
  });

  it('names the element that each rule is about when a file is read', () => {
    const wrong: Claim835 = {
      ...claim(210, 60, { lines, responsibility: 5 }),
      claimFilingIndicator: '12',
      payerControlNumber: 'P1',
      patient: { entityType: 'person', name: 'ORCHARD', firstName: 'NELL' },
    };
    const { batches, claims, providerAdjustments, payment } = remittance(61, [wrong]);
    const written = fc
      .sample(arbitraryRemittance, { seed: 5, numRuns: 1 })
      .map((one) => ({ ...one, batches, claims, providerAdjustments, payment }));
    const text = write835(plainEnvelope, written, { interchange: 1, group: 1 });
    const found = readInterchanges(new TextEncoder().encode(text)).interchanges.flatMap(({ groups }) =>
      groups.flatMap(({ transactions }) => transactions.flatMap(({ findings }) => findings)),
    );
    expect(found.map(({ code, segment, element }) => `${code} ${segment}${element}`)).toEqual([
      'claim-balance CLP4',
      'claim-charge CLP3',
      'patient-responsibility CLP5',
      'transaction-balance BPR2',
    ]);
    expect(found.filter(({ code }) => whatToDo(code) === undefined)).toEqual([]);
  });

  it('does not expect CLP05 on a reversal', () => {
    const reversal = claim(-100, -80, {
      status: '22',
      adjustments: [adjust('PR', '2', -20)],
      responsibility: 0,
    });
    expect(check835Balance(remittance(-80, [reversal])).advisories).toEqual([]);
  });
});
