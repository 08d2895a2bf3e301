import { cents } from '../../../money/cents.ts';
import { withLines, type EditCase } from '../../edit-case.ts';

export const cases: readonly EditCase[] = [
  { title: 'passes a total that is the sum of its lines', expect: [] },
  {
    title: 'holds a total that is a cent more than the sum of its lines',
    claim: { totalChargeCents: cents(14_001) },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'holds a claim that charges nothing',
    claim: withLines({ chargeCents: 0 }),
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'passes a line without a charge beside one with a charge',
    claim: withLines({ chargeCents: 0 }, { chargeCents: 1 }),
    expect: [],
  },
  {
    title: 'holds a negative line even where the total adds up',
    claim: withLines({ chargeCents: 5_000 }, { chargeCents: -1_000 }),
    expect: [{ result: 'fail', where: 'line 2' }],
  },
  {
    title: 'holds a total that is a cent less than the sum of its lines',
    claim: { totalChargeCents: cents(13_999) },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  { title: 'passes a total of a cent', claim: withLines({ chargeCents: 1 }), expect: [] },
];
