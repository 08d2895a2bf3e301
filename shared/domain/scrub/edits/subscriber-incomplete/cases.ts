import type { PayerId } from '#contracts/identifiers.ts';
import { caseCoverage, cleanClaim, type EditCase } from '../../edit-case.ts';

const { lastName, firstName, birthDate, sex, address } = cleanClaim.patient;
const subscriber = { lastName, firstName, birthDate, sex, address };

export const cases: readonly EditCase[] = [
  { title: 'passes a patient who holds the policy', expect: [] },
  {
    title: 'passes a child with its subscriber',
    claim: { coverages: [{ ...caseCoverage, relationship: 'child', subscriber }] },
    expect: [],
  },
  {
    title: 'holds a spouse without a subscriber',
    claim: { coverages: [{ ...caseCoverage, relationship: 'spouse' }] },
    expect: [{ result: 'fail', where: 'primary coverage' }],
  },
  {
    title: 'holds a member id without a digit',
    claim: { coverages: [{ ...caseCoverage, memberId: 'UNKNOWN' }] },
    expect: [{ result: 'fail', where: 'primary coverage' }],
  },
  {
    title: 'holds a dependent of Medicare',
    claim: {
      coverages: [{ ...caseCoverage, payerId: 'FEDMB' as PayerId, relationship: 'spouse', subscriber }],
    },
    expect: [{ result: 'fail', where: 'primary coverage' }],
  },
  {
    title: 'looks at the secondary coverage too',
    claim: {
      coverages: [caseCoverage, { ...caseCoverage, order: 'secondary', memberId: 'PENDING' }],
    },
    expect: [{ result: 'fail', where: 'secondary coverage' }],
  },
  { title: 'passes a patient who pays', claim: { coverages: [] }, expect: [] },
  ...['A1', '1-', `A${'1'.repeat(29)}`].map((memberId): EditCase => ({
    title: `passes the member id ${memberId}`,
    claim: { coverages: [{ ...caseCoverage, memberId }] },
    expect: [],
  })),
  ...['1', 'A', 'A 1', 'A.1', `A${'1'.repeat(30)}`].map((memberId): EditCase => ({
    title: `holds the member id ${JSON.stringify(memberId)}`,
    claim: { coverages: [{ ...caseCoverage, memberId }] },
    expect: [{ result: 'fail', where: 'primary coverage' }],
  })),
];
