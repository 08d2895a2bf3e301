import type { TaskKind } from '#contracts/task-kinds.ts';

interface TaskKindWords {
  /** As lists and headings call it. */
  readonly name: string;
  /** Why tasks of this kind exist, one sentence. */
  readonly means: string;
  /** Whose work it usually is. */
  readonly whose: string;
}

/** What staff call each kind of task. */
export const taskWords: Readonly<Record<TaskKind, TaskKindWords>> = {
  coverage: {
    name: 'Coverage',
    means: 'The payer did not confirm that the patient was covered on the day of the visit.',
    whose: 'Front desk',
  },
  coding: {
    name: 'Coding',
    means: 'The visit came without diagnoses or without charges. Code it from the note.',
    whose: 'Coder',
  },
  'coding-audit': {
    name: 'Coding audit',
    means: 'A second person codes the visit without seeing the first coding; then the two are compared.',
    whose: 'Auditor',
  },
  authorization: {
    name: 'Authorization',
    means: 'The payer wants an authorization for what was done, and the claim has none that covers it.',
    whose: 'Front desk or biller',
  },
  correction: {
    name: 'Correction',
    means: 'The scrubber holds the claim: the payer would reject or deny it as it is.',
    whose: 'Biller or coder',
  },
  rejection: {
    name: 'Rejection',
    means: 'The clearinghouse or the payer sent the claim back before deciding on it.',
    whose: 'Biller',
  },
  denial: {
    name: 'Denial',
    means: 'The payer decided not to pay all or a part of the claim.',
    whose: 'Biller',
  },
  appeal: {
    name: 'Appeal',
    means: 'A denial is appealed: send the letter in time, and enter what the payer answers.',
    whose: 'Biller',
  },
  'follow-up': {
    name: 'Follow-up',
    means: 'Nothing came back within the payer’s usual time. Ask where the claim is.',
    whose: 'Biller',
  },
  'charge-changed': {
    name: 'Charge changed',
    means: 'The practice sent other content for a visit that was billed already, or that staff had changed.',
    whose: 'Biller',
  },
  'missing-charge': {
    name: 'Missing charge',
    means: 'An appointment was kept, and no charge has come for it.',
    whose: 'Front desk',
  },
  'unmapped-alias': {
    name: 'Unmapped name',
    means: 'A file names a provider, payer, location or code in its own words. Say which one is meant.',
    whose: 'Administrator',
  },
  'quarantined-upload': {
    name: 'Quarantined upload',
    means: 'A file was put aside unread: it looks like a program, or its name tells about a patient.',
    whose: 'Administrator',
  },
  'incomplete-visit': {
    name: 'Incomplete visit',
    means: 'A visit is held since something of it never came.',
    whose: 'Front desk',
  },
  'unmatched-document': {
    name: 'Unmatched document',
    means: 'A document came, and nothing tells to which visit it belongs.',
    whose: 'Front desk',
  },
  'unsigned-note': {
    name: 'Unsigned note',
    means: 'The note of a visit is not signed, so nothing supports a bill yet.',
    whose: 'Provider',
  },
  'physician-query': {
    name: 'Physician query',
    means:
      'A coder asks the provider what the note leaves open. The visit is coded when the answer has come.',
    whose: 'Provider',
  },
  'duplicate-patient': {
    name: 'Duplicate patient',
    means: 'Two patients may be one person.',
    whose: 'Front desk',
  },
  'unexplained-adjustment': {
    name: 'Unexplained adjustment',
    means: 'A payer took or added money for no single claim. Say where it belongs.',
    whose: 'Payment poster',
  },
  'takeback-differs': {
    name: 'Takeback differs',
    means: 'A payer took back money that it had not announced, or more than it had announced.',
    whose: 'Payment poster',
  },
  'unmatched-remittance': {
    name: 'Unmatched payment',
    means:
      'A payment of a remittance could not be put to a claim by itself. It is parked until you say whose it is.',
    whose: 'Payment poster',
  },
  'out-of-balance-remittance': {
    name: 'Out of balance',
    means: 'A remittance does not add up, or repeats an earlier one. Nothing of it was posted.',
    whose: 'Payment poster',
  },
  underpayment: {
    name: 'Underpayment',
    means: 'A payer allowed less than its contract says.',
    whose: 'Biller',
  },
  'overpayment-review': {
    name: 'Overpayment review',
    means: 'A payer allowed more than its contract says. Money that is not yours must be given back.',
    whose: 'Biller',
  },
  'charge-too-low': {
    name: 'Charge too low',
    means: 'The practice charged less than the contract allows.',
    whose: 'Manager',
  },
  'late-payment': {
    name: 'Late payment',
    means: 'A payer paid later than law or contract lets it, and owes interest.',
    whose: 'Biller',
  },
  'credit-balance': {
    name: 'Credit balance',
    means: 'A payer or a patient paid more than was owed. It is owed back.',
    whose: 'Payment poster',
  },
  'refund-taken-again': {
    name: 'Refund taken again',
    means: 'A payer took back money that the practice had refunded already.',
    whose: 'Payment poster',
  },
  'unmatched-deposit': {
    name: 'Unmatched deposit',
    means: 'Money came to the bank, and no number says what it is for.',
    whose: 'Payment poster',
  },
  'missing-remittance': {
    name: 'Missing remittance',
    means: 'A payment came to the bank, and its remittance has not come.',
    whose: 'Payment poster',
  },
  'missing-deposit': {
    name: 'Missing deposit',
    means: 'A remittance announced a payment that the bank has not shown.',
    whose: 'Payment poster',
  },
  'returned-item': {
    name: 'Returned item',
    means: 'The bank sent back a check or a transfer.',
    whose: 'Payment poster',
  },
  'repeated-bank-entry': {
    name: 'Repeated bank entry',
    means: 'An entry of the bank may have come with another file before, and nothing tells whether it did.',
    whose: 'Payment poster',
  },
  hold: {
    name: 'Claim on hold',
    means: 'The claim waits for the release of a hold, and its filing deadline nears.',
    whose: 'Owner of the hold',
  },
  dispute: {
    name: 'Dispute',
    means: 'A guarantor says that a balance is not right. No statement asks for it until you decide.',
    whose: 'Biller or front desk',
  },
  'hold-review': {
    name: 'Hold review',
    means: 'The review date of a hold has come. Release it, or say why it stays.',
    whose: 'Owner of the hold',
  },
  'write-off-approval': {
    name: 'Write-off approval',
    means:
      'Somebody proposes a write-off or a refund above the own limit. Approve it, or refuse it with a reason.',
    whose: 'Whoever’s limit covers it',
  },
  'follow-up-date': {
    name: 'Follow-up date',
    means: 'A call, a letter or a note named this day. See whether what was promised has happened.',
    whose: 'Whoever asked',
  },
};
