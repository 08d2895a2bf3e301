import type { AccountKind } from '#contracts/ledger.ts';

interface AccountRow {
  /** For screens, reports and the day sheet. */
  readonly name: string;
  readonly meaning: string;
  /** The side on which the account usually stands; a balance on the other side is worth a look. */
  readonly usualSide: 'debit' | 'credit' | 'either';
}

export const chartOfAccounts: Readonly<Record<AccountKind, AccountRow>> = {
  'payer-receivable': {
    name: 'Payer receivable',
    meaning: 'Billed to a payer and not yet decided',
    usualSide: 'debit',
  },
  'patient-receivable': {
    name: 'Patient receivable',
    meaning: 'Owed by the guarantor: what the payer left to the patient, or a visit without coverage',
    usualSide: 'debit',
  },
  'denial-pending': {
    name: 'Denied, to be worked',
    meaning: 'Refused by the payer; a person has not yet decided what becomes of it',
    usualSide: 'debit',
  },
  charges: { name: 'Charges', meaning: 'Gross charges of the services', usualSide: 'credit' },
  'contractual-adjustment': {
    name: 'Contractual adjustment',
    meaning: "The part of the charge that the payer's contract or law takes off",
    usualSide: 'debit',
  },
  'write-off': {
    name: 'Write-off',
    meaning: 'Given up by a decision of the staff',
    usualSide: 'debit',
  },
  'cash-in-transit': {
    name: 'Cash in transit',
    meaning: 'Announced by a remittance or taken in at the desk, not yet matched to a deposit',
    usualSide: 'debit',
  },
  bank: {
    name: 'Bank',
    meaning: "Found on a statement of the practice's bank",
    usualSide: 'debit',
  },
  'interest-income': {
    name: 'Interest income',
    meaning: 'Interest a payer added for paying late',
    usualSide: 'credit',
  },
  'takeback-payable': {
    name: 'Takeback payable',
    meaning:
      'Overpayments and forwarded balances that a payer will take from, or took out of, other payments',
    usualSide: 'either',
  },
  suspense: {
    name: 'Suspense',
    meaning: 'Money of a remittance whose place a person must find',
    usualSide: 'either',
  },
  'unapplied-payment': {
    name: 'Unapplied payments',
    meaning: 'Taken in from a patient or payer and not yet applied to a claim',
    usualSide: 'credit',
  },
  'refund-payable': {
    name: 'Refunds payable',
    meaning: 'Found to be owed back to a payer or patient and not yet paid back or set off',
    usualSide: 'credit',
  },
  'settlement-income': {
    name: 'Settlement income',
    meaning: 'Paid for no single claim: capitation, pass-through payments, bonuses, incentives',
    usualSide: 'credit',
  },
  'withheld-by-payer': {
    name: 'Withheld by payers',
    meaning: 'Kept back by a payer for a tax office or another creditor: a credit there, or a debt paid',
    usualSide: 'debit',
  },
  'other-adjustment': {
    name: 'Other adjustment',
    meaning: 'Amounts that neither the patient nor a contract explains: prior payers, incentives, penalties',
    usualSide: 'either',
  },
  'opening-balance': {
    name: 'Opening balance',
    meaning:
      'What was open in the old system when its claims were taken over: the other side of their balances',
    usualSide: 'credit',
  },
  legacy: {
    name: 'Old system',
    meaning: 'Money for claims that stayed in the old system, to be posted there',
    usualSide: 'credit',
  },
};
