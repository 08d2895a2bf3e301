import { beforeAll, describe, expect, test } from 'vitest';
import { balancesInWords, outcomeInWords } from '../../../docs/generate-remittance-samples.ts';
import { remittanceJudgements } from '../../../docs/remittance-sample-judgements.ts';
import {
  postedSamples,
  remittanceSamples,
  writtenBalances,
  type PostedSample,
} from '../../../docs/remittance-samples.ts';
import { reasonForAbsence } from '../../../docs/x12-samples.ts';

const absent = remittanceSamples.length === 0;
let posted: readonly PostedSample[] = [];

beforeAll(async () => {
  posted = absent ? [] : await postedSamples();
}, 120_000);

function postedOf(name: string): PostedSample {
  const found = posted.find(({ sample }) => sample.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not among the samples`);
  }
  return found;
}

describe('Third-party samples of remittances', () => {
  test('are skipped by name where they are absent', ({ skip }) => {
    skip(absent, reasonForAbsence);
    expect(posted.map(({ sample }) => sample.name)).toEqual(remittanceJudgements.map(({ sample }) => sample));
  });

  test.skipIf(absent).each(remittanceJudgements)(
    '$sample is posted or refused as it was judged',
    ({ sample, balances, known, unknown }) => {
      const { written, transactions, ...found } = postedOf(sample);
      expect(balancesInWords(written, transactions)).toEqual(balances);
      expect(outcomeInWords(found.known)).toBe(known);
      expect(outcomeInWords(found.unknown)).toBe(unknown);
    },
  );

  test.skipIf(absent)('balance for the posting exactly where their bare elements do', () => {
    for (const { sample, written, balances } of posted) {
      const off = balances.flatMap(({ imbalances }) =>
        imbalances.map(({ differenceCents }) => differenceCents),
      );
      const readable = balances.length > 0;
      expect({ sample: sample.name, off }).toEqual({
        sample: sample.name,
        off: readable
          ? [...written.lineDifferences, ...written.claimDifferences, ...written.paymentDifferences]
          : [],
      });
    }
  });

  test.skipIf(absent)('leave a ledger that adds up, whoever their claims belong to', () => {
    for (const { known, unknown } of posted) {
      expect([known.differenceCents, unknown.differenceCents]).toEqual([0, 0]);
    }
  });
});

describe('The balances of the bare elements', () => {
  const file = (...segments: string[]): string =>
    ['ISA'.padEnd(105, '*'), 'ST*835*1', ...segments, 'SE*9*1', ''].join('~');
  const claim = ['CLP*A*1*200*70', 'SVC*HC:99213*150*70', 'CAS*CO*45*60**2*20', 'SVC*HC:81002*50*0'];

  test('hold where nothing is off', () => {
    const text = file('BPR*I*50', ...claim, 'CAS*CO*45*30**97*20', 'PLB*1*20261231*WO:1*30*L6*-10');
    expect(writtenBalances(text)).toEqual({
      lines: 2,
      claims: 1,
      lineDifferences: [],
      claimDifferences: [],
      paymentDifferences: [],
    });
  });

  test('tell by how much a line, its claim and the payment are off', () => {
    const text = file('BPR*I*71', ...claim, 'CAS*CO*45*30**97*19.99');
    expect(writtenBalances(text)).toMatchObject({
      lineDifferences: [-1],
      claimDifferences: [-1],
      paymentDifferences: [100],
    });
  });
});
