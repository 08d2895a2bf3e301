import { charged, decided, fact, posting, takenBack } from '../fact-rows.ts';
import { march, type ReportCases } from './report-case.ts';

const line = (claimId: string, day: string, amounts: Parameters<typeof fact<'adjudication_line'>>[1]) =>
  fact('adjudication_line', {
    claim_id: claimId,
    payer_id: 'JUNIP',
    posting_date: day,
    remittance_id: `R-${claimId}-${day}`,
    service_date: '2026-03-01',
    charge_amount: 100_00,
    ...amounts,
  });

const decisions = [
  line('C1', '2026-03-10', { paid_amount: 60_00, denied_amount: 40_00 }),
  line('C2', '2026-03-11', { denied_amount: 100_00, payer_id: 'FEDMB' }),
  line('C3', '2026-03-12', { paid_amount: 100_00 }),
  // A second denial of the same, one of a later payer, and one of another month.
  line('C1', '2026-03-20', { denied_amount: 40_00, decision_number: 2 }),
  line('C4', '2026-03-20', { denied_amount: 30_00, place_in_line: 2 }),
  line('C5', '2026-04-02', { denied_amount: 100_00 }),
  // Taking a denial back does not undo that it was one.
  line('C2', '2026-03-25', {
    denied_amount: -100_00,
    charge_amount: -100_00,
    is_reversal: true,
    decision_number: 0,
    payer_id: 'FEDMB',
  }),
];

/** Six claims were sent in the three months before March, of which one twice; two others before and after these. */
const submissions = [
  ...['2025-12-01', '2025-12-31', '2026-01-15', '2026-01-20', '2026-02-01', '2026-02-28'].map((day, index) =>
    fact('submission', { claim_id: `S${index}`, posting_date: day, charge_amount: 100_00 }),
  ),
  fact('submission', {
    claim_id: 'S0',
    posting_date: '2026-01-05',
    submission_sequence: 2,
    charge_amount: 100_00,
  }),
  fact('submission', { claim_id: 'S8', posting_date: '2025-11-30', charge_amount: 100_00 }),
  fact('submission', { claim_id: 'S9', posting_date: '2026-03-01', charge_amount: 100_00 }),
];

const adjustment = (claimId: string, amount: number, changes: Parameters<typeof fact<'adjustment'>>[1]) =>
  fact('adjustment', {
    claim_id: claimId,
    payer_id: 'JUNIP',
    posting_date: '2026-03-10',
    remittance_id: `R-${claimId}-2026-03-10`,
    service_date: '2026-03-01',
    group_code: 'CO',
    kind: 'denied',
    amount,
    ...changes,
  });

const authorization = { reason_code: '197', denial_cause: 'authorization', denial_stage: 'authorization' };
const coding = { reason_code: '11', denial_cause: 'coding', denial_stage: 'coder' };
const adjustments = [
  adjustment('C1', 60_00, authorization),
  adjustment('C1', 20_00, { ...authorization, line_index: 2 }),
  adjustment('C2', 20_00, { ...coding, payer_id: 'FEDMB' }),
  adjustment('C3', -15_00, { ...coding, is_reversal: true }),
  adjustment('C4', 50_00, { kind: 'contractual', reason_code: '45' }),
  adjustment('C5', 99_00, { ...coding, posting_date: '2026-04-01' }),
];

/**
 * C1: $40 denied on March 1, written off on March 11. C2: $100 denied on March 5, and by a reversal and a new decision on March
 * 25 paid in part. C3: denied and open. C4: $30 billed again, then paid. C5: denied and billed to the patient in April.
 */
const c1Denied = decided(
  'C1',
  '2026-03-01',
  { paid: 60_00, denied: 40_00 },
  { posting_id: 'adjudication-1' },
);
const c1WrittenOff = posting(
  '2026-03-11',
  'write-off',
  [
    ['write-off', 40_00, { reason: 'not-authorized', payer_id: 'JUNIP' }],
    ['denial-pending', -40_00, { payer_id: 'JUNIP' }],
  ],
  { claim_id: 'C1', concerns_posting_id: 'adjudication-1', service_date: '2026-01-01' },
);
const c2Denied = decided('C2', '2026-03-05', { denied: 100_00 });
const ledger = [
  ...charged('C1', '2026-02-10', 100_00, { serviceDate: '2026-01-01' }),
  ...charged('C2', '2026-02-10', 100_00, { serviceDate: '2026-01-01' }),
  ...c1Denied,
  ...c1WrittenOff,
  ...c2Denied,
  ...takenBack(c2Denied, '2026-03-25', 'reversal'),
  ...decided('C2', '2026-03-26', { paid: 70_00, contractual: 30_00 }),
  ...decided('C3', '2026-03-08', { denied: 25_00 }),
  ...decided('C4', '2026-03-02', { denied: 30_00 }),
  ...posting(
    '2026-03-06',
    'denial-reopened',
    [
      ['payer-receivable', 30_00],
      ['denial-pending', -30_00],
    ],
    { claim_id: 'C4', payer_id: 'JUNIP', service_date: '2026-01-01' },
  ),
  ...decided('C4', '2026-03-30', { paid: 45_00 }),
  ...decided('C5', '2026-03-09', { denied: 10_00 }),
  ...posting(
    '2026-04-09',
    'billed-to-patient',
    [
      ['patient-receivable', 10_00],
      ['denial-pending', -10_00],
    ],
    { claim_id: 'C5', payer_id: 'JUNIP', service_date: '2026-01-01' },
  ),
];

const ended = (
  claimId: string,
  deniedOn: string,
  resolvedOn: string | null,
  how: string,
  deniedCents: number,
  overturnedCents: number,
) => ({
  claim_id: claimId,
  payer_id: 'JUNIP',
  service_date: '2026-01-01',
  denied_on: deniedOn,
  resolved_on: resolvedOn,
  ended: how,
  denied_amount: deniedCents,
  overturned_amount: overturnedCents,
});

export const denialCases: ReportCases = {
  'initial-denial-rate': [
    {
      title: 'weighs first denials against a month of the three before, in claims and in dollars',
      rows: { adjudication_line: decisions, submission: submissions },
      ...march,
      expected: [
        {
          denied_claims: 2,
          denied_charge_amount: 200_00,
          denied_amount: 140_00,
          submitted_claims: 6,
          submitted_charge_amount: 600_00,
          months: 1,
          denial_rate: 1,
          denial_rate_by_charges: 1,
        },
      ],
    },
    {
      title: 'weighs those of two months against twice as much',
      rows: { adjudication_line: decisions, submission: submissions },
      from: '2026-03-01',
      to: '2026-04-30',
      expected: [
        {
          denied_claims: 3,
          denied_charge_amount: 300_00,
          denied_amount: 240_00,
          submitted_claims: 6,
          submitted_charge_amount: 600_00,
          months: 2,
          denial_rate: 0.75,
          denial_rate_by_charges: 0.75,
        },
      ],
    },
    {
      title: 'has no rate where nothing was sent before',
      rows: {},
      ...march,
      expected: [
        {
          denied_claims: 0,
          denied_charge_amount: 0,
          denied_amount: 0,
          submitted_claims: 0,
          submitted_charge_amount: 0,
          months: 1,
          denial_rate: null,
          denial_rate_by_charges: null,
        },
      ],
    },
  ],
  'primary-denial-rate': [
    {
      title: 'looks at four weeks of first payers, without duplicates',
      rows: {
        adjudication_line: [
          ...decisions,
          line('C6', '2026-03-22', { denied_amount: 100_00 }),
          line('C7', '2026-03-03', { denied_amount: 100_00 }),
          line('C8', '2026-03-04', { paid_amount: 1_00 }),
        ],
        adjustment: [
          adjustment('C6', 100_00, { reason_code: '18', remittance_id: 'R-C6-2026-03-22' }),
          adjustment('C2', 100_00, authorization),
        ],
      },
      asOf: '2026-03-31',
      // C1, C2, C3, C1 again and C8; of these C2 and the second of C1 paid nothing. C7 is of the 29th day.
      expected: [{ decisions: 5, zero_decisions: 2, primary_denial_rate: 0.4 }],
    },
  ],
  'denied-claims': [
    {
      title: 'shows the claims behind the rate',
      rows: { adjudication_line: decisions },
      ...march,
      expected: [
        {
          claim_id: 'C2',
          payer_id: 'FEDMB',
          denied_on: '2026-03-11',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          paid_amount: 0,
          denied_amount: 100_00,
        },
        {
          claim_id: 'C1',
          payer_id: 'JUNIP',
          denied_on: '2026-03-10',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          paid_amount: 60_00,
          denied_amount: 40_00,
        },
      ],
    },
  ],
  'denials-by-cause': [
    {
      title: 'adds up by cause and keeps what was taken back apart',
      rows: { adjustment: adjustments },
      ...march,
      expected: [
        {
          denial_cause: 'authorization',
          claims: 1,
          denials: 2,
          denied_amount: 80_00,
          taken_back_amount: 0,
          share_of_denied: 0.8,
        },
        {
          denial_cause: 'coding',
          claims: 1,
          denials: 1,
          denied_amount: 20_00,
          taken_back_amount: 15_00,
          share_of_denied: 0.2,
        },
      ],
    },
    { title: 'is empty where nothing was denied', rows: {}, ...march, expected: [] },
  ],
  'denials-by-stage': [
    {
      title: 'adds up by whose work prevents them; of what was only taken back the share is zero',
      rows: { adjustment: [adjustments[0], adjustments[3]].filter((one) => one !== undefined) },
      ...march,
      expected: [
        {
          denial_stage: 'authorization',
          claims: 1,
          denials: 1,
          denied_amount: 60_00,
          taken_back_amount: 0,
          share_of_denied: 1,
        },
        {
          denial_stage: 'coder',
          claims: 0,
          denials: 0,
          denied_amount: 0,
          taken_back_amount: 15_00,
          share_of_denied: 0,
        },
      ],
    },
  ],
  'denials-by-payer-and-code': [
    {
      title: 'parts two payers with the same reason',
      rows: { adjustment: adjustments },
      ...march,
      expected: [
        {
          payer_id: 'JUNIP',
          group_code: 'CO',
          reason_code: '197',
          denial_cause: 'authorization',
          claims: 1,
          denials: 2,
          denied_amount: 80_00,
          taken_back_amount: 0,
          share_of_denied: 0.8,
        },
        {
          payer_id: 'FEDMB',
          group_code: 'CO',
          reason_code: '11',
          denial_cause: 'coding',
          claims: 1,
          denials: 1,
          denied_amount: 20_00,
          taken_back_amount: 0,
          share_of_denied: 0.2,
        },
        {
          payer_id: 'JUNIP',
          group_code: 'CO',
          reason_code: '11',
          denial_cause: 'coding',
          claims: 0,
          denials: 0,
          denied_amount: 0,
          taken_back_amount: 15_00,
          share_of_denied: 0,
        },
      ],
    },
  ],
  'denied-adjustments': [
    {
      title: 'shows each amount',
      rows: { adjustment: adjustments.slice(1, 5) },
      ...march,
      expected: [
        ['C1', 'JUNIP', 2, '197', 'authorization', 'authorization', 20_00] as const,
        ['C2', 'FEDMB', 1, '11', 'coding', 'coder', 20_00] as const,
        ['C3', 'JUNIP', 1, '11', 'coding', 'coder', -15_00] as const,
      ].map(([claimId, payerId, lineIndex, reason, cause, stage, amount]) => ({
        claim_id: claimId,
        payer_id: payerId,
        denied_on: '2026-03-10',
        service_date: '2026-03-01',
        line_index: lineIndex,
        group_code: 'CO',
        reason_code: reason,
        denial_cause: cause,
        denial_stage: stage,
        amount,
      })),
    },
  ],
  'denial-write-offs': [
    {
      title: 'counts what was decided about a denial, net of what was taken back',
      rows: {
        ledger_entry: [
          ...ledger,
          ...charged('C6', '2026-03-02', 230_00, { serviceDate: '2026-03-01' }),
          // Given up without a denial.
          ...posting(
            '2026-03-12',
            'write-off',
            [
              ['write-off', 5_00, { reason: 'timely-filing' }],
              ['payer-receivable', -5_00],
            ],
            { claim_id: 'C6', payer_id: 'JUNIP' },
          ),
        ],
      },
      ...march,
      // Charges of 230 less a contract's 30.
      expected: [
        {
          written_off_amount: 40_00,
          claims: 1,
          net_revenue_amount: 200_00,
          denial_write_off_rate: 0.2,
        },
      ],
    },
    {
      title: 'is nothing again once the payer has taken the denial back',
      rows: { ledger_entry: [...ledger, ...takenBack(c1WrittenOff, '2026-03-20')] },
      ...march,
      expected: [
        {
          written_off_amount: 0,
          claims: 1,
          net_revenue_amount: -30_00,
          denial_write_off_rate: 0,
        },
      ],
    },
  ],
  'written-off-claims': [
    {
      title: 'shows the reasons',
      rows: { ledger_entry: ledger },
      ...march,
      expected: [
        {
          claim_id: 'C1',
          payer_id: 'JUNIP',
          reason: 'not-authorized',
          is_denial: true,
          service_date: '2026-01-01',
          last_written_off_on: '2026-03-11',
          written_off_amount: 40_00,
        },
      ],
    },
  ],
  'denial-resolution': [
    {
      title: 'tells how denials end, after how long, and what the payer paid after all',
      rows: { ledger_entry: ledger },
      ...march,
      // Days: C4 4, C1 10, C2 20. Overturned: C2 70 of 100; C4 45, at most the 30 that were denied.
      expected: [
        {
          resolved_denials: 3,
          median_days: 10,
          ninetieth_days: 20,
          denied_amount: 170_00,
          overturned_denials: 2,
          overturned_amount: 100_00,
          overturned_share: 0.6667,
          overturned_amount_share: 0.5882,
          written_off: 1,
          billed_to_patient: 0,
          billed_again: 1,
          decided_anew: 1,
        },
      ],
    },
    {
      title: 'has no days where none ended',
      rows: { ledger_entry: decided('C3', '2026-03-08', { denied: 25_00 }) },
      ...march,
      expected: [
        {
          resolved_denials: 0,
          median_days: null,
          ninetieth_days: null,
          denied_amount: 0,
          overturned_denials: 0,
          overturned_amount: 0,
          overturned_share: null,
          overturned_amount_share: null,
          written_off: 0,
          billed_to_patient: 0,
          billed_again: 0,
          decided_anew: 0,
        },
      ],
    },
  ],
  'denials-and-their-end': [
    {
      title: 'shows what ended in the period and what of it is open',
      rows: { ledger_entry: ledger },
      ...march,
      expected: [
        ended('C1', '2026-03-01', '2026-03-11', 'written-off', 40_00, 0),
        ended('C4', '2026-03-02', '2026-03-06', 'billed-again', 30_00, 30_00),
        ended('C2', '2026-03-05', '2026-03-25', 'decided-anew', 100_00, 70_00),
        ended('C3', '2026-03-08', null, 'open', 25_00, 0),
      ],
    },
    {
      title: 'counts a second denial of a claim on its own',
      rows: {
        ledger_entry: [...ledger.slice(4), ...decided('C1', '2026-04-01', { denied: 15_00 })].filter(
          ({ claim_id: claimId }) => claimId === 'C1',
        ),
      },
      from: '2026-01-01',
      expected: [
        ended('C1', '2026-03-01', '2026-03-11', 'written-off', 40_00, 0),
        ended('C1', '2026-04-01', null, 'open', 15_00, 0),
      ],
    },
  ],
};
