import { stamp, type WarehouseTable } from './column.ts';

const claim = { name: 'claim_id', type: 'text', meaning: 'The claim.' } as const;
const decision = [
  { name: 'remittance_id', type: 'text', meaning: 'The remittance that brought the decision.' },
  { name: 'claim_index', type: 'count', meaning: 'Position of the CLP in the remittance, from 1.' },
  {
    name: 'line_index',
    type: 'count',
    meaning: 'Position of the SVC in the CLP, from 1; 0 for what is of the claim as a whole.',
  },
  claim,
  { name: 'payer_id', type: 'text', meaning: 'Who decided.' },
] as const;

const standsAgain = {
  name: 'stands_again',
  type: 'flag',
  mayBeEmpty: true,
  meaning:
    'Of a reversal: it means another decision, and the one in `reverses` stands again; this row undoes the one that took it back.',
} as const;

export const claimEvent = {
  name: 'claim_event',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One move or change of a claim.',
  version: 1,
  columns: [
    ...stamp,
    claim,
    { name: 'claim_version', type: 'count', meaning: 'The claim’s version after it.' },
    { name: 'event', type: 'text', meaning: 'What happened, by its name in the lifecycle.' },
    { name: 'from_state', type: 'text', mayBeEmpty: true, meaning: 'State before; empty for the first.' },
    { name: 'to_state', type: 'text', meaning: 'State after.' },
    { name: 'by_person', type: 'flag', meaning: 'Whether a person caused it.' },
    { name: 'leg', type: 'count', meaning: 'The execution of the pipeline.' },
    {
      name: 'charge_amount',
      type: 'money',
      mayBeEmpty: true,
      meaning:
        'What all lines of the claim charge after it, whether they are posted or not; empty for events of before it was recorded.',
    },
  ],
} as const satisfies WarehouseTable;

export const submission = {
  name: 'submission',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One claim sent to one payer once.',
  version: 1,
  columns: [
    ...stamp,
    claim,
    { name: 'submission_sequence', type: 'count', meaning: 'The how-manyeth of the claim, from 1.' },
    { name: 'payer_id', type: 'text', meaning: 'To whom.' },
    { name: 'frequency', type: 'text', meaning: 'CLM05-3: 1 original, 7 replacement, 8 void.' },
    { name: 'charge_amount', type: 'money', meaning: 'What was charged of the claim when it was sent.' },
    {
      name: 'failed_scrubs',
      type: 'count',
      meaning: 'How often the scrubber had held the claim before it was sent.',
    },
    {
      name: 'manual_touches',
      type: 'count',
      meaning: 'Decisions of people about it before it was sent, other than its coding and audits of that.',
    },
  ],
} as const satisfies WarehouseTable;

export const acknowledgement = {
  name: 'acknowledgement',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One answer to a submission before the payer decided: TA1, 999 or a status of a 277CA.',
  version: 1,
  columns: [
    ...stamp,
    claim,
    { name: 'submission_sequence', type: 'count', meaning: 'The submission that it answers.' },
    { name: 'acknowledgement_number', type: 'count', meaning: 'The how-manyeth of it, from 1.' },
    { name: 'payer_id', type: 'text', meaning: 'To whom the claim was sent.' },
    { name: 'kind', type: 'text', meaning: 'TA1, 999 or 277CA.' },
    { name: 'outcome', type: 'text', meaning: 'accepted, rejected or informational.' },
    {
      name: 'status_category',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'STC01-1 of a 277CA, for example A2; else empty.',
    },
    { name: 'sender', type: 'text', meaning: 'Who answered.' },
  ],
} as const satisfies WarehouseTable;

export const adjudicationLine = {
  name: 'adjudication_line',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One line of a payer’s decision; amounts that are of the claim as a whole have line 0. A reversal is a decision of its own, with negative amounts; where it turns out to mean another decision, the one that it took back stands again, with rows of the reversal that have its amounts. charge = paid + contractual + patient + denied + other, in every row.',
  version: 2,
  columns: [
    ...stamp,
    ...decision,
    { name: 'line_number', type: 'count', mayBeEmpty: true, meaning: 'The line of our claim.' },
    { name: 'place_in_line', type: 'count', meaning: 'Decided as first, second or third payer.' },
    {
      name: 'decision_number',
      type: 'count',
      meaning:
        'The how-manyeth decision about the claim by this payer, from 1; a reversal is none and has 0.',
    },
    { name: 'status_code', type: 'text', meaning: 'CLP02; 22 is a reversal.' },
    { name: 'is_reversal', type: 'flag', meaning: 'Takes an earlier decision back.' },
    {
      name: 'reverses',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'Of a reversal: remittance and CLP of what it takes back, as <remittance_id>#<claim_index>.',
    },
    { name: 'procedure_code', type: 'text', mayBeEmpty: true, meaning: 'As the payer decided it.' },
    { name: 'modifiers', type: 'text', mayBeEmpty: true, meaning: 'In order, with a comma between.' },
    { name: 'charge_amount', type: 'money', meaning: 'What was charged; 0 in line 0.' },
    { name: 'paid_amount', type: 'money', meaning: 'Paid.' },
    { name: 'contractual_amount', type: 'money', meaning: 'Taken off by contract.' },
    { name: 'patient_amount', type: 'money', meaning: 'Left to the patient.' },
    { name: 'denied_amount', type: 'money', meaning: 'Neither: denied.' },
    { name: 'other_amount', type: 'money', meaning: 'All else: sequestration, another payer’s part.' },
    { name: 'remark_codes', type: 'text', mayBeEmpty: true, meaning: 'RARC, with a comma between.' },
    {
      name: 'submitted_at',
      type: 'instant',
      mayBeEmpty: true,
      meaning: 'When the claim was first sent to this payer; empty where another payer passed it on.',
    },
    {
      name: 'posting_id',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'The posting of the ledger by which it counts; empty where it moved nothing.',
    },
    standsAgain,
  ],
} as const satisfies WarehouseTable;

export const adjustment = {
  name: 'adjustment',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One adjustment (CAS) of a decision.',
  version: 2,
  columns: [
    ...stamp,
    ...decision,
    { name: 'adjustment_index', type: 'count', meaning: 'Position on its line, from 1.' },
    { name: 'group_code', type: 'text', meaning: 'CO, PR, OA, PI or CR.' },
    { name: 'reason_code', type: 'text', meaning: 'CARC.' },
    { name: 'amount', type: 'money', meaning: 'Positive lessens the payment.' },
    { name: 'kind', type: 'text', meaning: 'contractual, patient, denied or other: how it was read.' },
    {
      name: 'denial_cause',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'Of a denial: its cause, for example authorization, eligibility, coding.',
    },
    {
      name: 'denial_stage',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'Of a denial: whose work prevents it, for example front-desk, coder, biller.',
    },
    { name: 'is_reversal', type: 'flag', meaning: 'Of a decision that takes another back.' },
    standsAgain,
  ],
} as const satisfies WarehouseTable;

export const variance = {
  name: 'variance',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One line of ours that a contract prices, as a payer decided it, with what the contract allows and what the payer allowed.',
  version: 2,
  columns: [
    ...stamp,
    ...decision,
    { name: 'procedure_code', type: 'text', meaning: 'The code.' },
    { name: 'contract', type: 'text', meaning: 'The contract that prices it.' },
    { name: 'expected_amount', type: 'money', meaning: 'What the contract allows.' },
    { name: 'allowed_amount', type: 'money', meaning: 'What the payer allowed.' },
    { name: 'kind', type: 'text', meaning: 'underpaid, overpaid or as-expected.' },
    {
      name: 'line_number',
      type: 'count',
      mayBeEmpty: true,
      meaning:
        'The line of our claim; empty where the payer decided on it as a whole. Where a payer split it, line_index is the first part.',
    },
  ],
} as const satisfies WarehouseTable;

export const eligibility = {
  name: 'eligibility',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One question whether a patient was covered, with its answer. A question that is answered after its time was up has a second row, with answer_number 2.',
  version: 2,
  columns: [
    ...stamp,
    claim,
    { name: 'question_number', type: 'count', meaning: 'The how-manyeth of the claim, from 1.' },
    { name: 'payer_id', type: 'text', meaning: 'Who was asked.' },
    { name: 'status', type: 'text', meaning: 'active, inactive, unknown, rejected or no-answer.' },
    { name: 'asked_at', type: 'instant', meaning: 'When it was asked.' },
    { name: 'answered_at', type: 'instant', mayBeEmpty: true, meaning: 'When it was answered.' },
    { name: 'copay_amount', type: 'money', mayBeEmpty: true, meaning: 'The copay, where it was told.' },
    {
      name: 'answer_number',
      type: 'count',
      mayBeEmpty: true,
      meaning:
        '1 for the first row of a question, 2 for an answer that came after its time was up: rows with 1 are the questions, and of two rows the second holds.',
    },
  ],
} as const satisfies WarehouseTable;

export const estimate = {
  name: 'estimate',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One good-faith estimate. No stage makes any yet: the table is empty.',
  version: 1,
  columns: [
    ...stamp,
    { name: 'estimate_id', type: 'text', meaning: 'The estimate.' },
    { name: 'claim_id', type: 'text', mayBeEmpty: true, meaning: 'The claim that it became.' },
    { name: 'patient_key', type: 'text', mayBeEmpty: true, meaning: 'Key of dim_patient; a hash.' },
    { name: 'estimated_amount', type: 'money', meaning: 'What the patient was told.' },
  ],
} as const satisfies WarehouseTable;
