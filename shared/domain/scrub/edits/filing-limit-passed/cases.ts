import type { Submission } from '#contracts/claim.ts';
import type { Instant, PlainDate } from '#contracts/dates.ts';
import type { PatientControlNumber, PayerId } from '#contracts/identifiers.ts';
import { caseAdjudication, caseCoverage, type EditCase } from '../../edit-case.ts';

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

const fails = [{ result: 'fail', where: 'claim' }] as const;
/** Ninety days until the contract of 2026-10-05, thirty from then on. */
const dated = {
  filingLimits: [
    { claimKind: 'original' as const, days: 30, effectiveFrom: '2026-10-05' as PlainDate },
    { claimKind: 'original' as const, days: 90, effectiveTo: '2026-10-04' as PlainDate },
  ],
};

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
  ...(
    [
      [
        '2026-10-05',
        'passes on the last day of the contract in force on the day of service',
        '2026-11-04',
        [],
      ],
      ['2026-10-05', 'holds a day after the last of that contract', '2026-11-05', fails],
      ['2026-10-04', 'passes on the last day of the contract before', '2027-01-02', []],
      ['2026-10-04', 'holds a day after the last of the contract before', '2027-01-03', fails],
    ] as const
  ).map(([day, title, today, expect]): EditCase => ({
    title,
    today,
    payer: dated,
    claim: { serviceDateFrom: day as PlainDate },
    expect,
  })),
  ...(
    [
      ['passes a corrected claim on the last day of its own limit', '2027-05-11', []],
      ['holds a corrected claim a day after its own limit', '2027-05-12', fails],
    ] as const
  ).map(([title, today, expect]): EditCase => ({
    title,
    today,
    payer: { filingLimits: [{ claimKind: 'corrected', days: 90 }] },
    claim: { adjudications: [caseAdjudication('2027-02-10T09:00:00.000Z')] },
    expect,
  })),
  {
    title: 'holds a corrected claim after the limit of the original where the contract says nothing of it',
    today: '2027-04-04',
    claim: { adjudications: [caseAdjudication('2027-02-10T09:00:00.000Z')] },
    expect: fails,
  },
  {
    title: 'is not bypassed by what was sent before the payer decided',
    today: '2027-05-12',
    payer: { filingLimits: [{ claimKind: 'corrected', days: 90 }] },
    claim: {
      adjudications: [caseAdjudication('2027-02-10T09:00:00.000Z')],
      submissions: [submissionOf('2027-02-09T08:00:00.000Z')],
    },
    expect: fails,
  },
  {
    title: 'is bypassed by what was sent on the last day',
    today: '2027-04-04',
    claim: { submissions: [submissionOf('2027-04-03T08:00:00.000Z')] },
    expect: [{ result: 'bypassed', where: 'claim' }],
  },
  {
    title: 'is not bypassed by what was sent a day later',
    today: '2027-04-05',
    claim: { submissions: [submissionOf('2027-04-04T08:00:00.000Z')] },
    expect: fails,
  },
  {
    title: 'is not bypassed by what went to another payer',
    today: '2027-04-04',
    claim: { submissions: [{ ...submissionOf('2026-10-10T08:00:00.000Z'), payerId: 'FEDMB' as PayerId }] },
    expect: fails,
  },
  { title: 'passes whatever the patient pays', today: '2030-01-01', claim: { coverages: [] }, expect: [] },
  {
    title: 'does not check what is billed under a contract that is not known',
    today: '2027-03-01',
    payer: { filingLimitDays: undefined },
    expect: [{ result: 'not-checked', where: 'claim' }],
  },
];
