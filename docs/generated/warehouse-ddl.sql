-- Made by `npm run docs` from the contracts of the tables; do not edit.
-- The stack makes these tables itself; this is for catalogues of others. WAREHOUSE_BUCKET is an output of the stack.
-- A partition is added at the folder that our catalogue names, never by its place in the bucket.

CREATE EXTERNAL TABLE IF NOT EXISTS ledger_entry (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  posting_id STRING COMMENT 'The posting of the ledger that it comes from.',
  leg_number INT COMMENT 'Position in the posting, from 1.',
  cause STRING COMMENT 'Why it was posted: charge, adjudication, payment ...',
  account STRING COMMENT 'Account of the chart, for example payer-receivable.',
  amount DECIMAL(18,2) COMMENT 'Positive debits, negative credits.',
  payer_id STRING COMMENT 'The payer; empty where it is the patient’s.',
  claim_id STRING COMMENT 'The claim.',
  line_number INT COMMENT 'The line of the claim, where it is about one.',
  reason STRING COMMENT 'CARC with its group, write-off reason, code of a provider adjustment, method of payment.',
  remittance_id STRING COMMENT 'The remittance that it came with.',
  payment_batch_id STRING COMMENT 'The batch it was entered with.',
  bank_entry_id STRING COMMENT 'The entry of the bank statement.',
  guarantor_id STRING COMMENT 'The account of the patient’s side.',
  corrects_posting_id STRING COMMENT 'The posting it takes back.',
  concerns_posting_id STRING COMMENT 'The posting whose amount it moves on, for what a person decided.',
  recorded_by STRING COMMENT 'The step, the file or the person.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/ledger_entry/';

CREATE EXTERNAL TABLE IF NOT EXISTS charge (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  posting_id STRING COMMENT 'The posting of the ledger that it comes from.',
  claim_id STRING COMMENT 'The claim.',
  line_number INT COMMENT 'The line; empty where only the sum is known (taken over from an old system).',
  amount DECIMAL(18,2) COMMENT 'Charged; negative where taken back.',
  units INT COMMENT 'Units of service; negative where taken back.',
  procedure_code STRING COMMENT 'CPT or HCPCS code.',
  modifiers STRING COMMENT 'In order, with a comma between.',
  diagnosis_codes STRING COMMENT 'The diagnoses that the line points at, the first first, with a comma between.',
  place_of_service STRING COMMENT 'CMS place of service.',
  rendering_npi STRING COMMENT 'Who did it.',
  billing_npi STRING COMMENT 'Who bills it.',
  location_id STRING COMMENT 'The practice’s place.',
  payer_id STRING COMMENT 'The payer; empty where it is the patient’s.',
  patient_key STRING COMMENT 'Key of dim_patient; a hash.',
  received_at TIMESTAMP COMMENT 'When the first that is known of the visit came in.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/charge/';

CREATE EXTERNAL TABLE IF NOT EXISTS payment (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  posting_id STRING COMMENT 'The posting of the ledger that it comes from.',
  source STRING COMMENT 'payer, patient, unapplied (nobody’s claim yet) or legacy (known from an old system).',
  kind STRING COMMENT 'payment, reversal (a payer took back what it had paid), refund, provider-adjustment (a payer moved money outside claims) or returned.',
  method STRING COMMENT 'ach, check, card, cash ... or none.',
  amount DECIMAL(18,2) COMMENT 'Came in; negative where it went out.',
  payer_id STRING COMMENT 'The payer; empty where it is the patient’s.',
  claim_id STRING COMMENT 'The claim.',
  remittance_id STRING COMMENT 'The remittance.',
  guarantor_id STRING COMMENT 'The account of the patient’s side.',
  at_visit BOOLEAN COMMENT 'Paid at the desk on the day of the visit (point of service).'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/payment/';

CREATE EXTERNAL TABLE IF NOT EXISTS provider_adjustment (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  posting_id STRING COMMENT 'The posting of the ledger that it comes from.',
  remittance_id STRING COMMENT 'The remittance.',
  payer_id STRING COMMENT 'The payer; empty where it is the patient’s.',
  payee_id STRING COMMENT 'PLB01.',
  adjustment_code STRING COMMENT 'PLB03-1, for example WO, FB, L6.',
  reference STRING COMMENT 'PLB03-2 as a hash, for payers write numbers of members into it; the same has the same.',
  amount DECIMAL(18,2) COMMENT 'As in the file: positive lessens the payment, negative adds to it.',
  account STRING COMMENT 'The account that it was posted to.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/provider_adjustment/';

CREATE EXTERNAL TABLE IF NOT EXISTS claim_event (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  claim_id STRING COMMENT 'The claim.',
  claim_version INT COMMENT 'The claim’s version after it.',
  event STRING COMMENT 'What happened, by its name in the lifecycle.',
  from_state STRING COMMENT 'State before; empty for the first.',
  to_state STRING COMMENT 'State after.',
  by_person BOOLEAN COMMENT 'Whether a person caused it.',
  leg INT COMMENT 'The execution of the pipeline.',
  charge_amount DECIMAL(18,2) COMMENT 'What all lines of the claim charge after it, whether they are posted or not; empty for events of before it was recorded.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/claim_event/';

CREATE EXTERNAL TABLE IF NOT EXISTS submission (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  claim_id STRING COMMENT 'The claim.',
  submission_sequence INT COMMENT 'The how-manyeth of the claim, from 1.',
  payer_id STRING COMMENT 'To whom.',
  frequency STRING COMMENT 'CLM05-3: 1 original, 7 replacement, 8 void.',
  charge_amount DECIMAL(18,2) COMMENT 'What was charged of the claim when it was sent.',
  failed_scrubs INT COMMENT 'How often the scrubber had held the claim before it was sent.',
  manual_touches INT COMMENT 'Decisions of people about it before it was sent, other than its coding and audits of that.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/submission/';

CREATE EXTERNAL TABLE IF NOT EXISTS acknowledgement (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  claim_id STRING COMMENT 'The claim.',
  submission_sequence INT COMMENT 'The submission that it answers.',
  acknowledgement_number INT COMMENT 'The how-manyeth of it, from 1.',
  payer_id STRING COMMENT 'To whom the claim was sent.',
  kind STRING COMMENT 'TA1, 999 or 277CA.',
  outcome STRING COMMENT 'accepted, rejected or informational.',
  status_category STRING COMMENT 'STC01-1 of a 277CA, for example A2; else empty.',
  sender STRING COMMENT 'Who answered.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/acknowledgement/';

CREATE EXTERNAL TABLE IF NOT EXISTS adjudication_line (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  remittance_id STRING COMMENT 'The remittance that brought the decision.',
  claim_index INT COMMENT 'Position of the CLP in the remittance, from 1.',
  line_index INT COMMENT 'Position of the SVC in the CLP, from 1; 0 for what is of the claim as a whole.',
  claim_id STRING COMMENT 'The claim.',
  payer_id STRING COMMENT 'Who decided.',
  line_number INT COMMENT 'The line of our claim.',
  place_in_line INT COMMENT 'Decided as first, second or third payer.',
  decision_number INT COMMENT 'The how-manyeth decision about the claim by this payer, from 1; a reversal is none and has 0.',
  status_code STRING COMMENT 'CLP02; 22 is a reversal.',
  is_reversal BOOLEAN COMMENT 'Takes an earlier decision back.',
  reverses STRING COMMENT 'Of a reversal: remittance and CLP of what it takes back, as <remittance_id>#<claim_index>.',
  procedure_code STRING COMMENT 'As the payer decided it.',
  modifiers STRING COMMENT 'In order, with a comma between.',
  charge_amount DECIMAL(18,2) COMMENT 'What was charged; 0 in line 0.',
  paid_amount DECIMAL(18,2) COMMENT 'Paid.',
  contractual_amount DECIMAL(18,2) COMMENT 'Taken off by contract.',
  patient_amount DECIMAL(18,2) COMMENT 'Left to the patient.',
  denied_amount DECIMAL(18,2) COMMENT 'Neither: denied.',
  other_amount DECIMAL(18,2) COMMENT 'All else: sequestration, another payer’s part.',
  remark_codes STRING COMMENT 'RARC, with a comma between.',
  submitted_at TIMESTAMP COMMENT 'When the claim was first sent to this payer; empty where another payer passed it on.',
  posting_id STRING COMMENT 'The posting of the ledger by which it counts; empty where it moved nothing.',
  stands_again BOOLEAN COMMENT 'Of a reversal: it means another decision, and the one in `reverses` stands again; this row undoes the one that took it back.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/adjudication_line/';

CREATE EXTERNAL TABLE IF NOT EXISTS adjustment (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  remittance_id STRING COMMENT 'The remittance that brought the decision.',
  claim_index INT COMMENT 'Position of the CLP in the remittance, from 1.',
  line_index INT COMMENT 'Position of the SVC in the CLP, from 1; 0 for what is of the claim as a whole.',
  claim_id STRING COMMENT 'The claim.',
  payer_id STRING COMMENT 'Who decided.',
  adjustment_index INT COMMENT 'Position on its line, from 1.',
  group_code STRING COMMENT 'CO, PR, OA, PI or CR.',
  reason_code STRING COMMENT 'CARC.',
  amount DECIMAL(18,2) COMMENT 'Positive lessens the payment.',
  kind STRING COMMENT 'contractual, patient, denied or other: how it was read.',
  denial_cause STRING COMMENT 'Of a denial: its cause, for example authorization, eligibility, coding.',
  denial_stage STRING COMMENT 'Of a denial: whose work prevents it, for example front-desk, coder, biller.',
  is_reversal BOOLEAN COMMENT 'Of a decision that takes another back.',
  stands_again BOOLEAN COMMENT 'Of a reversal: it means another decision, and the one in `reverses` stands again; this row undoes the one that took it back.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/adjustment/';

CREATE EXTERNAL TABLE IF NOT EXISTS variance (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  remittance_id STRING COMMENT 'The remittance that brought the decision.',
  claim_index INT COMMENT 'Position of the CLP in the remittance, from 1.',
  line_index INT COMMENT 'Position of the SVC in the CLP, from 1; 0 for what is of the claim as a whole.',
  claim_id STRING COMMENT 'The claim.',
  payer_id STRING COMMENT 'Who decided.',
  procedure_code STRING COMMENT 'The code.',
  contract STRING COMMENT 'The contract that prices it.',
  expected_amount DECIMAL(18,2) COMMENT 'What the contract allows.',
  allowed_amount DECIMAL(18,2) COMMENT 'What the payer allowed.',
  kind STRING COMMENT 'underpaid, overpaid or as-expected.',
  line_number INT COMMENT 'The line of our claim; empty where the payer decided on it as a whole. Where a payer split it, line_index is the first part.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/variance/';

CREATE EXTERNAL TABLE IF NOT EXISTS eligibility (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  claim_id STRING COMMENT 'The claim.',
  question_number INT COMMENT 'The how-manyeth of the claim, from 1.',
  payer_id STRING COMMENT 'Who was asked.',
  status STRING COMMENT 'active, inactive, unknown, rejected or no-answer.',
  asked_at TIMESTAMP COMMENT 'When it was asked.',
  answered_at TIMESTAMP COMMENT 'When it was answered.',
  copay_amount DECIMAL(18,2) COMMENT 'The copay, where it was told.',
  answer_number INT COMMENT '1 for the first row of a question, 2 for an answer that came after its time was up: rows with 1 are the questions, and of two rows the second holds.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/eligibility/';

CREATE EXTERNAL TABLE IF NOT EXISTS estimate (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  estimate_id STRING COMMENT 'The estimate.',
  claim_id STRING COMMENT 'The claim that it became.',
  patient_key STRING COMMENT 'Key of dim_patient; a hash.',
  estimated_amount DECIMAL(18,2) COMMENT 'What the patient was told.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/estimate/';

CREATE EXTERNAL TABLE IF NOT EXISTS task_event (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  task_id STRING COMMENT 'The task.',
  kind STRING COMMENT 'The kind of task, for example denial.',
  event STRING COMMENT 'opened, worked or moot (closed by an event).',
  claim_id STRING COMMENT 'The claim that it is about.',
  dollars_at_stake DECIMAL(18,2) COMMENT 'What hangs on it.',
  opened_at TIMESTAMP COMMENT 'When it was opened.',
  due_on DATE COMMENT 'When it is due.',
  outcome STRING COMMENT 'What was decided, once closed.',
  worked_by STRING COMMENT 'Who closed it.',
  worked_seconds INT COMMENT 'How long people had it in hand, where they took it.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/task_event/';

CREATE EXTERNAL TABLE IF NOT EXISTS statement (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  statement_number STRING COMMENT 'Names the statement.',
  guarantor_id STRING COMMENT 'The account.',
  cycle INT COMMENT 'The run of statements, from 1.',
  statement_in_cycle INT COMMENT 'Which of its run, from 1.',
  claim_id STRING COMMENT 'The visit.',
  balance_amount DECIMAL(18,2) COMMENT 'What it asked for of the visit.',
  due_on DATE COMMENT 'Until when.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/statement/';

CREATE EXTERNAL TABLE IF NOT EXISTS coding_audit (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  task_id STRING COMMENT 'The audit.',
  claim_id STRING COMMENT 'The claim.',
  coder STRING COMMENT 'Whose coding it is.',
  outcome STRING COMMENT 'no-change, corrected, replacement-needed or released.',
  audited_kind STRING COMMENT 'diagnosis, procedure, visit-level, modifier ...',
  total INT COMMENT 'Codes that were coded or should have been.',
  errors INT COMMENT 'Of these: wrong or missing.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/coding_audit/';

CREATE EXTERNAL TABLE IF NOT EXISTS cost (
  fact_id STRING COMMENT 'Names the row for good: the same fact has the same id.',
  posting_date DATE COMMENT 'The day in whose books it counts, a day of UTC as in the ledger; late facts count in the open period.',
  service_date DATE COMMENT 'The first day of service of what it is about.',
  known_at TIMESTAMP COMMENT 'When it became known here.',
  kind STRING COMMENT 'cloud, clearinghouse, staff or other.',
  service STRING COMMENT 'Of the cloud: which service.',
  amount DECIMAL(18,2) COMMENT 'What it cost; negative where taken back. Of an estimate rounded to the cent, often 0.00.',
  basis STRING COMMENT 'billed (cloud), entered (all else) or estimated.',
  cost_month DATE COMMENT 'The first day of the month that it is for, whenever it was entered.',
  microdollars INT COMMENT 'Of an estimate: what it is in millionths of a dollar; take it in the place of the amount.',
  entry_number INT COMMENT 'The entry in the book of costs.',
  takes_back_entry INT COMMENT 'The entry that this one takes back, on the row that does so.'
)
PARTITIONED BY (practice_id STRING, posting_month STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/facts/cost/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_practice (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  edition INT COMMENT 'The edition.',
  name STRING COMMENT 'Its name.',
  time_zone STRING COMMENT 'Where it works.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_practice/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_provider (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  npi STRING COMMENT 'Key.',
  last_name STRING COMMENT 'Last name.',
  first_name STRING COMMENT 'First name.',
  taxonomy STRING COMMENT 'NUCC taxonomy code.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_provider/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_payer (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  payer_id STRING COMMENT 'Key.',
  name STRING COMMENT 'Name.',
  payer_group STRING COMMENT 'medicare, medicaid, commercial or other, from its claim filing indicator.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_payer/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_plan (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  payer_id STRING COMMENT 'The payer.',
  contract STRING COMMENT 'Key, with the payer.',
  effective_from DATE COMMENT 'First day of service.',
  effective_to DATE COMMENT 'Last day of service.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_plan/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_code (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  code STRING COMMENT 'Key.',
  code_set STRING COMMENT 'cpt or hcpcs, by its form.',
  category STRING COMMENT 'visit, surgery, radiology, laboratory, medicine, drug or other, by its range.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_code/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_patient (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  patient_key STRING COMMENT 'Key, a hash.',
  birth_year INT COMMENT 'Year of birth; empty for those of ninety and older (45 CFR 164.514(b)).',
  sex STRING COMMENT 'F, M or U.',
  state STRING COMMENT 'State of the address.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/dimensions/dim_patient/';

CREATE EXTERNAL TABLE IF NOT EXISTS dim_patient_identified (
  valid_from TIMESTAMP COMMENT 'From when the row holds.',
  valid_until TIMESTAMP COMMENT 'Until when, that moment not included; empty while it holds.',
  patient_key STRING COMMENT 'Key, as in dim_patient.',
  last_name STRING COMMENT 'Last name.',
  first_name STRING COMMENT 'First name.',
  birth_date DATE COMMENT 'Birth date.',
  member_id STRING COMMENT 'Member id of the first coverage.'
)
PARTITIONED BY (practice_id STRING)
STORED AS PARQUET
LOCATION 's3://WAREHOUSE_BUCKET/identified/dimensions/dim_patient_identified/';
