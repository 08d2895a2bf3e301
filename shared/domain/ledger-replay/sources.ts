import type { Posting } from '#contracts/ledger.ts';

/** Where each posting of a ledger comes from, and by what record beside the journal it is rebuilt. */
export const replaySources = {
  charges: "charges: the claims as they were sent (837), else the claim's own record, and its history",
  'taken-over': 'claims taken over: what the claim keeps of the old system',
  remittances: 'decisions of payers: the 835 files',
  'provider-adjustments': 'provider adjustments: the 835 files (PLB)',
  decisions: 'decisions of people about claims, as the claims keep them',
  voids: 'voided claims: their history',
  'payments-entered': 'payments of patients and payments not applied: the batches as they were entered',
  'bank-entries': 'entries of the bank: its files',
  deposits:
    'money found in the bank: its files and what was announced, less what is open on either side of them',
  pairs: 'second halves of what was moved between two accounts: the first half',
  placements: 'money that a person placed: the posting that it was placed from',
  'refund-checks': 'checks of refunds: what their approvals left to be paid',
  corrections: 'postings that take others back: those that they take back',
  refunds: 'refunds: what two persons approved, as the task keeps it; and what payers took of them',
  applied: 'money applied to a claim after it had come',
  'found-elsewhere': 'money that a person found in an account whose statements are not taken in',
  'takebacks-placed': 'takebacks that a person set against a claim or an account',
  letters: 'letters in which payers announce takebacks',
  disputes: 'what was given up of disputed balances',
  others: 'postings of which no source is known',
} as const;
export type ReplaySource = keyof typeof replaySources;

/** What of a posting is believed because nothing but the journal says it. */
export const takenFromJournal: Partial<Readonly<Record<ReplaySource, string>>> = {
  pairs: 'that it was moved is written nowhere else; how much is what its first half moved',
  placements:
    'where a person placed it is written nowhere else; how much is what the posting behind it holds, as rebuilt',
  'refund-checks': 'that the check went out is written nowhere else; how much is what its approval left',
  corrections: 'that it was taken back is written nowhere else; how much is what was taken back, as rebuilt',
  refunds: 'how much one person gives back alone is written nowhere else, nor what a payer took of it',
  applied: 'how much of the money a person applied is written nowhere else',
  'found-elsewhere': "a person's word takes the place of the bank's statement",
  'takebacks-placed':
    'how much was left of what the payer took when a person placed it is written nowhere else',
  disputes: 'which decisions of payers it stands against is written nowhere else; the account keeps the sum',
  letters: 'a letter moves nothing: it credits and debits the same account',
};

/** Whether the posting of remittances made a posting by itself, from the file. */
export function isMadeFromFile({ by, cause }: Posting): boolean {
  return (
    /^remittance R\w+ claim \d+$/.test(by) ||
    by === 'post-claim-payments' ||
    (by === 'close-remittance' && cause === 'provider-adjustment')
  );
}

const byCause: Partial<Readonly<Record<Posting['cause'], ReplaySource>>> = {
  charge: 'charges',
  'charge-correction': 'charges',
  'opening-balance': 'taken-over',
  'provider-adjustment': 'provider-adjustments',
  'takeback-announced': 'letters',
  'refund-paid': 'refund-checks',
  'refund-approved': 'refunds',
  'write-off': 'decisions',
  'billed-to-patient': 'decisions',
  'denial-reopened': 'decisions',
  adjudication: 'decisions',
  reversal: 'decisions',
  'unmatched-remittance': 'remittances',
};

/** Of postings that no cause tells apart: what their ids begin with. */
const byId: readonly (readonly [RegExp, ReplaySource])[] = [
  [/^(taken-back-)?payment-/, 'payments-entered'],
  [/^bank-/, 'bank-entries'],
  [/^deposit-/, 'deposits'],
  [/^elsewhere-/, 'found-elsewhere'],
  [/^applied-(to-|.*-to-claim$)/, 'pairs'],
  [/^applied-/, 'applied'],
  [/^(withheld|met)-/, 'refunds'],
  [/^disputed-/, 'disputes'],
  [/^(covered|replaced)-/, 'decisions'],
];

/** The source of a posting, told by the posting alone. */
export function sourceOf(posting: Posting): ReplaySource {
  const { by, cause, corrects, postingId, concerns, bankEntryId } = posting;
  if (isMadeFromFile(posting)) {
    return cause === 'provider-adjustment' ? 'provider-adjustments' : 'remittances';
  }
  if (by === 'hand-over-balance') {
    return 'voids';
  }
  const known = byId.find(([pattern]) => pattern.test(postingId))?.[1];
  if (known !== undefined) {
    return known;
  }
  if (corrects !== undefined && cause !== 'reversal') {
    return 'corrections';
  }
  if (cause === 'placed') {
    return bankEntryId !== undefined && concerns === undefined
      ? 'deposits'
      : posting.legs.some(({ reason }) => reason === 'taken by the payer')
        ? 'takebacks-placed'
        : 'placements';
  }
  return byCause[cause] ?? 'others';
}
