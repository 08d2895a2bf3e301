import { describe, expect, test } from 'vitest';
import { cutoverKinds, cutoverTemplate } from '#domain/cutover/cutover-columns.ts';
import { practice as sample, today } from '../samples/encounters.ts';
import {
  checkText,
  creditRow,
  csvFile,
  deniedRow,
  jsonFile,
  openRow,
  patientRow,
  practice,
  secondPayerRow,
  totalsOf,
  type Row,
} from './cutover-file.ts';

const rows = [openRow(), deniedRow(), patientRow()];
const check = (text: string, of = practice) => checkText(text, of, today);

function problemsIn(text: string): string[] {
  return (check(text).problems ?? []).map(
    ({ row, column, found, expected }) => `${row ?? '-'} ${column}: ${found}; ${expected}`,
  );
}

describe('A file of open claims of an old system', () => {
  test('is read the same from CSV and from JSON, and adds up to its control totals', () => {
    const csv = check(csvFile(rows));
    expect(csv.problems).toBeUndefined();
    expect(csv.findings).toMatchObject({
      kind: 'claims',
      totals: {
        records: 3,
        chargeCents: 48_000,
        paidCents: 8000,
        adjustedCents: 5550,
        payerBalanceCents: 32_000,
        patientBalanceCents: 2450,
      },
      byPayer: { JUNIP: { claims: 2, balanceCents: 32_000 } },
      statuses: { open: 1, denied: 1, patient: 1 },
    });
    const json = check(jsonFile(rows));
    expect(json.problems).toBeUndefined();
    const facts = ({ claims }: typeof csv) => claims.map((claim) => ({ ...claim, row: 0 }));
    expect(facts(json)).toEqual(facts(csv));
    expect(facts(csv)).toHaveLength(3);
  });

  test.each(['claims', 'patients', 'coverages'] as const)(
    'may start from the template of %s, whose columns are all known',
    (kind) => {
      const [header = ''] = cutoverTemplate(kind).split('\n');
      expect(header.split(',')).toEqual(cutoverKinds[kind].columns);
      expect(check(cutoverTemplate(kind)).problems).toBeUndefined();
      expect(check(cutoverTemplate(kind)).findings).toMatchObject({ kind, totals: { records: 1 } });
    },
  );

  test('has balances of second payers and credits, in the sums too', () => {
    const rows = [secondPayerRow(), creditRow(), patientRow({ payer_balance: '-5.00', paid: '85.00' })];
    const { problems, findings } = check(csvFile(rows));
    expect(problems).toBeUndefined();
    expect(findings).toMatchObject({
      totals: { payerBalanceCents: 1000, patientBalanceCents: 1450 },
      byPayer: { FEDMB: { claims: 1, balanceCents: 4000 }, JUNIP: { claims: 2, balanceCents: -3000 } },
      statuses: { 'second-payer': 1, credit: 1, patient: 1 },
    });
  });

  test('may have control totals of each payer, which are compared one by one', () => {
    const rows = [openRow(), deniedRow(), secondPayerRow()];
    const file = (...ofPayers: Row[]): string =>
      csvFile(
        [...rows, ...ofPayers.map((row) => ({ legacy_claim_number: 'TOTAL', ...row }))],
        totalsOf(rows),
      );
    const junip = { primary_payer_id: 'JUNIP', claims: '2', payer_balance: '320.00' };
    const fedmb = { primary_payer_id: 'FEDMB', claims: '1', payer_balance: '40.00' };
    expect(check(file(junip, fedmb)).problems).toBeUndefined();
    expect(problemsIn(file(junip))).toEqual([
      expect.stringMatching(/^- primary_payer_id: no control totals of FEDMB, which owes \$40\.00/),
    ]);
    expect(problemsIn(file({ ...junip, payer_balance: '320.07' }, { ...fedmb, claims: '2' }))).toEqual([
      expect.stringMatching(/^5 payer_balance: \$320\.07; \$320\.00, .* of JUNIP; they differ by \$0\.07/),
      expect.stringMatching(/^6 claims: "2"; 1, the number of claims of which FEDMB owes something/),
    ]);
    expect(problemsIn(file(junip, { ...fedmb, primary_payer_id: 'NOBODY' }))).toContainEqual(
      expect.stringMatching(/^6 primary_payer_id/),
    );
  });

  test.each<[string, Row[], Row | undefined, RegExp]>([
    [
      'whose balances do not add up, by the missing cent',
      [openRow({ payer_balance: '159.99' })],
      undefined,
      /^2 payer_balance: balances of \$159\.99; \$160\.00, the charge/,
    ],
    [
      'with a claim twice, however its number is written',
      [openRow(), openRow({ legacy_claim_number: 'HX100001' })],
      undefined,
      /^3 legacy_claim_number: the claim number of row 2 again/,
    ],
    [
      'with a number that the practice document does not describe',
      [openRow({ legacy_claim_number: 'ZZ1' })],
      undefined,
      /^2 legacy_claim_number: ZZ1; a number that the controlNumberPattern of hexapod-pm/,
    ],
    [
      'with a number that looks like a name',
      [openRow({ legacy_claim_number: 'Odette Waxwing' })],
      undefined,
      /^2 legacy_claim_number: "O\*\*\*"; the number under which/,
    ],
    [
      'with a settled claim',
      [openRow({ paid: '160.00', payer_balance: '0.00' })],
      undefined,
      /^2 payer_balance: nothing open/,
    ],
    [
      'that is open and has a credit of the payer',
      [openRow({ payer_balance: '-10.00', paid: '170.00' })],
      undefined,
      /^2 payer_balance: -\$10\.00; an amount, since the claim is open/,
    ],
    [
      'with a negative payment',
      [openRow({ paid: '-10.00', payer_balance: '170.00' })],
      undefined,
      /^2 paid: -\$10\.00; zero or more/,
    ],
    [
      'that is a credit and owed',
      [creditRow({ patient_balance: '10.00', paid: '175.00' })],
      undefined,
      /^2 patient_balance: \$10\.00; nothing, or a credit/,
    ],
    [
      'that the second payer owes, and that has none',
      [secondPayerRow({ secondary_payer_id: '', secondary_member_id: '', secondary_relationship: '' })],
      undefined,
      /^2 payer_balance: a balance of the second payer and no second insurance/,
    ],
    [
      'with an amount that is none',
      [openRow({ paid: 'Odette' })],
      undefined,
      /^2 paid: "O\*\*\*"; an amount in dollars/,
    ],
    ['with an open claim that was never sent', [openRow({ submitted_on: '' })], undefined, /^2 submitted_on/],
    [
      'sent before the service',
      [openRow({ submitted_on: '2026-10-11' })],
      undefined,
      /^2 submitted_on: 2026-10-11; a day from 2026-10-12/,
    ],
    [
      'sent tomorrow',
      [openRow({ submitted_on: '2026-11-21' })],
      undefined,
      /^2 submitted_on: 2026-11-21; a day from .* to 2026-11-20/,
    ],
    ['denied nobody knows when', [deniedRow({ decided_on: '' })], undefined, /^2 decided_on: nothing/],
    ['denied nobody knows why', [deniedRow({ denial_reason: '' })], undefined, /^2 denial_reason: /],
    [
      'denied for a reason that denies nothing',
      [deniedRow({ denial_reason: 'CO-45' })],
      undefined,
      /^2 denial_reason: CO-45, which denies nothing/,
    ],
    [
      'whose patient must pay what the payer owes',
      [patientRow({ payer_balance: '24.50', patient_balance: '0.00' })],
      undefined,
      /^2 payer_balance: \$24\.50; nothing, or a credit as a negative amount, since the claim is patient/,
    ],
    [
      'with a status of its own',
      [openRow({ status: 'appealed' })],
      undefined,
      /^2 status: "appealed"; open, denied, second-payer/,
    ],
    [
      'with a payer balance and no insurance',
      [openRow({ primary_payer_id: '', primary_member_id: '', primary_relationship: '' })],
      undefined,
      /^2 payer_balance: a payer balance and no insurance/,
    ],
    [
      'with a payer that the practice does not have',
      [openRow({ primary_payer_id: 'NOBODY' })],
      undefined,
      /^2 primary_payer_id: /,
    ],
    [
      'whose lines make another charge',
      [openRow({ charge_1: '150.00' })],
      undefined,
      /^2 total_charge: a total of \$160\.00 and a sum of 1 line of \$150\.00/,
    ],
    [
      'with service in the future',
      [openRow({ service_date: '2026-12-01', submitted_on: '' })],
      undefined,
      /^2 service_date: service on 2026-12-01/,
    ],
    [
      'whose control totals count another claim',
      [openRow()],
      totalsOf([openRow()], { claims: '2' }),
      /^3 claims: "2"; 1, the number of claims in the file/,
    ],
    [
      'whose control totals leave a sum out',
      [openRow()],
      totalsOf([openRow()], { payer_balance: '' }),
      /^3 payer_balance: \$0\.00; \$160\.00, the sum of the claims in the file; they differ by \$160\.00/,
    ],
    [
      'whose control totals differ by a cent',
      [openRow()],
      totalsOf([openRow()], { payer_balance: '160.01' }),
      /^3 payer_balance: \$160\.01; \$160\.00, the sum/,
    ],
    [
      'with a misspelt column',
      [openRow({ payer_controll_number: '1' })],
      undefined,
      /^- "payer_controll_number": a column/,
    ],
  ])('%s is refused with the place', (_, claims, totals, problem) => {
    expect(problemsIn(csvFile(claims, totals ?? totalsOf(claims)))).toContainEqual(
      expect.stringMatching(problem),
    );
  });

  test('may leave a sum of the control totals out in JSON too, where it is none', () => {
    const paid = openRow({ paid: '60.00', payer_balance: '100.00' });
    expect(problemsIn(jsonFile([paid], totalsOf([paid], { paid: '' })))).toEqual([
      expect.stringMatching(/^2 paid: \$0\.00; \$60\.00, the sum of the claims in the file/),
    ]);
  });

  test('without control totals is refused, and so is one without claims', () => {
    const withoutTotals = csvFile([openRow()]).split('\r\n').slice(0, 2).join('\r\n');
    expect(problemsIn(withoutTotals)).toEqual([expect.stringMatching(/no control totals/)]);
    expect(problemsIn(jsonFile([]))).toContainEqual(expect.stringMatching(/no claims/));
    expect(problemsIn('{"claims": 1}')).toEqual([expect.stringMatching(/no record|blank/)]);
    expect(problemsIn('{"claims": [')).toEqual([expect.stringMatching(/the end of the file/)]);
    expect(problemsIn('')).not.toEqual([]);
  });

  test('tells every problem of every row, and repeats nothing about a person', () => {
    const problems = check(
      csvFile([
        openRow({ patient_birth_date: 'Waxwing', paid: 'x', status: '' }),
        deniedRow({ patient_zip: 'Nettle', denial_reason: 'Odette' }),
      ]),
    ).problems;
    expect(new Set(problems?.map(({ row }) => row))).toEqual(new Set([2, 3]));
    expect(problems?.length).toBeGreaterThanOrEqual(5);
    expect(JSON.stringify(problems)).not.toMatch(/Waxwing|Odette|Nettle/);
  });

  test('is refused by a practice that has no such old system', () => {
    expect(check(csvFile([openRow()]), sample).problems).toHaveLength(1);
  });
});
