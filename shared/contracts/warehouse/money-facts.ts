import { stamp, type WarehouseTable } from './column.ts';

const claim = { name: 'claim_id', type: 'text', mayBeEmpty: true, meaning: 'The claim.' } as const;
const payer = {
  name: 'payer_id',
  type: 'text',
  mayBeEmpty: true,
  meaning: 'The payer; empty where it is the patient’s.',
} as const;
const posting = {
  name: 'posting_id',
  type: 'text',
  meaning: 'The posting of the ledger that it comes from.',
} as const;

export const ledgerEntry = {
  name: 'ledger_entry',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One leg of one posting of the ledger. All rows add up to zero, and so do those of each posting.',
  version: 1,
  columns: [
    ...stamp,
    posting,
    { name: 'leg_number', type: 'count', meaning: 'Position in the posting, from 1.' },
    { name: 'cause', type: 'text', meaning: 'Why it was posted: charge, adjudication, payment ...' },
    { name: 'account', type: 'text', meaning: 'Account of the chart, for example payer-receivable.' },
    { name: 'amount', type: 'money', meaning: 'Positive debits, negative credits.' },
    payer,
    claim,
    {
      name: 'line_number',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'The line of the claim, where it is about one.',
    },
    {
      name: 'reason',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'CARC with its group, write-off reason, code of a provider adjustment, method of payment.',
    },
    { name: 'remittance_id', type: 'text', mayBeEmpty: true, meaning: 'The remittance that it came with.' },
    { name: 'payment_batch_id', type: 'text', mayBeEmpty: true, meaning: 'The batch it was entered with.' },
    { name: 'bank_entry_id', type: 'text', mayBeEmpty: true, meaning: 'The entry of the bank statement.' },
    { name: 'guarantor_id', type: 'text', mayBeEmpty: true, meaning: 'The account of the patient’s side.' },
    { name: 'corrects_posting_id', type: 'text', mayBeEmpty: true, meaning: 'The posting it takes back.' },
    {
      name: 'concerns_posting_id',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'The posting whose amount it moves on, for what a person decided.',
    },
    { name: 'recorded_by', type: 'text', meaning: 'The step, the file or the person.' },
  ],
} as const satisfies WarehouseTable;

export const charge = {
  name: 'charge',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One line of a claim as a posting charged it, or took it back with a negative amount and negative units. All rows of a claim add up to what is charged of it.',
  version: 1,
  columns: [
    ...stamp,
    posting,
    { name: 'claim_id', type: 'text', meaning: 'The claim.' },
    {
      name: 'line_number',
      type: 'count',
      mayBeEmpty: true,
      meaning: 'The line; empty where only the sum is known (taken over from an old system).',
    },
    { name: 'amount', type: 'money', meaning: 'Charged; negative where taken back.' },
    { name: 'units', type: 'count', meaning: 'Units of service; negative where taken back.' },
    { name: 'procedure_code', type: 'text', mayBeEmpty: true, meaning: 'CPT or HCPCS code.' },
    { name: 'modifiers', type: 'text', mayBeEmpty: true, meaning: 'In order, with a comma between.' },
    {
      name: 'diagnosis_codes',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'The diagnoses that the line points at, the first first, with a comma between.',
    },
    { name: 'place_of_service', type: 'text', mayBeEmpty: true, meaning: 'CMS place of service.' },
    { name: 'rendering_npi', type: 'text', mayBeEmpty: true, meaning: 'Who did it.' },
    { name: 'billing_npi', type: 'text', mayBeEmpty: true, meaning: 'Who bills it.' },
    { name: 'location_id', type: 'text', mayBeEmpty: true, meaning: 'The practice’s place.' },
    payer,
    { name: 'patient_key', type: 'text', mayBeEmpty: true, meaning: 'Key of dim_patient; a hash.' },
    { name: 'received_at', type: 'instant', meaning: 'When the first that is known of the visit came in.' },
  ],
} as const satisfies WarehouseTable;

export const payment = {
  name: 'payment',
  sort: 'fact',
  mart: 'reporting',
  grain:
    'One leg on cash-in-transit or bank of a posting whose cause is not deposit, with its amount as it is: what payers and patients paid, what belongs to nobody yet; negative what was taken back, moved or refunded.',
  version: 1,
  columns: [
    ...stamp,
    posting,
    {
      name: 'source',
      type: 'text',
      meaning: 'payer, patient, unapplied (nobody’s claim yet) or legacy (known from an old system).',
    },
    {
      name: 'kind',
      type: 'text',
      meaning:
        'payment, reversal (a payer took back what it had paid), refund, provider-adjustment (a payer moved money outside claims) or returned.',
    },
    { name: 'method', type: 'text', meaning: 'ach, check, card, cash ... or none.' },
    { name: 'amount', type: 'money', meaning: 'Came in; negative where it went out.' },
    payer,
    claim,
    { name: 'remittance_id', type: 'text', mayBeEmpty: true, meaning: 'The remittance.' },
    { name: 'guarantor_id', type: 'text', mayBeEmpty: true, meaning: 'The account of the patient’s side.' },
    {
      name: 'at_visit',
      type: 'flag',
      meaning: 'Paid at the desk on the day of the visit (point of service).',
    },
  ],
} as const satisfies WarehouseTable;

export const providerAdjustment = {
  name: 'provider_adjustment',
  sort: 'fact',
  mart: 'reporting',
  grain: 'One provider-level adjustment (PLB) of a remittance, as it was posted.',
  version: 1,
  columns: [
    ...stamp,
    posting,
    { name: 'remittance_id', type: 'text', mayBeEmpty: true, meaning: 'The remittance.' },
    payer,
    { name: 'payee_id', type: 'text', mayBeEmpty: true, meaning: 'PLB01.' },
    { name: 'adjustment_code', type: 'text', meaning: 'PLB03-1, for example WO, FB, L6.' },
    {
      name: 'reference',
      type: 'text',
      mayBeEmpty: true,
      meaning: 'PLB03-2 as a hash, for payers write numbers of members into it; the same has the same.',
    },
    {
      name: 'amount',
      type: 'money',
      meaning: 'As in the file: positive lessens the payment, negative adds to it.',
    },
    { name: 'account', type: 'text', meaning: 'The account that it was posted to.' },
  ],
} as const satisfies WarehouseTable;
