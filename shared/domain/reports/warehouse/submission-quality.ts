import type { WarehouseReport } from '#contracts/warehouse/report.ts';
import { claimId, count, date, flag, maybe, money, payerId, rate, serviceDate } from './report-columns.ts';
import { countWhere, inPeriod, share } from './sql-words.ts';

/** A claim is clean when it was sent the first time without a scrubber having held it and without a person having touched it. */
const clean = 'failed_scrubs = 0 AND manual_touches = 0';

export const cleanClaimRate: WarehouseReport = {
  name: 'clean-claim-rate',
  title: 'Clean claim rate',
  group: 'claims',
  question: 'How many claims passed every edit and were sent without a person touching them?',
  formula:
    'claims sent the first time in the period that no edit held and no person touched ÷ claims sent the first time in the period; coding and audits of it are no touch',
  source: 'HFMA MAP Key CL-1',
  asks: 'period',
  reads: ['submission'],
  columns: [
    count('submitted_claims', 'Claims sent the first time.'),
    count('clean_claims', 'Of these: passed every edit, untouched.'),
    count('held_claims', 'Of these: held by the scrubber at least once.'),
    count('touched_claims', 'Of these: a person decided something about them.'),
    rate('clean_claim_rate', 'Clean of all sent.'),
  ],
  orderBy: ['submitted_claims'],
  drillsInto: { report: 'submitted-claims', by: [] },
  sql: `
SELECT
  count(*) AS submitted_claims,
  ${countWhere(clean)} AS clean_claims,
  ${countWhere('failed_scrubs > 0')} AS held_claims,
  ${countWhere('manual_touches > 0')} AS touched_claims,
  ${share(countWhere(clean), 'count(*)')} AS clean_claim_rate
FROM submission CROSS JOIN asked
WHERE submission_sequence = 1 AND ${inPeriod}`,
};

/** What came back of each submission that was sent in the period, whenever it came. */
const answered = `
answers AS (
  SELECT claim_id, submission_sequence,
    max(CASE WHEN status_category = 'A2' THEN 1 ELSE 0 END) AS accepted,
    max(CASE WHEN outcome = 'rejected' THEN 1 ELSE 0 END) AS rejected
  FROM acknowledgement
  GROUP BY claim_id, submission_sequence
),
sent AS (
  SELECT submission.*, coalesce(accepted, 0) AS accepted, coalesce(rejected, 0) AS rejected
  FROM submission
  CROSS JOIN asked
  LEFT JOIN answers
    ON answers.claim_id = submission.claim_id AND answers.submission_sequence = submission.submission_sequence
  WHERE ${inPeriod}
)`;

export const acceptanceRate: WarehouseReport = {
  name: 'acceptance-rate',
  title: 'Acceptance rate',
  group: 'claims',
  question: 'How much of what was sent did payers accept into adjudication?',
  formula:
    'submissions of the period that a 277CA accepted with A2 ÷ submissions of the period; acceptance by a clearinghouse (A1) is none',
  source: 'Status categories of the 277CA; kept apart from the clean claim rate on purpose',
  asks: 'period',
  reads: ['submission', 'acknowledgement'],
  columns: [
    count('submissions', 'Claims sent, each as often as it was sent.'),
    count('accepted', 'Of these: accepted by the payer.'),
    count('rejected', 'Of these: rejected by anybody on the way, and not accepted.'),
    count('unanswered', 'Of these: neither yet.'),
    rate('acceptance_rate', 'Accepted of all sent.'),
  ],
  orderBy: ['submissions'],
  drillsInto: { report: 'submitted-claims', by: [] },
  sql: `
WITH ${answered.trim()}
SELECT
  count(*) AS submissions,
  ${countWhere('accepted = 1')} AS accepted,
  ${countWhere('accepted = 0 AND rejected = 1')} AS rejected,
  ${countWhere('accepted = 0 AND rejected = 0')} AS unanswered,
  ${share(countWhere('accepted = 1'), 'count(*)')} AS acceptance_rate
FROM sent`,
};

export const submittedClaims: WarehouseReport = {
  name: 'submitted-claims',
  title: 'Claims sent',
  group: 'claims',
  question: 'Which claims were sent, and how did each go out and arrive?',
  formula: 'one row for each time a claim was sent in the period',
  source: 'Submissions and their acknowledgements',
  asks: 'period',
  reads: ['submission', 'acknowledgement'],
  columns: [
    claimId,
    count('submission_sequence', 'The how-manyeth time.'),
    payerId,
    date('sent_on', 'The day in whose books it was sent.'),
    serviceDate,
    money('charge_amount', 'What was charged.'),
    count('failed_scrubs', 'How often the scrubber had held it.'),
    count('manual_touches', 'What people had decided about it.'),
    flag('is_clean', 'Sent the first time, unheld and untouched.'),
    flag('is_accepted', 'The payer accepted it into adjudication.'),
    flag('is_rejected', 'Somebody on the way rejected it.'),
  ],
  orderBy: ['sent_on', 'claim_id', 'submission_sequence'],
  sql: `
WITH ${answered.trim()}
SELECT
  claim_id, submission_sequence, payer_id, posting_date AS sent_on, service_date, charge_amount,
  failed_scrubs, manual_touches,
  submission_sequence = 1 AND ${clean} AS is_clean,
  accepted = 1 AS is_accepted,
  rejected = 1 AS is_rejected
FROM sent`,
};

/** The first decisions of first payers, and whether anything came after them. */
const firstDecisions = `
decisions AS (
  SELECT claim_id, payer_id, remittance_id, claim_index, decision_number, place_in_line,
    coalesce(stands_again, false) AS stands_again, reverses, posting_date, service_date,
    sum(charge_amount) AS charge_amount, sum(paid_amount) AS paid_amount, sum(denied_amount) AS denied_amount
  FROM adjudication_line
  GROUP BY claim_id, payer_id, remittance_id, claim_index, decision_number, place_in_line,
    coalesce(stands_again, false), reverses, posting_date, service_date
),
spoken AS (
  SELECT claim_id, payer_id, sum(CASE WHEN stands_again THEN -1 ELSE 1 END) AS decisions_and_reversals
  FROM decisions
  GROUP BY claim_id, payer_id
),
first_decisions AS (
  SELECT decisions.*, denied_amount = 0 AND decisions_and_reversals = 1 AS is_resolved
  FROM decisions
  CROSS JOIN asked
  JOIN spoken ON spoken.claim_id = decisions.claim_id AND spoken.payer_id = decisions.payer_id
  WHERE decision_number = 1 AND place_in_line = 1 AND ${inPeriod}
)`;

export const firstPassResolution: WarehouseReport = {
  name: 'first-pass-resolution',
  title: 'First-pass resolution rate',
  group: 'claims',
  question: 'How many claims did the first payer settle at once?',
  formula:
    'claims whose first payer denied nothing in its first decision of the period, and neither changed nor took it back since ÷ claims whose first payer decided them the first time in the period',
  source: 'Domain rules 2.10',
  asks: 'period',
  reads: ['adjudication_line'],
  columns: [
    count('decided_claims', 'Claims decided the first time by their first payer.'),
    count('resolved_claims', 'Of these: settled by that.'),
    rate('first_pass_resolution_rate', 'Settled of all decided.'),
  ],
  orderBy: ['decided_claims'],
  drillsInto: { report: 'first-decisions', by: [] },
  sql: `
WITH ${firstDecisions.trim()}
SELECT
  count(*) AS decided_claims,
  ${countWhere('is_resolved')} AS resolved_claims,
  ${share(countWhere('is_resolved'), 'count(*)')} AS first_pass_resolution_rate
FROM first_decisions`,
};

export const firstDecisionsOfClaims: WarehouseReport = {
  name: 'first-decisions',
  title: 'First decisions',
  group: 'claims',
  question: 'What did the first payer decide of each claim at first, and did that settle it?',
  formula: 'one row for each claim that its first payer decided the first time in the period',
  source: 'Decisions of remittances',
  asks: 'period',
  reads: ['adjudication_line'],
  columns: [
    claimId,
    payerId,
    date('decided_on', 'The day in whose books it was decided.'),
    serviceDate,
    money('charge_amount', 'What was charged.'),
    money('paid_amount', 'What was paid.'),
    money('denied_amount', 'What was denied.'),
    flag('is_resolved', 'Nothing was denied, and nothing came after it.'),
  ],
  orderBy: ['decided_on', 'claim_id'],
  sql: `
WITH ${firstDecisions.trim()}
SELECT claim_id, payer_id, posting_date AS decided_on, service_date, charge_amount, paid_amount, denied_amount,
  is_resolved
FROM first_decisions`,
};

export const insuranceVerificationRate: WarehouseReport = {
  name: 'insurance-verification-rate',
  title: 'Insurance verification rate',
  group: 'claims',
  question: 'For how many new visits did a payer say whether the patient was covered?',
  formula:
    'visits that came in in the period and for which a payer answered active or inactive ÷ visits that came in in the period',
  source: 'HFMA MAP Keys',
  asks: 'period',
  reads: ['claim_event', 'eligibility'],
  columns: [
    count('registered_claims', 'Visits that came in.'),
    count('verified_claims', 'Of these: a payer said whether the patient was covered.'),
    rate('verification_rate', 'Verified of all that came in.'),
  ],
  orderBy: ['registered_claims'],
  drillsInto: { report: 'registered-claims', by: [] },
  sql: `
WITH registered AS (
  SELECT DISTINCT claim_id FROM claim_event CROSS JOIN asked WHERE from_state IS NULL AND ${inPeriod}
),
verified AS (
  SELECT DISTINCT claim_id FROM eligibility WHERE status IN ('active', 'inactive')
)
SELECT
  count(*) AS registered_claims,
  count(verified.claim_id) AS verified_claims,
  ${share('count(verified.claim_id)', 'count(*)')} AS verification_rate
FROM registered
LEFT JOIN verified ON verified.claim_id = registered.claim_id`,
};

export const registeredClaims: WarehouseReport = {
  name: 'registered-claims',
  title: 'Visits that came in',
  group: 'claims',
  question: 'Which visits came in, and was the patient’s coverage verified?',
  formula: 'one row for each visit that came in in the period',
  source: 'History of claims and answers of payers',
  asks: 'period',
  reads: ['claim_event', 'eligibility'],
  columns: [
    claimId,
    date('registered_on', 'When it came in.'),
    serviceDate,
    count('questions', 'How often a payer was asked.'),
    flag('is_verified', 'A payer said active or inactive.'),
    maybe(date('verified_on', 'When one first said so.')),
  ],
  orderBy: ['registered_on', 'claim_id'],
  sql: `
WITH registered AS (
  SELECT claim_id, min(posting_date) AS registered_on, min(service_date) AS service_date
  FROM claim_event CROSS JOIN asked
  WHERE from_state IS NULL AND ${inPeriod}
  GROUP BY claim_id
),
answers AS (
  SELECT claim_id, ${countWhere('coalesce(answer_number, 1) = 1')} AS questions,
    min(CASE WHEN status IN ('active', 'inactive') THEN posting_date END) AS verified_on
  FROM eligibility
  GROUP BY claim_id
)
SELECT registered.claim_id, registered_on, service_date, coalesce(questions, 0) AS questions,
  verified_on IS NOT NULL AS is_verified, verified_on
FROM registered
LEFT JOIN answers ON answers.claim_id = registered.claim_id`,
};
