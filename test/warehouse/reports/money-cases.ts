import { charged, decided, dimension, fact, posting, takenBack } from '../fact-rows.ts';
import { march, type ReportCases } from './report-case.ts';

const patientPaid = (claimId: string, day: string, amount: number) =>
  posting(
    day,
    'payment',
    [
      ['cash-in-transit', amount, { reason: 'card' }],
      ['patient-receivable', -amount, { reason: 'paid by patient' }],
    ],
    { claim_id: claimId, service_date: '2026-03-05' },
  );

/**
 * Claims of March: C1 paid in full of its contract, C2 paid and taken back, C3 refunded, C4 voided. C5 is of February, C6 was taken
 * over from an old system.
 */
const c2Paid = decided(
  'C2',
  '2026-04-02',
  { paid: 50_00, contractual: 50_00 },
  { service_date: '2026-03-31' },
);
const c4Charged = charged('C4', '2026-03-20', 80_00, { serviceDate: '2026-03-20' });
const ledger = [
  ...charged('C1', '2026-03-06', 100_00, { serviceDate: '2026-03-05' }),
  ...decided(
    'C1',
    '2026-03-16',
    { paid: 50_00, contractual: 40_00, patient: 10_00 },
    { service_date: '2026-03-05' },
  ),
  ...patientPaid('C1', '2026-04-10', 10_00),
  ...posting('2026-03-18', 'deposit', [
    ['suspense', 50_00],
    ['cash-in-transit', -50_00, { claim_id: 'C1' }],
  ]),
  ...charged('C2', '2026-04-01', 100_00, { serviceDate: '2026-03-31' }),
  ...c2Paid,
  ...takenBack(c2Paid, '2026-05-02', 'reversal'),
  ...charged('C3', '2026-03-21', 40_00, { serviceDate: '2026-03-20' }),
  ...decided('C3', '2026-04-03', { paid: 40_00 }, { service_date: '2026-03-20' }),
  ...posting(
    '2026-04-12',
    'refund-approved',
    [
      ['payer-receivable', 15_00],
      ['refund-payable', -15_00],
    ],
    { claim_id: 'C3', payer_id: 'JUNIP' },
  ),
  ...posting(
    '2026-04-15',
    'refund-paid',
    [
      ['refund-payable', 15_00],
      ['bank', -15_00],
    ],
    { claim_id: 'C3', payer_id: 'JUNIP' },
  ),
  ...c4Charged,
  ...takenBack(c4Charged, '2026-03-25', 'charge-correction'),
  ...charged('C5', '2026-03-02', 500_00, { serviceDate: '2026-02-28' }),
  ...posting(
    '2026-03-02',
    'opening-balance',
    [
      ['payer-receivable', 70_00],
      ['opening-balance', -70_00],
    ],
    { claim_id: 'C6', service_date: '2026-03-01' },
  ),
  ...decided('C6', '2026-03-12', { paid: 70_00 }, { service_date: '2026-03-01' }),
];

/** What an old system had charged of C6 is corrected: it is no claim that was charged here all the same. */
const ledgerWithLegacyCorrected = [
  ...ledger,
  ...charged('C6', '2026-03-14', -10_00, { serviceDate: '2026-03-01' }),
];

/** Parked beside a claim, and placed later: it is no payment of the claim until then. */
const parked = [
  ...charged('C1', '2026-03-06', 100_00, { serviceDate: '2026-03-05' }),
  ...posting(
    '2026-03-16',
    'unmatched-remittance',
    [
      ['cash-in-transit', 60_00],
      ['suspense', -60_00],
    ],
    { claim_id: 'C1', payer_id: 'JUNIP' },
  ),
];

const paid = (day: string, amount: number, changes: Parameters<typeof fact<'payment'>>[1] = {}) =>
  fact('payment', {
    posting_date: day,
    posting_id: `posting-${day}`,
    source: 'payer',
    kind: 'payment',
    method: 'ach',
    amount,
    ...changes,
  });
const money = [
  paid('2026-03-10', 100_00, { claim_id: 'C1', payer_id: 'JUNIP' }),
  paid('2026-03-11', -20_00, { kind: 'reversal', claim_id: 'C2', payer_id: 'JUNIP' }),
  paid('2026-03-12', 30_00, { source: 'patient', method: 'card', at_visit: true, claim_id: 'C1' }),
  paid('2026-03-13', 10_00, { source: 'patient', method: 'check', claim_id: 'C1' }),
  paid('2026-03-14', 5_00, { source: 'unapplied', method: 'check' }),
  paid('2026-03-15', 999_00, { source: 'legacy' }),
  paid('2026-02-28', 777_00),
  paid('2026-03-16', -5_00, { source: 'patient', kind: 'refund', method: 'check', claim_id: 'C1' }),
];

const spent = (kind: string, amount: number, service: string | null = null, month = '2026-03-01') =>
  fact('cost', {
    posting_date: '2026-04-05',
    cost_month: month,
    kind,
    service,
    amount,
    basis: kind === 'cloud' ? 'billed' : 'entered',
    entry_number: 1,
  });
const estimated = (service: string, microdollars: number, day = '2026-03-09') =>
  fact('cost', {
    posting_date: day,
    cost_month: `${day.slice(0, 7)}-01`,
    kind: 'cloud',
    service,
    amount: 0,
    basis: 'estimated',
    microdollars,
  });
const estimates = [
  estimated('lambda', 2_400),
  estimated('lambda', 2_700, '2026-03-10'),
  estimated('dynamodb', 41_000),
];
const costs = [
  ...estimates,
  spent('cloud', 1_00, 'dynamodb'),
  spent('cloud', 50, 'lambda'),
  spent('cloud', 25, 'lambda'),
  spent('clearinghouse', 4_25),
  spent('staff', 5_00),
  spent('other', 1_00),
  spent('cloud', 99_00, 'lambda', '2026-04-01'),
];
/** An entry of a month, and another one that takes it back. */
const mistaken = [
  spent('cloud', 7_00, 'lambda'),
  fact('cost', {
    posting_date: '2026-04-06',
    cost_month: '2026-03-01',
    kind: 'cloud',
    service: 'lambda',
    amount: -7_00,
    basis: 'billed',
    entry_number: 2,
    takes_back_entry: 1,
  }),
];
const sent = (claimId: string, day = '2026-03-09') =>
  fact('submission', { claim_id: claimId, posting_date: day });

export const moneyCases: ReportCases = {
  'net-collection-rate': [
    {
      title: 'counts claims only once their money can be in',
      rows: { ledger_entry: ledgerWithLegacyCorrected },
      ...march,
      // C1 60 of 60, C2 50 of 50, C3 25 of 40, C4 nothing of nothing: all of them younger than 120 days.
      expected: [
        {
          claims: 0,
          young_claims: 4,
          charge_amount: 0,
          contractual_amount: 0,
          payment_amount: 0,
          net_collection_rate: null,
          rate_with_young: 0.9,
        },
      ],
    },
    {
      title: 'matches what was paid with what was charged, and counts a claim from its 120th day on',
      rows: { ledger_entry: ledger },
      ...march,
      asOf: '2026-07-18',
      // C1 60 of 60, C3 25 of 40, C4 nothing of nothing; C2, of March 31, is 109 days old, and was taken back.
      expected: [
        {
          claims: 3,
          young_claims: 1,
          charge_amount: 140_00,
          contractual_amount: 40_00,
          payment_amount: 85_00,
          net_collection_rate: 0.85,
          rate_with_young: 0.425,
        },
      ],
    },
    {
      title: 'sees a takeback only from when it was posted',
      rows: { ledger_entry: ledger },
      ...march,
      asOf: '2026-08-31',
      expected: [
        {
          claims: 4,
          young_claims: 0,
          charge_amount: 240_00,
          contractual_amount: 40_00,
          payment_amount: 85_00,
          net_collection_rate: 0.425,
          rate_with_young: 0.425,
        },
      ],
    },
    {
      title: 'takes money that is parked beside a claim for none of it',
      rows: { ledger_entry: parked },
      ...march,
      asOf: '2026-08-31',
      expected: [
        {
          claims: 1,
          young_claims: 0,
          charge_amount: 100_00,
          contractual_amount: 0,
          payment_amount: 0,
          net_collection_rate: 0,
          rate_with_young: 0,
        },
      ],
    },
    {
      title: 'has no rate without claims',
      rows: {},
      ...march,
      expected: [
        {
          claims: 0,
          young_claims: 0,
          charge_amount: 0,
          contractual_amount: 0,
          payment_amount: 0,
          net_collection_rate: null,
          rate_with_young: null,
        },
      ],
    },
  ],
  'net-collection-by-service-month': [
    {
      title: 'shows each month of service with its age',
      rows: { ledger_entry: ledger },
      from: '2026-02-01',
      to: '2026-03-31',
      asOf: '2026-06-30',
      // C5, of February 28, is 122 days old; C2, of March 31, is 91.
      expected: [
        {
          service_month: '2026-02-01',
          youngest_days: 122,
          claims: 1,
          charge_amount: 500_00,
          contractual_amount: 0,
          payment_amount: 0,
          net_collection_rate: 0,
          is_counted: true,
        },
        {
          service_month: '2026-03-01',
          youngest_days: 91,
          claims: 4,
          charge_amount: 240_00,
          contractual_amount: 40_00,
          payment_amount: 85_00,
          net_collection_rate: 0.425,
          is_counted: false,
        },
      ],
    },
  ],
  'cash-by-payer': [
    {
      title: 'adds up what came in and went out by whom it was',
      rows: {
        payment: [
          ...money,
          paid('2026-03-17', -8_00, { kind: 'provider-adjustment', payer_id: 'JUNIP' }),
          paid('2026-03-18', 13_00, { payer_id: 'FEDMB' }),
          paid('2026-03-19', -3_00, { source: 'patient', kind: 'returned', method: 'check' }),
        ],
        dim_payer: [
          dimension('dim_payer', { payer_id: 'JUNIP', name: 'Juniper', payer_group: 'commercial' }),
        ],
      },
      ...march,
      expected: [
        ['payer', 'JUNIP', 'Juniper', 100_00, -20_00, 0, -8_00, 72_00, 0.5902],
        ['patient', null, null, 40_00, -3_00, -5_00, 0, 32_00, 0.2623],
        ['payer', 'FEDMB', null, 13_00, 0, 0, 0, 13_00, 0.1066],
        ['unapplied', null, null, 5_00, 0, 0, 0, 5_00, 0.041],
      ].map(([source = null, payer = null, name = null, ...rest]) => ({
        source,
        payer_id: payer,
        payer_name: name,
        paid_amount: rest[0] ?? null,
        taken_back_amount: rest[1] ?? null,
        refunded_amount: rest[2] ?? null,
        provider_adjustment_amount: rest[3] ?? null,
        cash_amount: rest[4] ?? null,
        share_of_cash: rest[5] ?? null,
      })),
    },
  ],
  'gross-collection-rate': [
    {
      title: 'weighs payments against charges',
      rows: { ledger_entry: ledger },
      ...march,
      expected: [{ claims: 4, charge_amount: 240_00, payment_amount: 135_00, gross_collection_rate: 0.5625 }],
    },
    {
      title: 'rounds a half up, to the fourth decimal',
      rows: {
        ledger_entry: [
          ...charged('C1', '2026-03-06', 600_00, { serviceDate: '2026-03-05' }),
          ...decided('C1', '2026-03-16', { paid: 141_39 }, { service_date: '2026-03-05' }),
        ],
      },
      ...march,
      expected: [{ claims: 1, charge_amount: 600_00, payment_amount: 141_39, gross_collection_rate: 0.2357 }],
    },
    {
      title: 'has no rate where all charges were taken back',
      rows: { ledger_entry: [...c4Charged, ...takenBack(c4Charged, '2026-03-25', 'charge-correction')] },
      ...march,
      expected: [{ claims: 1, charge_amount: 0, payment_amount: 0, gross_collection_rate: null }],
    },
  ],
  'collected-claims': [
    {
      title: 'shows each claim of the cohort',
      rows: { ledger_entry: ledger },
      ...march,
      expected: [
        ['C1', '2026-03-05', 100_00, 40_00, 60_00] as const,
        ['C3', '2026-03-20', 40_00, 0, 25_00] as const,
        ['C4', '2026-03-20', 0, 0, 0] as const,
        ['C2', '2026-03-31', 100_00, 50_00, 50_00] as const,
      ].map(([claimId, day, charge, contractual, payment]) => ({
        claim_id: claimId,
        service_date: day,
        charge_amount: charge,
        contractual_amount: contractual,
        payment_amount: payment,
        service_month: '2026-03-01',
        is_counted: false,
      })),
    },
  ],
  'cost-to-collect': [
    {
      title: 'counts cloud and clearinghouse too, and no estimate of what was billed',
      rows: { cost: costs, payment: money },
      ...march,
      // 12 of 100 − 20 + 30 + 10 + 5 − 5 = 120.
      expected: [
        {
          costs_are_known: true,
          basis: 'entered',
          cost_amount: 12_00,
          estimated_amount: 0,
          cloud_amount: 1_75,
          clearinghouse_amount: 4_25,
          staff_amount: 5_00,
          other_amount: 1_00,
          cash_amount: 120_00,
          cost_to_collect: 0.1,
        },
      ],
    },
    {
      title: 'goes by the estimate as long as no bill was entered, and says so',
      rows: { cost: costs, payment: money },
      ...march,
      asOf: '2026-03-31',
      expected: [
        {
          costs_are_known: true,
          basis: 'estimated',
          cost_amount: 5,
          estimated_amount: 5,
          cloud_amount: 5,
          clearinghouse_amount: 0,
          staff_amount: 0,
          other_amount: 0,
          cash_amount: 120_00,
          cost_to_collect: 0.0004,
        },
      ],
    },
    {
      title: 'goes by the estimate again once the only bill was taken back',
      rows: { cost: [...estimates, ...mistaken, spent('staff', 6_00)], payment: money },
      ...march,
      expected: [
        {
          costs_are_known: true,
          basis: 'partly',
          cost_amount: 6_05,
          estimated_amount: 5,
          cloud_amount: 5,
          clearinghouse_amount: 0,
          staff_amount: 6_00,
          other_amount: 0,
          cash_amount: 120_00,
          cost_to_collect: 0.0504,
        },
      ],
    },
    {
      title: 'says so where no costs are known',
      rows: { payment: money },
      ...march,
      expected: [
        {
          costs_are_known: false,
          basis: 'none',
          cost_amount: 0,
          estimated_amount: 0,
          cloud_amount: 0,
          clearinghouse_amount: 0,
          staff_amount: 0,
          other_amount: 0,
          cash_amount: 120_00,
          cost_to_collect: null,
        },
      ],
    },
  ],
  'cloud-cost-per-claim': [
    {
      title: 'divides each service by the claims sent, each once',
      rows: { cost: costs, submission: [sent('C1'), sent('C1'), sent('C2'), sent('C3', '2026-04-02')] },
      ...march,
      expected: [
        {
          service: 'dynamodb',
          basis: 'billed',
          cost_amount: 1_00,
          claims: 2,
          amount_per_thousand_claims: 500_00,
        },
        {
          service: 'lambda',
          basis: 'billed',
          cost_amount: 75,
          claims: 2,
          amount_per_thousand_claims: 375_00,
        },
      ],
    },
    {
      title: 'tells an estimate of less than a cent',
      rows: { cost: estimates, submission: [sent('C1'), sent('C2')] },
      ...march,
      expected: [
        {
          service: 'dynamodb',
          basis: 'estimated',
          cost_amount: 4,
          claims: 2,
          amount_per_thousand_claims: 20_50,
        },
        {
          service: 'lambda',
          basis: 'estimated',
          cost_amount: 1,
          claims: 2,
          amount_per_thousand_claims: 2_55,
        },
      ],
    },
    {
      title: 'has no cost of a claim where none was sent',
      rows: { cost: [spent('cloud', 1_00, 'dynamodb')] },
      ...march,
      expected: [
        {
          service: 'dynamodb',
          basis: 'billed',
          cost_amount: 1_00,
          claims: 0,
          amount_per_thousand_claims: null,
        },
      ],
    },
  ],
  costs: [
    {
      title: 'lists what was entered and taken back, and estimates by month, each with whether it counts',
      rows: { cost: [...estimates, ...mistaken, spent('staff', 6_00, null, '2026-02-01')] },
      ...march,
      expected: [
        ['billed', 'lambda', '2026-04-05', 7_00, 1, null],
        ['billed', 'lambda', '2026-04-06', -7_00, 2, 1],
        ['estimated', 'dynamodb', '2026-03-09', 4, null, null],
        ['estimated', 'lambda', '2026-03-10', 1, null, null],
      ]
        .map(([basis = null, service = null, knownOn = null, amount = null, entry = null, back = null]) => ({
          cost_month: '2026-03-01',
          kind: 'cloud',
          service,
          basis,
          entry_number: entry,
          takes_back_entry: back,
          known_on: knownOn,
          amount,
          counts: true,
        }))
        .toSorted((one, other) =>
          `${one.service} ${one.basis}` < `${other.service} ${other.basis}` ? -1 : 1,
        ),
    },
  ],
  'cash-share-of-net-revenue': [
    {
      title: 'weighs cash against charges less what contracts take off',
      rows: { payment: money, ledger_entry: ledger },
      ...march,
      // Charged in March: C1 100, C3 40, C4 80 − 80, C5 500; taken off: 40.
      expected: [{ cash_amount: 120_00, net_revenue_amount: 600_00, cash_share: 0.2 }],
    },
    {
      title: 'has no share of no revenue',
      rows: { payment: money },
      ...march,
      expected: [{ cash_amount: 120_00, net_revenue_amount: 0, cash_share: null }],
    },
  ],
  'point-of-service-collections': [
    {
      title: 'weighs what was paid at the visit against all that patients paid',
      rows: { payment: money },
      ...march,
      expected: [{ at_visit_amount: 30_00, patient_cash_amount: 35_00, point_of_service_share: 0.8571 }],
    },
    {
      title: 'takes off what was paid at the visit and came back later',
      rows: {
        payment: [
          ...money,
          paid('2026-03-20', -30_00, { source: 'patient', kind: 'returned', method: 'card', claim_id: 'C1' }),
        ],
        ledger_entry: posting('2026-03-20', 'correction', [['cash-in-transit', -30_00]], {
          posting_id: 'posting-2026-03-20',
          corrects_posting_id: 'posting-2026-03-12',
        }),
      },
      ...march,
      expected: [{ at_visit_amount: 0, patient_cash_amount: 5_00, point_of_service_share: 0 }],
    },
    {
      title: 'has no share where no patient paid',
      rows: { payment: money.slice(0, 2) },
      ...march,
      expected: [{ at_visit_amount: 0, patient_cash_amount: 0, point_of_service_share: null }],
    },
  ],
  payments: [
    {
      title: 'shows each payment and each that was taken back',
      rows: { payment: money.slice(0, 2) },
      ...march,
      expected: [
        ['2026-03-10', 'C1', 'payment', 100_00] as const,
        ['2026-03-11', 'C2', 'reversal', -20_00] as const,
      ].map(([day, claimId, kind, amount]) => ({
        posted_on: day,
        posting_id: `posting-${day}`,
        claim_id: claimId,
        payer_id: 'JUNIP',
        source: 'payer',
        kind,
        method: 'ach',
        at_visit: false,
        amount,
      })),
    },
  ],
  'receivables-roll-forward': [
    {
      title: 'leads from month to month, and ties',
      rows: { ledger_entry: ledger },
      from: '2026-03-01',
      to: '2026-04-30',
      // March: charges 100 + 40 + 80 − 80 + 500, C1 50 paid and 40 off, C6 70 taken over and paid.
      // April: 100 charged; C1 10, C2 50, C3 40 paid; 50 off; 15 to be refunded.
      expected: [
        {
          month: '2026-03',
          opening_amount: 0,
          charge_amount: 640_00,
          payment_amount: 120_00,
          contractual_amount: 40_00,
          write_off_amount: 0,
          other_amount: 70_00,
          closing_amount: 550_00,
          difference_amount: 0,
        },
        {
          month: '2026-04',
          opening_amount: 550_00,
          charge_amount: 100_00,
          payment_amount: 100_00,
          contractual_amount: 50_00,
          write_off_amount: 0,
          other_amount: 15_00,
          closing_amount: 515_00,
          difference_amount: 0,
        },
      ],
    },
    {
      title: 'begins with what was owed before the period, and shows a posting that does not balance',
      rows: {
        ledger_entry: [
          ...ledger,
          ...posting(
            '2026-05-03',
            'write-off',
            [
              ['write-off', 7_00],
              ['payer-receivable', -9_00],
            ],
            { claim_id: 'C5' },
          ),
        ],
      },
      from: '2026-05-01',
      to: '2026-05-31',
      asOf: '2026-05-31',
      expected: [
        {
          month: '2026-05',
          opening_amount: 515_00,
          charge_amount: 0,
          payment_amount: -50_00,
          contractual_amount: -50_00,
          write_off_amount: 7_00,
          other_amount: 0,
          closing_amount: 606_00,
          difference_amount: -2_00,
        },
      ],
    },
    { title: 'has no months for a practice without books', rows: {}, ...march, expected: [] },
  ],
  'trial-balance': [
    {
      title: 'has what stood before, what moved and what stands after',
      rows: { ledger_entry: parked },
      from: '2026-03-10',
      to: '2026-03-31',
      expected: [
        ['cash-in-transit', 0, 60_00, 0, 60_00] as const,
        ['charges', -100_00, 0, 0, -100_00] as const,
        ['payer-receivable', 100_00, 0, 0, 100_00] as const,
        ['suspense', 0, 0, 60_00, -60_00] as const,
      ].map(([account, opening, debit, credit, closing]) => ({
        account,
        opening_amount: opening,
        debit_amount: debit,
        credit_amount: credit,
        closing_amount: closing,
      })),
    },
    {
      title: 'leaves out what is after the period, though it is known',
      rows: { ledger_entry: parked },
      from: '2026-03-01',
      to: '2026-03-10',
      expected: [
        ['charges', 0, 0, 100_00, -100_00] as const,
        ['payer-receivable', 0, 100_00, 0, 100_00] as const,
      ].map(([account, opening, debit, credit, closing]) => ({
        account,
        opening_amount: opening,
        debit_amount: debit,
        credit_amount: credit,
        closing_amount: closing,
      })),
    },
  ],
  'ledger-entries': [
    {
      title: 'shows each leg',
      rows: {
        ledger_entry: posting(
          '2026-03-16',
          'unmatched-remittance',
          [
            ['cash-in-transit', 60_00],
            ['suspense', -60_00],
          ],
          { posting_id: 'parked-1', payer_id: 'JUNIP' },
        ),
      },
      ...march,
      expected: [['cash-in-transit', 1, 60_00] as const, ['suspense', 2, -60_00] as const].map(
        ([account, leg, amount]) => ({
          posting_date: '2026-03-16',
          posting_id: 'parked-1',
          leg_number: leg,
          account,
          cause: 'unmatched-remittance',
          claim_id: null,
          payer_id: 'JUNIP',
          reason: null,
          amount,
        }),
      ),
    },
  ],
  'month-end-close-pack': [
    {
      title: 'ties where it should, and shows what does not',
      rows: {
        ledger_entry: [
          ...ledger,
          ...posting(
            '2026-03-30',
            'write-off',
            [
              ['write-off', 7_00],
              ['payer-receivable', -9_00],
            ],
            { claim_id: 'C5' },
          ),
          ...posting('2026-03-31', 'payment', [
            ['cash-in-transit', 3_00],
            ['unapplied-payment', -3_00],
          ]),
        ],
        charge: [fact('charge', { posting_date: '2026-03-06', amount: 640_00 })],
      },
      ...march,
      expected: [
        ['receivables', 'opening', 0] as const,
        ['receivables', 'charges', 640_00] as const,
        ['receivables', 'payments', -120_00] as const,
        ['receivables', 'contractual adjustments', -40_00] as const,
        ['receivables', 'write-offs', -7_00] as const,
        ['receivables', 'other', 70_00] as const,
        ['receivables', 'closing', 541_00] as const,
        ['balances', 'denied, to be worked', 0] as const,
        ['balances', 'cash in transit', 73_00] as const,
        ['balances', 'suspense', 50_00] as const,
        ['balances', 'unapplied payments', -3_00] as const,
        ['balances', 'refunds payable', 0] as const,
        ['balances', 'takebacks payable', 0] as const,
        ['checks', 'all accounts together', -2_00] as const,
        ['checks', 'postings that do not balance', 0, 1] as const,
        ['checks', 'roll-forward less closing', 2_00] as const,
        ['checks', 'charges of claims less charges of the ledger', 0] as const,
      ].map(([section, item, amount, items = null], index) => ({
        line: index + 1,
        section,
        item,
        amount,
        items,
      })),
    },
  ],
};
