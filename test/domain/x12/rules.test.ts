import { describe, expect, it } from 'vitest';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Claim837P } from '#domain/x12/guides/005010X222A1-837P/model.ts';
import type { OtherSubscriber837 } from '#domain/x12/guides/005010X222A1-837P/model-other-payers.ts';
import { write837P } from '#domain/x12/guides/005010X222A1-837P/write.ts';
import { readInterchanges } from '#domain/x12/read-interchanges.ts';
import { plainEnvelope } from './arbitraries.ts';
import { officeVisit } from './example-claims.ts';

const controlNumbers = { interchange: 12, group: 34 };

/** What is found in a claim that is written, with a change to its text. */
function findingsIn(claim: Claim837P, from = '', to = ''): string[] {
  const text = write837P(plainEnvelope, [claim], controlNumbers).replace(from, to);
  return readInterchanges(new TextEncoder().encode(text))
    .interchanges.flatMap((one) => one.groups)
    .flatMap((group) => group.transactions)
    .flatMap((one) => one.findings)
    .map((finding) => `${finding.severity} ${finding.code} ${finding.snip}`);
}

const date = '2026-03-01' as PlainDate;
const otherPayer: OtherSubscriber837 = {
  payerResponsibility: 'S',
  relationship: '18',
  benefitsAssignment: 'Y',
  releaseOfInformation: 'Y',
  paidCents: 10_000 as Cents,
  adjustments: [{ group: 'CO', reason: '45', amountCents: 6050 as Cents }],
  subscriber: { name: officeVisit.subscriber.name },
  payer: officeVisit.payer,
};

describe('what an 837P must be beyond its structure', () => {
  it('finds nothing in a good claim', () => {
    expect(findingsIn(officeVisit)).toEqual([]);
  });

  it.each<[what: string, claim: Claim837P, from: string, to: string, findings: string[]]>([
    ['a wrong NPI', officeVisit, 'XX*1234567893', 'XX*1234567890', ['warning npi 5']],
    ['a total that differs', officeVisit, '*160.5*', '*160.6*', ['error claim-total 3']],
    [
      'a replacement without the original',
      { ...officeVisit, frequencyCode: '7' },
      '',
      '',
      ['warning original-reference-missing 4'],
    ],
    [
      'an inpatient place without admission',
      { ...officeVisit, placeOfService: '21' },
      '',
      '',
      ['warning admission-date-missing 4'],
    ],
    ['a pointer beyond the diagnoses', officeVisit, '***1:2~', '***1:3~', ['error diagnosis-pointer 4']],
    [
      'a negative charge',
      officeVisit,
      '83036*35.5*',
      '83036*-35.5*',
      ['error claim-total 3', 'error negative-charge 4'],
    ],
    ['a line counter that jumps', officeVisit, 'LX*2~', 'LX*3~', ['error line-counter 1']],
    [
      'a level that says levels follow and none does',
      officeVisit,
      'HL*2*1*22*0',
      'HL*2*1*22*1',
      ['error hierarchy 1'],
    ],
    [
      'a patient who is not said to be the subscriber',
      officeVisit,
      'SBR*P*18*',
      'SBR*P**',
      ['error relationship 4'],
    ],
    [
      'an accident without a date',
      officeVisit,
      ':B:1*Y*A*Y*Y~',
      ':B:1*Y*A*Y*Y**OA~',
      ['error accident-date-missing 4'],
    ],
    [
      'an auto accident without a state',
      { ...officeVisit, dates: [{ qualifier: '439', from: date }] },
      ':B:1*Y*A*Y*Y~',
      ':B:1*Y*A*Y*Y**AA~',
      ['error accident-state-missing 4'],
    ],
    [
      'another payer whose amounts do not explain the charge',
      { ...officeVisit, otherSubscribers: [otherPayer] },
      'AMT*D*100',
      'AMT*D*99',
      ['warning claim-coordination 3'],
    ],
  ])('finds %s', (_, claim, from, to, findings) => {
    expect(findingsIn(claim, from, to)).toEqual(findings);
  });

  it('finds nothing when another payer explains the charge', () => {
    expect(findingsIn({ ...officeVisit, otherSubscribers: [otherPayer] })).toEqual([]);
  });
});
