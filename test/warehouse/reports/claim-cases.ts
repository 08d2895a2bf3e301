import { fact } from '../fact-rows.ts';
import { march, type ReportCases } from './report-case.ts';

const sent = (claimId: string, day: string, changes: Parameters<typeof fact<'submission'>>[1] = {}) =>
  fact('submission', {
    claim_id: claimId,
    posting_date: day,
    payer_id: 'JUNIP',
    charge_amount: 100_00,
    failed_scrubs: 0,
    manual_touches: 0,
    service_date: '2026-03-01',
    ...changes,
  });

const answer = (
  claimId: string,
  sequence: number,
  outcome: string,
  category: string | null,
  day = '2026-03-12',
) =>
  fact('acknowledgement', {
    claim_id: claimId,
    submission_sequence: sequence,
    posting_date: day,
    outcome,
    status_category: category,
  });

/** Four claims: clean, held, touched, and sent before; the third is rejected and sent again. */
const submissions = [
  sent('C1', '2026-03-02'),
  sent('C2', '2026-03-03', { failed_scrubs: 2 }),
  sent('C3', '2026-03-31', { manual_touches: 1, payer_id: 'FEDMB' }),
  sent('C3', '2026-03-31', { submission_sequence: 2, manual_touches: 2, payer_id: 'FEDMB' }),
  sent('C4', '2026-02-28'),
  sent('C5', '2026-04-01'),
];
const acknowledgements = [
  answer('C1', 1, 'accepted', 'A1'),
  answer('C1', 1, 'accepted', 'A2'),
  answer('C2', 1, 'accepted', 'A1'),
  answer('C3', 1, 'rejected', 'A3'),
  answer('C3', 2, 'accepted', 'A2', '2026-04-02'),
];

const line = (claimId: string, day: string, amounts: Parameters<typeof fact<'adjudication_line'>>[1]) =>
  fact('adjudication_line', {
    claim_id: claimId,
    payer_id: 'JUNIP',
    posting_date: day,
    remittance_id: `R-${claimId}-${day}`,
    service_date: '2026-03-01',
    ...amounts,
  });

/** C1 is settled by two lines, C2 denied in one of two, C3 taken back later, C4 decided by a second payer only. */
const decisions = [
  line('C1', '2026-03-10', { charge_amount: 60_00, paid_amount: 40_00 }),
  line('C1', '2026-03-10', { charge_amount: 40_00, paid_amount: 40_00, line_index: 2 }),
  line('C2', '2026-03-11', { charge_amount: 60_00, paid_amount: 60_00 }),
  line('C2', '2026-03-11', { charge_amount: 40_00, denied_amount: 40_00, line_index: 2 }),
  line('C3', '2026-03-12', { charge_amount: 100_00, paid_amount: 80_00 }),
  line('C3', '2026-04-12', {
    charge_amount: -100_00,
    paid_amount: -80_00,
    is_reversal: true,
    decision_number: 0,
  }),
  line('C4', '2026-03-12', { charge_amount: 100_00, paid_amount: 20_00, place_in_line: 2 }),
  line('C5', '2026-03-12', { charge_amount: 100_00, paid_amount: 20_00, decision_number: 2 }),
];

const event = (claimId: string, day: string, changes: Parameters<typeof fact<'claim_event'>>[1]) =>
  fact('claim_event', { claim_id: claimId, posting_date: day, service_date: '2026-03-01', ...changes });

const visits = {
  claim_event: [
    event('C1', '2026-03-02', { from_state: null, to_state: 'received' }),
    event('C1', '2026-03-03', { from_state: 'received', to_state: 'ready-to-scrub', claim_version: 2 }),
    event('C2', '2026-03-05', { from_state: null, to_state: 'received' }),
    event('C3', '2026-02-05', { from_state: null, to_state: 'received' }),
  ],
  eligibility: [
    fact('eligibility', { claim_id: 'C1', posting_date: '2026-03-02', status: 'no-answer' }),
    // The answer to a question whose time was up, and another question.
    fact('eligibility', {
      claim_id: 'C1',
      posting_date: '2026-03-04',
      status: 'active',
      answer_number: 2,
    }),
    fact('eligibility', { claim_id: 'C1', posting_date: '2026-03-05', status: 'active', question_number: 2 }),
    fact('eligibility', { claim_id: 'C2', posting_date: '2026-03-05', status: 'unknown' }),
    fact('eligibility', { claim_id: 'C3', posting_date: '2026-03-05', status: 'inactive' }),
  ],
};

const charge = (
  claimId: string,
  day: string,
  amount: number,
  changes: Parameters<typeof fact<'charge'>>[1] = {},
) =>
  fact('charge', {
    claim_id: claimId,
    posting_date: day,
    service_date: '2026-03-01',
    line_number: 1,
    procedure_code: '99213',
    payer_id: 'JUNIP',
    amount,
    ...changes,
  });

const charges = [
  charge('C1', '2026-03-04', 100_00),
  charge('C2', '2026-03-05', 200_00),
  charge('C2', '2026-03-20', -200_00, { units: -1 }),
  charge('C2', '2026-03-20', 150_00),
  charge('C3', '2026-02-20', 70_00, { service_date: '2026-02-20' }),
];

/** Claims C1 to C4 are sent 1, 2, 3 and 10 days after they were charged. */
const lagged = {
  charge: ['C1', 'C2', 'C3', 'C4'].map((claimId) => charge(claimId, '2026-03-05', 100_00)),
  submission: [
    sent('C1', '2026-03-06'),
    sent('C2', '2026-03-07'),
    sent('C3', '2026-03-08'),
    sent('C4', '2026-03-15'),
    sent('C4', '2026-03-25', { submission_sequence: 2 }),
  ],
  adjudication_line: [
    line('C1', '2026-03-16', { paid_amount: 50_00, submitted_at: '2026-03-06T23:59:00.000Z' }),
    line('C2', '2026-03-17', { denied_amount: 50_00, submitted_at: '2026-03-07T01:00:00.000Z' }),
    line('C2', '2026-03-27', { paid_amount: 50_00, submitted_at: '2026-03-07T01:00:00.000Z' }),
    line('C3', '2026-03-28', { paid_amount: 50_00, submitted_at: null }),
    line('C4', '2026-04-15', { paid_amount: 50_00, submitted_at: '2026-03-15T01:00:00.000Z' }),
  ],
};

export const claimCases: ReportCases = {
  'clean-claim-rate': [
    {
      title: 'counts claims sent the first time in the period',
      rows: { submission: submissions },
      ...march,
      expected: [
        { submitted_claims: 3, clean_claims: 1, held_claims: 1, touched_claims: 1, clean_claim_rate: 0.3333 },
      ],
    },
    {
      title: 'has no rate where nothing was sent',
      rows: {},
      ...march,
      expected: [
        { submitted_claims: 0, clean_claims: 0, held_claims: 0, touched_claims: 0, clean_claim_rate: null },
      ],
    },
  ],
  'acceptance-rate': [
    {
      title: 'counts what the payer accepted, and not what a clearinghouse passed on',
      rows: { submission: submissions, acknowledgement: acknowledgements },
      ...march,
      expected: [{ submissions: 4, accepted: 2, rejected: 1, unanswered: 1, acceptance_rate: 0.5 }],
    },
    {
      title: 'does not yet know what was accepted later',
      rows: { submission: submissions, acknowledgement: acknowledgements },
      ...march,
      asOf: '2026-03-31',
      expected: [{ submissions: 4, accepted: 1, rejected: 1, unanswered: 2, acceptance_rate: 0.25 }],
    },
  ],
  'submitted-claims': [
    {
      title: 'shows each time a claim was sent',
      rows: { submission: submissions.slice(1, 4), acknowledgement: acknowledgements },
      ...march,
      expected: [
        {
          claim_id: 'C2',
          submission_sequence: 1,
          payer_id: 'JUNIP',
          sent_on: '2026-03-03',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          failed_scrubs: 2,
          manual_touches: 0,
          is_clean: false,
          is_accepted: false,
          is_rejected: false,
        },
        {
          claim_id: 'C3',
          submission_sequence: 1,
          payer_id: 'FEDMB',
          sent_on: '2026-03-31',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          failed_scrubs: 0,
          manual_touches: 1,
          is_clean: false,
          is_accepted: false,
          is_rejected: true,
        },
        {
          claim_id: 'C3',
          submission_sequence: 2,
          payer_id: 'FEDMB',
          sent_on: '2026-03-31',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          failed_scrubs: 0,
          manual_touches: 2,
          is_clean: false,
          is_accepted: true,
          is_rejected: false,
        },
      ],
    },
  ],
  'first-pass-resolution': [
    {
      title: 'counts neither what was denied in part nor what was taken back since',
      rows: { adjudication_line: decisions },
      ...march,
      expected: [{ decided_claims: 3, resolved_claims: 1, first_pass_resolution_rate: 0.3333 }],
    },
    {
      title: 'took a claim for settled while its reversal had not come',
      rows: { adjudication_line: decisions },
      ...march,
      asOf: '2026-03-31',
      expected: [{ decided_claims: 3, resolved_claims: 2, first_pass_resolution_rate: 0.6667 }],
    },
    {
      title: 'takes a claim for settled whose reversal turned out to mean the decision of another payer',
      rows: {
        adjudication_line: [
          ...decisions.slice(0, 2),
          ...[false, true].map((stands) =>
            line('C1', stands ? '2026-03-25' : '2026-03-20', {
              paid_amount: stands ? 80_00 : -80_00,
              is_reversal: true,
              stands_again: stands,
              decision_number: 0,
              remittance_id: 'R9',
              reverses: 'R1#1',
            }),
          ),
        ],
      },
      ...march,
      expected: [{ decided_claims: 1, resolved_claims: 1, first_pass_resolution_rate: 1 }],
    },
  ],
  'first-decisions': [
    {
      title: 'shows a claim once, with the sums of its lines',
      rows: { adjudication_line: decisions.slice(0, 4) },
      ...march,
      expected: [
        {
          claim_id: 'C1',
          payer_id: 'JUNIP',
          decided_on: '2026-03-10',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          paid_amount: 80_00,
          denied_amount: 0,
          is_resolved: true,
        },
        {
          claim_id: 'C2',
          payer_id: 'JUNIP',
          decided_on: '2026-03-11',
          service_date: '2026-03-01',
          charge_amount: 100_00,
          paid_amount: 60_00,
          denied_amount: 40_00,
          is_resolved: false,
        },
      ],
    },
  ],
  'insurance-verification-rate': [
    {
      title: 'counts visits of the period of which a payer said whether they are covered',
      rows: visits,
      ...march,
      expected: [{ registered_claims: 2, verified_claims: 1, verification_rate: 0.5 }],
    },
    {
      title: 'has no rate without visits',
      rows: {},
      ...march,
      expected: [{ registered_claims: 0, verified_claims: 0, verification_rate: null }],
    },
  ],
  'registered-claims': [
    {
      title: 'shows each visit with its answers',
      rows: visits,
      ...march,
      expected: [
        {
          claim_id: 'C1',
          registered_on: '2026-03-02',
          service_date: '2026-03-01',
          questions: 2,
          is_verified: true,
          verified_on: '2026-03-04',
        },
        {
          claim_id: 'C2',
          registered_on: '2026-03-05',
          service_date: '2026-03-01',
          questions: 1,
          is_verified: false,
          verified_on: null,
        },
      ],
    },
  ],
  lags: [
    {
      title: 'has medians and nine of ten by nearest rank, and counts no second bill and no unknown day',
      rows: lagged,
      ...march,
      expected: [
        { lag: 'charge', claims: 4, median_days: 4, ninetieth_days: 4, longest_days: 4 },
        { lag: 'denial', claims: 1, median_days: 10, ninetieth_days: 10, longest_days: 10 },
        { lag: 'payment', claims: 2, median_days: 10, ninetieth_days: 20, longest_days: 20 },
        { lag: 'submission', claims: 4, median_days: 2, ninetieth_days: 10, longest_days: 10 },
      ],
    },
    {
      title: 'takes the correction of what an old system charged for no first charge',
      rows: {
        charge: [fact('charge', { claim_id: 'OLD', posting_date: '2026-03-20', service_date: '2026-01-02' })],
        submission: [fact('submission', { claim_id: 'OLD', posting_date: '2026-03-21' })],
        claim_event: [event('OLD', '2026-03-01', { event: 'taken-over', from_state: null })],
      },
      ...march,
      expected: [],
    },
    { title: 'has no rows where nothing happened', rows: {}, ...march, expected: [] },
  ],
  'claims-behind-lags': [
    {
      title: 'shows from which day to which each lag is counted',
      rows: { charge: charges.slice(1, 4), submission: [sent('C2', '2026-03-07')] },
      ...march,
      expected: [
        {
          lag: 'charge',
          claim_id: 'C2',
          payer_id: null,
          from_day: '2026-03-01',
          to_day: '2026-03-05',
          lag_days: 4,
        },
        {
          lag: 'submission',
          claim_id: 'C2',
          payer_id: 'JUNIP',
          from_day: '2026-03-05',
          to_day: '2026-03-07',
          lag_days: 2,
        },
      ],
    },
  ],
  'late-charge-rate': [
    {
      title: 'leaves out what an old system had charged',
      rows: {
        charge: [...charges, ...charges.map((row) => ({ ...row, claim_id: 'OLD' }))],
        claim_event: [event('OLD', '2026-03-01', { event: 'taken-over', from_state: null })],
      },
      ...march,
      expected: [{ charge_amount: 250_00, late_amount: 150_00, late_charge_rate: 0.6 }],
    },
    {
      title: 'takes three days for in time, and a correction off what it corrects',
      rows: { charge: charges },
      ...march,
      // In time: 100. Late: 200 − 200 + 150.
      expected: [{ charge_amount: 250_00, late_amount: 150_00, late_charge_rate: 0.6 }],
    },
    {
      title: 'has no rate where nothing was charged',
      rows: {},
      ...march,
      expected: [{ charge_amount: 0, late_amount: 0, late_charge_rate: null }],
    },
  ],
  charges: [
    {
      title: 'shows what was charged and what was taken back',
      rows: { charge: charges.slice(1, 3) },
      ...march,
      expected: [
        {
          charged_on: '2026-03-05',
          claim_id: 'C2',
          line_number: 1,
          procedure_code: '99213',
          service_date: '2026-03-01',
          late_days: 4,
          payer_id: 'JUNIP',
          units: 1,
          amount: 200_00,
        },
        {
          charged_on: '2026-03-20',
          claim_id: 'C2',
          line_number: 1,
          procedure_code: '99213',
          service_date: '2026-03-01',
          late_days: 19,
          payer_id: 'JUNIP',
          units: -1,
          amount: -200_00,
        },
      ],
    },
  ],
};
