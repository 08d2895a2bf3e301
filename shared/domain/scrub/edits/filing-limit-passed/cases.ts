import type { Submission } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { PatientControlNumber, PayerId } from '#contracts/identifiers.ts';
import { caseCoverage, type EditCase } from '../../edit-case.ts';

function submissionOf(submittedAt: string): Submission {
  return {
    sequence: 1,
    payerId: caseCoverage.payerId,
    patientControlNumber: 'C0CLEAN0CASE-1' as PatientControlNumber,
    frequency: '1',
    submittedAt: submittedAt as Instant,
    interchangeControlNumber: '000000001',
    fileKey: 'outbound/cedar-hill/1.837',
    acknowledgements: [],
  };
}

export const cases: readonly EditCase[] = [
  { title: 'passes a claim within the limit', expect: [] },
  { title: 'passes a claim on the last day of the limit', today: '2027-04-03', expect: [] },
  {
    title: 'holds a claim a day later',
    today: '2027-04-04',
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'reads the limit of the payer that is billed',
    today: '2027-04-04',
    claim: { coverages: [{ ...caseCoverage, payerId: 'FEDMB' as PayerId }] },
    expect: [],
  },
  {
    title: 'is bypassed where the claim went out in time before',
    today: '2027-05-01',
    claim: { submissions: [submissionOf('2026-10-10T08:00:00.000Z')] },
    expect: [{ result: 'bypassed', where: 'claim' }],
  },
  {
    title: 'is not bypassed by a submission that was rejected',
    today: '2027-05-01',
    claim: {
      submissions: [
        {
          ...submissionOf('2026-10-10T08:00:00.000Z'),
          acknowledgements: [
            {
              receivedAt: '2026-10-11T08:00:00.000Z' as Instant,
              kind: '277CA',
              outcome: 'rejected',
              code: 'A7:164:IL',
              sender: 'JUNIP',
              reason: 'Rejected',
              fileKey: 'inbound/1',
            },
          ],
        },
      ],
    },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'is not bypassed by a void',
    today: '2027-05-01',
    claim: { submissions: [{ ...submissionOf('2026-10-10T08:00:00.000Z'), frequency: '8' }] },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  {
    title: 'is not bypassed by a submission that was itself too late',
    today: '2027-05-01',
    claim: { submissions: [submissionOf('2027-04-20T08:00:00.000Z')] },
    expect: [{ result: 'fail', where: 'claim' }],
  },
  { title: 'passes whatever the patient pays', today: '2030-01-01', claim: { coverages: [] }, expect: [] },
  {
    title: 'does not check what is billed under a contract that is not known',
    today: '2027-03-01',
    payer: { filingLimitDays: undefined },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
