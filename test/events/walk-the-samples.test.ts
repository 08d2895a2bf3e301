import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Claim, type ClaimState } from '#contracts/claim.ts';
import { Practice } from '#contracts/practice.ts';
import { StaffAnswers } from '#contracts/staff-answers.ts';
import { withDaysOf } from '#domain/calendar/days-of-script.ts';
import { checkEncounter } from '#domain/intake/check-encounter.ts';
import { balancesOf, trialBalance } from '#domain/ledger/balances.ts';
import { formatDollars } from '#domain/money/cents.ts';
import { SampleWalk, walkDay, walkStart, type Walked } from './sample-walk.ts';

const events = new URL('../../events/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, events), 'utf8');
const practice = Practice.parse(JSON.parse(read('practice.json')));
const answers = StaffAnswers.parse(withDaysOf(JSON.parse(read('staff-answers.json')), walkDay));

const walks = new Map<string, Walked>(
  readdirSync(new URL('encounters/', events))
    .toSorted()
    .flatMap((file) => read(`encounters/${file}`).split('\n'))
    .filter((text) => text !== '')
    .flatMap((text): [string, Walked][] => {
      const { accepted } = checkEncounter({ recordNumber: 1, text }, practice, walkDay);
      return accepted === undefined
        ? []
        : [[accepted.encounterId, new SampleWalk(accepted, practice, answers, walkStart).run()]];
    }),
);

/** Paid, adjusted, written off and left to the patient, as the table of the demo shows them. */
function money(walked: Walked | undefined): string[] {
  const balances = balancesOf(walked?.postings ?? []);
  return [
    balances['cash-in-transit'],
    balances['contractual-adjustment'],
    balances['write-off'],
    balances['patient-receivable'],
  ].map(formatDollars);
}

describe('walked by the domain alone, a sample claim', () => {
  test.each([...walks.keys()])('%s is closed, with nothing left at the payer and a balance of zero', (id) => {
    const walked = walks.get(id);
    const balances = balancesOf(walked?.postings ?? []);
    expect(walked?.stuck).toBeUndefined();
    expect(Claim.parse(walked?.claim).state).toBe('closed');
    expect(trialBalance(walked?.postings ?? []).differenceCents).toBe(0);
    expect([balances['payer-receivable'], balances['denial-pending'], balances.suspense]).toEqual([0, 0, 0]);
    expect(walked?.claim.handedToPatientCents).toBe(balances['patient-receivable']);
  });

  const visited: readonly (readonly [encounterId: string, state: ClaimState])[] = [
    ['ENC-1006', 'awaiting-coding'],
    ['ENC-1008', 'awaiting-coverage'],
    ['ENC-1009', 'awaiting-coverage'],
    ['ENC-1010', 'awaiting-coverage'],
    ['ENC-1013', 'awaiting-correction'],
    ['ENC-1014', 'awaiting-correction'],
    ['ENC-1015', 'awaiting-correction'],
    ['ENC-1016', 'awaiting-rejection-work'],
    ['ENC-1017', 'awaiting-rejection-work'],
    ['ENC-1018', 'awaiting-follow-up'],
    ['ENC-1019', 'awaiting-rejection-work'],
    ['ENC-1020', 'awaiting-denial-work'],
    ['ENC-1023', 'awaiting-denial-work'],
    ['ENC-1036', 'awaiting-follow-up'],
  ];

  test.each(visited)('%s comes by %s', (id, state) => {
    expect(walks.get(id)?.states).toContain(state);
  });

  test('uses every scripted answer but the one for a remittance that is very late', () => {
    const decided = [...walks.values()].reduce(
      (sum, { claim }) => sum + (claim.staffDecisions?.length ?? 0),
      0,
    );
    expect(decided).toBe(answers.length - 1);
  });
});

describe('the money of', () => {
  test.each([
    ['a clean claim', 'ENC-1001', ['$112.00', '$48.00', '$0.00', '$0.00']],
    ['a visit and an injection at Medicare', 'ENC-1003', ['$125.68', '$165.26', '$0.00', '$32.06']],
    ['a denial that was corrected with a replacement', 'ENC-1020', ['$163.00', '$97.00', '$0.00', '$0.00']],
    ['a denial at a payer without replacements', 'ENC-1021', ['$70.25', '$71.83', '$0.00', '$17.92']],
    ['a denial that was written off', 'ENC-1022', ['$0.00', '$0.00', '$110.00', '$0.00']],
    ['a denial that was appealed and won', 'ENC-1023', ['$179.00', '$86.00', '$0.00', '$0.00']],
    ['a denial that was billed to the patient', 'ENC-1024', ['$0.00', '$0.00', '$0.00', '$75.00']],
    ['a claim denied in part', 'ENC-1025', ['$158.00', '$62.00', '$45.00', '$0.00']],
    ['a deductible', 'ENC-1028', ['$0.00', '$70.00', '$0.00', '$115.00']],
    ['copay and coinsurance', 'ENC-1029', ['$118.40', '$82.00', '$0.00', '$54.60']],
    ['a visit that the patient pays', 'ENC-1030', ['$0.00', '$0.00', '$0.00', '$145.00']],
    ['a reversal with its correction', 'ENC-1034', ['$104.00', '$71.00', '$0.00', '$50.00']],
  ])('%s', (_, id, expected) => {
    expect(money(walks.get(id))).toEqual(expected);
  });
});

test('a replacement goes out under the payer’s control number, a new claim at Medicare does not', () => {
  const submissions = (id: string) =>
    walks
      .get(id)
      ?.claim.submissions.map(({ frequency, payerClaimControlNumber }) => [
        frequency,
        payerClaimControlNumber,
      ]);
  expect(submissions('ENC-1020')).toEqual([
    ['1', undefined],
    ['7', 'ICN1'],
  ]);
  expect(submissions('ENC-1021')).toEqual([
    ['1', undefined],
    ['1', undefined],
  ]);
  expect(submissions('ENC-1016')).toEqual([
    ['1', undefined],
    ['1', undefined],
  ]);
});

test('no history of a claim names its patient', () => {
  const said = [...walks.values()].map(({ claim }) => claim.summary).join('\n');
  const names = [...walks.values()].flatMap(({ claim }) => [
    claim.patient.lastName,
    claim.patient.firstName,
    claim.patient.birthDate,
  ]);
  expect(names.filter((name) => said.includes(name))).toEqual([]);
});
