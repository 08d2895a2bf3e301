import { charged, decided, dimension, fact, posting, takenBack } from '../fact-rows.ts';
import { march, type ReportCases } from './report-case.ts';

const priced = (
  claimId: string,
  kind: string,
  expected: number,
  allowed: number,
  changes: Parameters<typeof fact<'variance'>>[1] = {},
) =>
  fact('variance', {
    claim_id: claimId,
    payer_id: 'JUNIP',
    posting_date: '2026-03-10',
    service_date: '2026-03-01',
    procedure_code: '99213',
    contract: 'Juniper 2026',
    kind,
    expected_amount: expected,
    allowed_amount: allowed,
    ...changes,
  });
const variances = [
  priced('C1', 'underpaid', 100_00, 80_00),
  priced('C2', 'as-expected', 100_00, 100_00),
  priced('C3', 'overpaid', 50_00, 55_00),
  priced('C4', 'underpaid', 30_00, 0, { payer_id: 'FEDMB' }),
  priced('C5', 'underpaid', 999_00, 1_00, { posting_date: '2026-04-01' }),
];

/** C1 is corrected by its payer on one day, C2 taken back, C3 parked, C4 found in the bank. */
const c1Paid = decided('C1', '2026-03-02', { paid: 100_00 });
const c2Paid = decided('C2', '2026-03-03', { paid: 60_00, contractual: 40_00 });
const ledger = [
  ...c1Paid,
  ...takenBack(c1Paid, '2026-03-20', 'reversal'),
  ...decided('C1', '2026-03-20', { paid: 110_00 }),
  ...c2Paid,
  ...takenBack(c2Paid, '2026-03-21', 'reversal'),
  ...posting(
    '2026-03-22',
    'unmatched-remittance',
    [
      ['cash-in-transit', -70_00],
      ['suspense', 70_00],
    ],
    { claim_id: 'C3', payer_id: 'JUNIP' },
  ),
  ...decided('C4', '2026-03-23', { paid: 30_00 }, { payer_id: 'FEDMB' }),
  ...posting(
    '2026-03-24',
    'deposit',
    [
      ['suspense', 30_00],
      ['cash-in-transit', -30_00, { payer_id: 'FEDMB' }],
    ],
    { remittance_id: 'R1' },
  ),
];

const line = (claimId: string, changes: Parameters<typeof fact<'adjudication_line'>>[1]) =>
  fact('adjudication_line', {
    claim_id: claimId,
    payer_id: 'JUNIP',
    posting_date: '2026-03-10',
    remittance_id: 'R1',
    procedure_code: '99213',
    charge_amount: 100_00,
    ...changes,
  });

const task = (taskId: string, day = '2026-03-10', changes: Parameters<typeof fact<'task_event'>>[1] = {}) =>
  fact('task_event', {
    task_id: taskId,
    posting_date: day,
    kind: 'unmatched-remittance',
    event: 'opened',
    ...changes,
  });

const money = [
  // A bank entry of 100, of which 60 were found to be a remittance's.
  ...posting(
    '2026-03-01',
    'deposit',
    [
      ['bank', 100_00],
      ['suspense', -100_00],
    ],
    { bank_entry_id: 'K1' },
  ),
  ...posting(
    '2026-03-05',
    'deposit',
    [
      ['suspense', 60_00],
      ['cash-in-transit', -60_00],
    ],
    { bank_entry_id: 'K1', remittance_id: 'R1' },
  ),
  // Parked and placed, and parked only.
  ...['2026-03-02', '2026-03-12'].flatMap((day, index) =>
    posting(
      day,
      index === 0 ? 'unmatched-remittance' : 'correction',
      [
        ['cash-in-transit', index === 0 ? 25_00 : -25_00],
        ['suspense', index === 0 ? -25_00 : 25_00],
      ],
      { remittance_id: 'R2', payer_id: 'JUNIP' },
    ),
  ),
  ...posting(
    '2026-03-20',
    'unmatched-remittance',
    [
      ['cash-in-transit', 8_00],
      ['suspense', -8_00],
    ],
    { remittance_id: 'R3', claim_id: 'C9', payer_id: 'FEDMB' },
  ),
  ...posting(
    '2026-03-25',
    'payment',
    [
      ['cash-in-transit', 12_00],
      ['unapplied-payment', -12_00],
    ],
    { payment_batch_id: 'B1' },
  ),
];

export const payerCases: ReportCases = {
  'underpayment-rate': [
    {
      title: 'counts lines and dollars, payer by payer',
      rows: { variance: variances },
      ...march,
      expected: [
        {
          payer_id: 'FEDMB',
          priced_lines: 1,
          underpaid_lines: 1,
          expected_amount: 30_00,
          underpaid_amount: 30_00,
          overpaid_lines: 0,
          overpaid_amount: 0,
          underpayment_rate: 1,
          underpaid_share: 1,
        },
        {
          payer_id: 'JUNIP',
          priced_lines: 3,
          underpaid_lines: 1,
          expected_amount: 250_00,
          underpaid_amount: 20_00,
          overpaid_lines: 1,
          overpaid_amount: 5_00,
          underpayment_rate: 0.3333,
          underpaid_share: 0.08,
        },
      ],
    },
    {
      title: 'has no share where contracts allow nothing',
      rows: { variance: [priced('C1', 'as-expected', 0, 0)] },
      ...march,
      expected: [
        {
          payer_id: 'JUNIP',
          priced_lines: 1,
          underpaid_lines: 0,
          expected_amount: 0,
          underpaid_amount: 0,
          overpaid_lines: 0,
          overpaid_amount: 0,
          underpayment_rate: 0,
          underpaid_share: null,
        },
      ],
    },
  ],
  'underpaid-lines': [
    {
      title: 'shows what is missing of each',
      rows: { variance: variances.slice(0, 3) },
      ...march,
      expected: [
        {
          claim_id: 'C1',
          payer_id: 'JUNIP',
          decided_on: '2026-03-10',
          service_date: '2026-03-01',
          procedure_code: '99213',
          contract: 'Juniper 2026',
          expected_amount: 100_00,
          allowed_amount: 80_00,
          underpaid_amount: 20_00,
        },
      ],
    },
  ],
  'takeback-rate': [
    {
      title: 'takes a reversal with a better decision for no takeback, nor what is parked, nor a deposit',
      rows: { ledger_entry: ledger },
      ...march,
      // JUNIP paid 100, 10 more, and 60, of which it took 60 back.
      expected: [
        {
          payer_id: 'JUNIP',
          paid_amount: 170_00,
          taken_back_amount: 60_00,
          claims: 1,
          takeback_rate: 0.3529,
        },
        { payer_id: 'FEDMB', paid_amount: 30_00, taken_back_amount: 0, claims: 0, takeback_rate: 0 },
      ],
    },
    {
      title: 'has no rate where only something was taken back',
      rows: { ledger_entry: takenBack(c2Paid, '2026-03-21', 'reversal') },
      ...march,
      expected: [
        { payer_id: 'JUNIP', paid_amount: 0, taken_back_amount: 60_00, claims: 1, takeback_rate: null },
      ],
    },
  ],
  takebacks: [
    {
      title: 'shows the claim and the day',
      rows: { ledger_entry: ledger },
      ...march,
      expected: [
        {
          claim_id: 'C2',
          payer_id: 'JUNIP',
          taken_back_on: '2026-03-21',
          service_date: '2026-01-01',
          taken_back_amount: 60_00,
        },
      ],
    },
  ],
  'remittance-match-rate': [
    {
      title: 'counts what a person placed as parked, once, and no other task',
      rows: {
        adjudication_line: [
          line('C1', { claim_index: 1 }),
          line('C1', { claim_index: 1, line_index: 2 }),
          line('C2', { claim_index: 2 }),
          line('C3', { claim_index: 3 }),
          line('C4', { claim_index: 4, is_reversal: true }),
        ],
        task_event: [
          task('R1-claim-3'),
          task('R1-claim-5'),
          task('R1-claim-5', '2026-03-11', { event: 'worked' }),
          task('R1-provider-adjustment-1'),
          task('R1-claim-6', '2026-04-10'),
        ],
      },
      ...march,
      expected: [{ claim_payments: 5, parked: 2, match_rate: 0.6 }],
    },
    {
      title: 'has no rate without remittances',
      rows: {},
      ...march,
      expected: [{ claim_payments: 0, parked: 0, match_rate: null }],
    },
  ],
  'pay-by-code-by-payer': [
    {
      title: 'takes reversals off, counts what stands again, and parts payers',
      rows: {
        adjudication_line: [
          line('C1', { paid_amount: 60_00, patient_amount: 20_00, contractual_amount: 20_00 }),
          line('C2', { paid_amount: 40_00, denied_amount: 60_00 }),
          line('C3', { paid_amount: 90_00, contractual_amount: 10_00 }),
          line('C3', {
            charge_amount: -100_00,
            paid_amount: -90_00,
            contractual_amount: -10_00,
            is_reversal: true,
          }),
          line('C6', { denied_amount: 100_00 }),
          line('C6', {
            charge_amount: -100_00,
            denied_amount: -100_00,
            is_reversal: true,
            stands_again: false,
          }),
          line('C6', { denied_amount: 100_00, is_reversal: true, stands_again: true }),
          line('C4', { payer_id: 'FEDMB', paid_amount: 33_00, contractual_amount: 67_00 }),
          line('C5', { procedure_code: null, charge_amount: 0, paid_amount: 5_00, line_index: 0 }),
        ],
      },
      ...march,
      expected: [
        {
          procedure_code: '99213',
          payer_id: 'FEDMB',
          lines: 1,
          charge_amount: 100_00,
          allowed_amount: 33_00,
          paid_amount: 33_00,
          patient_amount: 0,
          contractual_amount: 67_00,
          denied_amount: 0,
          paid_per_line_amount: 33_00,
        },
        {
          procedure_code: '99213',
          payer_id: 'JUNIP',
          lines: 3,
          charge_amount: 300_00,
          allowed_amount: 120_00,
          paid_amount: 100_00,
          patient_amount: 20_00,
          contractual_amount: 20_00,
          denied_amount: 160_00,
          paid_per_line_amount: 33_33,
        },
      ],
    },
  ],
  'unposted-cash': [
    {
      title: 'counts what nobody has placed, by what holds it',
      rows: { ledger_entry: money },
      asOf: '2026-03-31',
      expected: [
        { account: 'suspense', items: 2, amount: 48_00, oldest_days: 30 },
        { account: 'unapplied-payment', items: 1, amount: 12_00, oldest_days: 6 },
      ],
    },
    {
      title: 'knows what was parked before it was placed',
      rows: { ledger_entry: money },
      asOf: '2026-03-11',
      expected: [{ account: 'suspense', items: 2, amount: 65_00, oldest_days: 10 }],
    },
  ],
  'unposted-money': [
    {
      title: 'shows where it waits',
      rows: { ledger_entry: money },
      asOf: '2026-03-31',
      expected: [
        ['suspense', 'K1', null, null, '2026-03-01', 30, 40_00] as const,
        ['suspense', 'R3', 'FEDMB', 'C9', '2026-03-20', 11, 8_00] as const,
        ['unapplied-payment', 'B1', null, null, '2026-03-25', 6, 12_00] as const,
      ].map(([account, holder, payerId, claimId, since, age, amount]) => ({
        account,
        holder,
        payer_id: payerId,
        claim_id: claimId,
        since,
        age_days: age,
        amount,
      })),
    },
  ],
  'payer-scorecard': [
    {
      title: 'has every payer that was sent something or said something',
      rows: {
        submission: [
          fact('submission', { claim_id: 'C1', payer_id: 'JUNIP', posting_date: '2026-03-01' }),
          fact('submission', { claim_id: 'C2', payer_id: 'JUNIP', posting_date: '2026-03-01' }),
        ],
        acknowledgement: [
          fact('acknowledgement', { claim_id: 'C1', posting_date: '2026-03-02', status_category: 'A2' }),
        ],
        adjudication_line: [
          line('C1', { paid_amount: 75_00, submitted_at: '2026-03-01T08:00:00.000Z' }),
          line('C2', {
            claim_index: 2,
            paid_amount: 50_00,
            denied_amount: 50_00,
            posting_date: '2026-03-13',
            submitted_at: '2026-03-01T08:00:00.000Z',
          }),
          line('C3', { payer_id: 'FEDMB', claim_index: 3, denied_amount: 100_00 }),
        ],
        variance: variances,
        ledger_entry: ledger,
        dim_payer: [
          dimension('dim_payer', { payer_id: 'JUNIP', name: 'Juniper', payer_group: 'commercial' }),
        ],
      },
      ...march,
      expected: [
        {
          payer_id: 'FEDMB',
          payer_name: null,
          payer_group: 'other',
          submissions: 0,
          acceptance_rate: null,
          decided_claims: 1,
          denied_claims: 1,
          denied_share: 1,
          charge_amount: 100_00,
          paid_amount: 0,
          paid_share: 0,
          median_payment_days: null,
          underpaid_amount: 30_00,
          taken_back_amount: 0,
        },
        {
          payer_id: 'JUNIP',
          payer_name: 'Juniper',
          payer_group: 'commercial',
          submissions: 2,
          acceptance_rate: 0.5,
          decided_claims: 2,
          denied_claims: 1,
          denied_share: 0.5,
          charge_amount: 200_00,
          paid_amount: 125_00,
          paid_share: 0.625,
          median_payment_days: 9,
          underpaid_amount: 20_00,
          taken_back_amount: 60_00,
        },
      ],
    },
  ],
  'bad-debt-rate': [
    {
      title: 'counts what patients owed, and no cover of what a later payer decided',
      rows: {
        ledger_entry: [
          ...charged('C1', '2026-03-01', 200_00, { serviceDate: '2026-03-01' }),
          ...posting(
            '2026-03-10',
            'write-off',
            [
              ['write-off', 10_00, { reason: 'small-balance' }],
              ['patient-receivable', -10_00],
            ],
            { claim_id: 'C1' },
          ),
          ...posting(
            '2026-03-11',
            'write-off',
            [
              ['write-off', 40_00, { reason: 'timely-filing', payer_id: 'JUNIP' }],
              ['payer-receivable', -40_00, { payer_id: 'JUNIP' }],
            ],
            { claim_id: 'C1' },
          ),
          ...posting(
            '2026-03-12',
            'correction',
            [
              ['write-off', -5_00, { reason: 'given up, for a later payer decided' }],
              ['patient-receivable', 5_00, { reason: 'given up, for a later payer decided' }],
            ],
            { claim_id: 'C1' },
          ),
        ],
      },
      ...march,
      expected: [{ bad_debt_amount: 10_00, charge_amount: 200_00, bad_debt_rate: 0.05 }],
    },
    {
      title: 'has no rate where nothing was charged',
      rows: {},
      ...march,
      expected: [{ bad_debt_amount: 0, charge_amount: 0, bad_debt_rate: null }],
    },
  ],
};
