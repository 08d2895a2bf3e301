import { describe, expect, test } from 'vitest';
import { PlainDate } from '#contracts/dates.ts';
import { SeenVariance } from '#contracts/variances.ts';
import { VarianceGroups } from '#domain/expected-payment/variance-groups.ts';

function line(changes: Readonly<Record<string, unknown>> = {}): SeenVariance {
  return SeenVariance.parse({
    claimId: 'C000000000001',
    remittanceId: 'R0000000000000001',
    payerId: 'JUNIP',
    postingDate: '2026-11-20',
    serviceDate: '2026-10-05',
    lineNumber: 1,
    code: '99213',
    contractId: 'JUNIP-2026',
    verdict: 'underpaid',
    chargeCents: 16_000,
    expectedCents: 11_200,
    contractCents: 11_200,
    allowedCents: 9200,
    differenceCents: 2000,
    because: ['99213 is priced at $112.00'],
    ...changes,
  });
}

function gathered(...lines: readonly SeenVariance[]): VarianceGroups {
  const groups = new VarianceGroups();
  groups.add(lines);
  return groups;
}

describe('Lines that differ from a contract', () => {
  test('are added up by payer, code, contract and how they differ, the most money first', () => {
    const groups = gathered(
      line(),
      line({ serviceDate: '2026-09-30', differenceCents: 500 }),
      line({ code: '11042', differenceCents: 4000 }),
      line({ contractId: 'JUNIP-2027', differenceCents: 300 }),
      line({ verdict: 'overpaid', differenceCents: -900 }),
    );
    expect(
      groups
        .of('underpaid', 'overpaid')
        .map(({ verdict, code, contractId, count, differenceCents }) => [
          verdict,
          code,
          contractId,
          count,
          differenceCents,
        ]),
    ).toEqual([
      ['underpaid', '11042', 'JUNIP-2026', 1, 4000],
      ['underpaid', '99213', 'JUNIP-2026', 2, 2500],
      ['overpaid', '99213', 'JUNIP-2026', 1, -900],
      ['underpaid', '99213', 'JUNIP-2027', 1, 300],
    ]);
    expect(groups.of('underpaid')[1]).toMatchObject({
      first: PlainDate.parse('2026-09-30'),
      last: PlainDate.parse('2026-10-05'),
      expectedCents: 22_400,
      allowedCents: 18_400,
    });
  });

  test('keep their sums beyond the lines that are shown', () => {
    const [group] = gathered(...Array.from({ length: 25 }, () => line())).of('underpaid');
    expect(group).toMatchObject({ count: 25, differenceCents: 50_000 });
    expect(group?.lines).toHaveLength(20);
  });

  test('of a charge that is too low differ by what the contract allows beyond it', () => {
    const low = line({
      verdict: 'charge-too-low',
      chargeCents: 9000,
      expectedCents: 9000,
      differenceCents: 0,
    });
    expect(gathered(low, low).of('charge-too-low')).toMatchObject([{ count: 2, differenceCents: 4400 }]);
  });

  test('and of which nothing is known are counted by their reason, whatever the code and the day', () => {
    const unknown = (code: string, day: string) =>
      line({ verdict: 'unknown', code, because: [`The contract has no price for ${code} on ${day}`] });
    const groups = gathered(
      unknown('99213', '2026-10-05'),
      unknown('99214', '2026-10-06'),
      line({
        verdict: 'unknown',
        because: ['There is no contract with Juniper Mutual Health for 2026-10-05'],
      }),
    );
    expect(groups.of('underpaid')).toEqual([]);
    expect(groups.unknown).toEqual([
      {
        payerId: 'JUNIP',
        why: 'The contract has no price for the code in 2026',
        count: 2,
        codes: ['99213', '99214'],
      },
      {
        payerId: 'JUNIP',
        why: 'There is no contract with Juniper Mutual Health in 2026',
        count: 1,
        codes: ['99213'],
      },
    ]);
  });
});
