import { charged, decided, dimension, fact, posting, takenBack } from '../fact-rows.ts';
import type { ReportCases } from './report-case.ts';

/**
 * On March 31: C1 owed by JUNIP since January 30 (60 days), C2 by FEDMB since December 1 (120 days), C3 denied by JUNIP since
 * November 30 (121 days), C4 owed by its patient since March 1 (30 days), C5 in credit, C6 settled.
 */
const c6 = charged('C6', '2026-03-01', 60_00, { serviceDate: '2026-03-01' });
const ledger = [
  ...charged('C1', '2026-02-01', 100_00, { serviceDate: '2026-01-30' }),
  ...charged('C2', '2025-12-03', 80_00, { serviceDate: '2025-12-01', payerId: 'FEDMB' }),
  ...charged('C3', '2025-12-03', 50_00, { serviceDate: '2025-11-30' }),
  ...decided('C3', '2026-01-10', { denied: 50_00 }, { service_date: '2025-11-30' }),
  ...charged('C4', '2026-03-02', 90_00, { serviceDate: '2026-03-01' }),
  ...decided('C4', '2026-03-12', { paid: 70_00, patient: 20_00 }, { service_date: '2026-03-01' }),
  ...charged('C5', '2026-03-02', 40_00, { serviceDate: '2026-03-01' }),
  ...decided('C5', '2026-03-12', { paid: 40_00 }, { service_date: '2026-03-01' }),
  ...posting(
    '2026-03-13',
    'payment',
    [
      ['cash-in-transit', 15_00],
      ['patient-receivable', -15_00, { reason: 'paid by patient' }],
    ],
    { claim_id: 'C5', service_date: '2026-03-01' },
  ),
  ...c6,
  ...takenBack(c6, '2026-03-20', 'charge-correction'),
];
const rows = {
  ledger_entry: ledger,
  submission: [
    fact('submission', { claim_id: 'C1', payer_id: 'JUNIP', posting_date: '2026-02-02' }),
    fact('submission', {
      claim_id: 'C1',
      payer_id: 'JUNIP',
      posting_date: '2026-03-20',
      submission_sequence: 2,
    }),
    fact('submission', { claim_id: 'C3', payer_id: 'FEDMB', posting_date: '2025-12-05' }),
  ],
  statement: [
    fact('statement', { claim_id: 'C4', posting_date: '2026-03-15' }),
    fact('statement', { claim_id: 'C4', posting_date: '2026-04-15', statement_in_cycle: 2 }),
  ],
  dim_payer: [
    dimension('dim_payer', { payer_id: 'JUNIP', payer_group: 'commercial' }),
    dimension('dim_payer', {
      payer_id: 'FEDMB',
      payer_group: 'other',
      valid_until: '2026-02-01T00:00:00.000Z',
    }),
    dimension('dim_payer', {
      payer_id: 'FEDMB',
      payer_group: 'medicare',
      valid_from: '2026-02-01T00:00:00.000Z',
    }),
  ],
};

const aging = (
  group: string,
  claims: number,
  ages: readonly [number, number, number, number, number],
  credit: number,
  total: number,
  over90: number | null,
  notBilled?: number,
) => ({
  payer_group: group,
  claims,
  days_0_to_30: ages[0],
  days_31_to_60: ages[1],
  days_61_to_90: ages[2],
  days_91_to_120: ages[3],
  days_over_120: ages[4],
  ...(notBilled === undefined ? {} : { not_billed_amount: notBilled }),
  credit_amount: credit,
  total_amount: total,
  over_90_share: over90,
});

const event = (
  claimId: string,
  version: number,
  state: string,
  changes: Parameters<typeof fact<'claim_event'>>[1] = {},
) =>
  fact('claim_event', {
    claim_id: claimId,
    claim_version: version,
    to_state: state,
    posting_date: '2026-03-10',
    service_date: '2026-03-01',
    charge_amount: null,
    ...changes,
  });

/** C1 waits for a coder, C2 is held before it is sent, C3 was rejected, C4 was sent since, C5 is not known by then. */
const waiting = {
  claim_event: [
    event('C1', 1, 'received', { charge_amount: 90_00 }),
    event('C1', 2, 'awaiting-coding', { charge_amount: 100_00 }),
    event('C2', 5, 'on-hold'),
    event('C3', 6, 'awaiting-acknowledgement'),
    event('C3', 7, 'awaiting-rejection-work', { charge_amount: 60_00 }),
    event('C4', 3, 'ready-to-submit', { charge_amount: 30_00 }),
    event('C4', 4, 'awaiting-acknowledgement', { charge_amount: 30_00 }),
    event('C5', 1, 'received', { charge_amount: 20_00, posting_date: '2026-04-02' }),
  ],
  charge: [
    fact('charge', { claim_id: 'C2', posting_date: '2026-03-10', amount: 50_00 }),
    fact('charge', { claim_id: 'C2', posting_date: '2026-03-11', amount: -10_00 }),
    fact('charge', { claim_id: 'C3', posting_date: '2026-03-10', amount: 60_00 }),
    fact('charge', { claim_id: 'C9', posting_date: '2026-01-01', amount: 350_00 }),
    fact('charge', { claim_id: 'C8', posting_date: '2025-12-31', amount: 999_00 }),
  ],
};

export const receivableCases: ReportCases = {
  'net-days-in-receivables': [
    {
      title: 'divides what is owed, less credits, by a day of net revenue',
      rows: { ledger_entry: ledger },
      asOf: '2026-03-31',
      // Owed: 100 + 80 + 50 + 20 − 15. Charged since January 1: 100 + 90 + 40 + 60 − 60.
      expected: [{ receivable_amount: 235_00, net_revenue_amount: 230_00, net_days: 92 }],
    },
    {
      title: 'counts the ninetieth day before and not the one before that',
      rows: {
        ledger_entry: [
          ...charged('C1', '2026-01-01', 90_00, { serviceDate: '2026-01-01' }),
          ...charged('C2', '2025-12-31', 45_00, { serviceDate: '2025-12-31' }),
        ],
      },
      asOf: '2026-03-31',
      expected: [{ receivable_amount: 135_00, net_revenue_amount: 90_00, net_days: 135 }],
    },
    {
      title: 'has no days without revenue',
      rows: {},
      asOf: '2026-03-31',
      expected: [{ receivable_amount: 0, net_revenue_amount: 0, net_days: null }],
    },
  ],
  'aging-by-service-date': [
    {
      title: 'puts each balance into its age, by group of payers, and credits apart',
      rows,
      asOf: '2026-03-31',
      expected: [
        aging('commercial', 2, [0, 100_00, 0, 0, 50_00], 0, 150_00, 0.3333),
        aging('medicare', 1, [0, 0, 0, 80_00, 0], 0, 80_00, 1),
        aging('patient', 2, [20_00, 0, 0, 0, 0], -15_00, 5_00, 0),
      ],
    },
    {
      title: 'takes the group of payers that held on the day',
      rows,
      asOf: '2026-01-31',
      expected: [
        aging('commercial', 1, [0, 0, 50_00, 0, 0], 0, 50_00, 0),
        aging('other', 1, [0, 0, 80_00, 0, 0], 0, 80_00, 0),
      ],
    },
    {
      title: 'parts the ages at 30, 60, 90 and 120 days',
      rows: {
        ledger_entry: [
          ['2026-03-31', 1_00],
          ['2026-03-01', 2_00],
          ['2026-02-28', 4_00],
          ['2026-01-30', 8_00],
          ['2026-01-29', 16_00],
          ['2025-12-31', 32_00],
          ['2025-12-30', 64_00],
          ['2025-12-01', 128_00],
          ['2025-11-30', 256_00],
        ].flatMap(([day, amount], index) =>
          charged(`C${index}`, String(day), Number(amount), { serviceDate: String(day) }),
        ),
      },
      asOf: '2026-03-31',
      expected: [aging('other', 9, [3_00, 12_00, 48_00, 192_00, 256_00], 0, 511_00, 0.8767)],
    },
    { title: 'has no rows where nothing is owed', rows: {}, asOf: '2026-03-31', expected: [] },
  ],
  'aging-by-bill-date': [
    {
      title: 'counts from the first bill to who owes it, and keeps what was not billed apart',
      rows,
      asOf: '2026-03-31',
      // C1 57 days, C3 by the bill to another payer 116 days, C2 never, C4 16 days.
      expected: [
        aging('commercial', 2, [0, 100_00, 0, 50_00, 0], 0, 150_00, 0.3333, 0),
        aging('medicare', 1, [0, 0, 0, 0, 0], 0, 80_00, null, 80_00),
        aging('patient', 2, [20_00, 0, 0, 0, 0], -15_00, 5_00, 0, 0),
      ],
    },
  ],
  'open-receivables': [
    {
      title: 'shows what is owed of each claim, and what is owed back',
      rows,
      asOf: '2026-03-31',
      expected: [
        [
          'C1',
          'payer-receivable',
          'JUNIP',
          'commercial',
          '2026-01-30',
          '2026-02-02',
          60,
          57,
          100_00,
        ] as const,
        ['C2', 'payer-receivable', 'FEDMB', 'medicare', '2025-12-01', null, 120, null, 80_00] as const,
        ['C3', 'denial-pending', 'JUNIP', 'commercial', '2025-11-30', '2025-12-05', 121, 116, 50_00] as const,
        ['C4', 'patient-receivable', null, 'patient', '2026-03-01', '2026-03-15', 30, 16, 20_00] as const,
        ['C5', 'patient-receivable', null, 'patient', '2026-03-01', null, 30, null, -15_00] as const,
      ].map(([claimId, account, payerId, group, serviceDate, billedOn, age, billedDays, amount]) => ({
        claim_id: claimId,
        account,
        payer_id: payerId,
        payer_group: group,
        service_date: serviceDate,
        billed_on: billedOn,
        age_days: age,
        billed_days: billedDays,
        amount,
      })),
    },
  ],
  'unbilled-days': [
    {
      title: 'parts what is not billed from what is only not sent',
      rows: waiting,
      asOf: '2026-03-31',
      // A day of 90: (40 + 60 + 350) ÷ 90 = 5.
      expected: [
        {
          not_billed_claims: 1,
          not_billed_amount: 100_00,
          not_sent_claims: 2,
          not_sent_amount: 100_00,
          gross_revenue_amount: 450_00,
          not_billed_days: 20,
          not_sent_days: 20,
          unbilled_days: 40,
        },
      ],
    },
    {
      title: 'has no days without revenue',
      rows: { claim_event: waiting.claim_event.slice(0, 2) },
      asOf: '2026-03-31',
      expected: [
        {
          not_billed_claims: 1,
          not_billed_amount: 100_00,
          not_sent_claims: 0,
          not_sent_amount: 0,
          gross_revenue_amount: 0,
          not_billed_days: null,
          not_sent_days: null,
          unbilled_days: null,
        },
      ],
    },
  ],
  'unbilled-claims': [
    {
      title: 'shows where each waits',
      rows: waiting,
      asOf: '2026-03-31',
      expected: [
        ['C1', 'not-billed', 'awaiting-coding', 100_00] as const,
        ['C3', 'not-sent', 'awaiting-rejection-work', 60_00] as const,
        ['C2', 'not-sent', 'on-hold', 40_00] as const,
      ].map(([claimId, stage, state, amount]) => ({
        claim_id: claimId,
        stage,
        state,
        service_date: '2026-03-01',
        age_days: 30,
        charge_amount: amount,
      })),
    },
  ],
};
