import { describe, expect, test } from 'vitest';
import { CostEntry } from '#contracts/costs.ts';
import { PlainDate } from '#contracts/dates.ts';
import type { JournalEntry } from '#contracts/journal.ts';
import { cloudUseEditions, estimatedCloudCost, type CloudUseEdition } from '#domain/costs/cloud-use.ts';
import { costRows } from '#domain/warehouse/cost-facts.ts';
import { event } from '../../ports/samples.ts';
import { sampleClaim } from '../ledger/sample-claim.ts';

const day = PlainDate.parse('2026-03-20');
const at = '2026-03-20T15:00:00.000Z';
const cost = { month: '2026-01', kind: 'cloud', service: 'Lambda', amountCents: 1234, reference: 'bill 7' };

function entered(changes: object): JournalEntry {
  const entry = CostEntry.parse({ practiceId: 'cedar-hill', number: 4, at, by: 'ida', ...changes });
  return { kind: 'cost-entered', entry };
}

describe('The costs of a day', () => {
  test('are entries of the day, for the month that each is for', () => {
    expect(costRows(day, [entered({ cost })])).toEqual([
      {
        fact_id: 'cost#4#entered',
        posting_date: day,
        service_date: null,
        known_at: at,
        kind: 'cloud',
        service: 'Lambda',
        amount: 1234,
        basis: 'billed',
        cost_month: '2026-01-01',
        microdollars: null,
        entry_number: 4,
        takes_back_entry: null,
      },
    ]);
  });

  test('are, of a correction, what it enters and what it takes back as it was entered', () => {
    const staff = { month: '2026-02', kind: 'staff', amountCents: 900, reference: 'payroll' };
    const rows = costRows(day, [
      entered({ cost: staff, takesBack: { number: 2, cost }, reason: 'Entered as cloud' }),
    ]);
    expect(rows).toMatchObject([
      { kind: 'staff', basis: 'entered', amount: 900, cost_month: '2026-02-01', takes_back_entry: null },
      { kind: 'cloud', basis: 'billed', amount: -1234, cost_month: '2026-01-01', takes_back_entry: 2 },
    ]);
    expect(new Set(rows.map((row) => row.fact_id)).size).toBe(2);
  });

  test('are an estimate for each service of the cloud once claims moved', () => {
    const moves = Array.from({ length: 16 }, (_, index): JournalEntry => ({
      kind: 'claim-event',
      event: event(sampleClaim(), index + 1),
    }));
    const rows = costRows(day, moves);
    expect(rows.map((row) => row.service)).toEqual([
      'Step Functions',
      'Lambda',
      'DynamoDB',
      'SQS',
      'S3',
      'EventBridge',
      'KMS',
    ]);
    // Two claims of eight moves, at 17.02 transitions of 25 millionths of a dollar each.
    expect(rows[0]).toMatchObject({
      fact_id: 'estimate#2026-03-20#Step Functions',
      microdollars: 851,
      amount: 0,
      basis: 'estimated',
      cost_month: '2026-03-01',
      entry_number: null,
    });
    expect(rows.map((row) => row.fact_id)).toEqual(
      costRows(day, moves.toReversed()).map((row) => row.fact_id),
    );
    expect(costRows(day, [])).toEqual([]);
  });

  test('go by the edition of prices in force on the day', () => {
    const [first] = cloudUseEditions;
    const dearer: CloudUseEdition = {
      ...first,
      from: PlainDate.parse('2026-06-01'),
      uses: [{ service: 'Lambda', unit: 'invocations', perClaim: 8, dollarsPerUnit: 0.5 }],
    };
    const on = (when: string) => estimatedCloudCost(PlainDate.parse(when), 1, [first, dearer]);
    expect(on('2026-06-01')).toEqual([{ service: 'Lambda', microdollars: 500_000 }]);
    expect(on('2026-05-31')).toEqual(estimatedCloudCost(day, 1));
    expect(on('2020-01-01')).toEqual(on('2026-05-31'));
  });

  test('come to what a claim was measured to cost', () => {
    const { movesPerClaim } = cloudUseEditions[0];
    const ofAThousand = estimatedCloudCost(day, 1000 * movesPerClaim);
    const dollars = ofAThousand.reduce((sum, { microdollars }) => sum + microdollars, 0) / 1_000_000;
    // docs/measurements.md: $0.000632 a claim.
    expect(dollars).toBeCloseTo(0.632, 2);
  });
});
