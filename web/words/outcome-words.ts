import type { practiceTaskOutcomes } from '#contracts/practice-task-outcomes.ts';
import type { TaskKind } from '#contracts/task-kinds.ts';
import type { taskOutcomes } from '#contracts/claim-task-outcomes.ts';
import type * as z from 'zod';

interface OutcomeWords {
  /** What the person does by choosing it. */
  readonly does: string;
  /** What happens then, one sentence. */
  readonly leadsTo: string;
}

type Outcomes = typeof taskOutcomes & typeof practiceTaskOutcomes;
type OutcomeOf<Kind extends TaskKind> = z.input<Outcomes[Kind]>['outcome'];

const writeOff: OutcomeWords = {
  does: 'Write off',
  leadsTo: 'What is open is written off; what the patient owes goes to the patient’s account.',
};
const notBillable: OutcomeWords = {
  does: 'Not billable',
  leadsTo: 'The claim is closed, and nothing is billed.',
};
const contractIsWrong: OutcomeWords = {
  does: 'Our contract is wrong',
  leadsTo: 'Nothing is asked of the payer. Correct the contract in the practice’s settings.',
};
const askedPayer: OutcomeWords = {
  does: 'Asked the payer',
  leadsTo: 'The task comes back on the day you say, with your question among its evidence.',
};
const depositIs: OutcomeWords = {
  does: 'It is this payment',
  leadsTo: 'The money is put to these remittances or batches, in their order.',
};
const placeIt: OutcomeWords = {
  does: 'Place it',
  leadsTo: 'The whole amount moves to that account by one posting, which stays in the ledger.',
};

/** What each decision is called and what it leads to. A decision without words does not compile. */
export const outcomeWords: {
  readonly [Kind in TaskKind]: { readonly [Outcome in OutcomeOf<Kind>]: OutcomeWords };
} = {
  coverage: {
    'coverage-corrected': {
      does: 'Correct the coverage',
      leadsTo: 'The payer of the coverage is asked again.',
    },
    'bill-anyway': { does: 'Bill anyway', leadsTo: 'The claim goes on to coding or the scrubber as it is.' },
    'self-pay': { does: 'Self-pay', leadsTo: 'The coverages are taken off; the patient receives the bill.' },
  },
  coding: {
    coded: { does: 'Code the visit', leadsTo: 'The claim goes to the scrubber with these codes.' },
    'query-provider': {
      does: 'Ask the provider',
      leadsTo: 'The provider gets your question; this task waits until the answer comes.',
    },
    'not-billable': notBillable,
  },
  'coding-audit': {
    'coded-blind': {
      does: 'Code the visit yourself',
      leadsTo: 'Your coding is kept; then the coder’s is shown beside it.',
    },
    'no-change': { does: 'Nothing changes', leadsTo: 'The coder’s codes stand, and the audit is closed.' },
    corrected: {
      does: 'Correct the codes',
      leadsTo: 'The claim goes on to the scrubber with the right codes.',
    },
    'replacement-needed': {
      does: 'Replace the claim',
      leadsTo: 'A biller decides about a replacement with the right codes.',
    },
    released: { does: 'Release without an audit', leadsTo: 'The claim goes on, and nothing is counted.' },
  },
  authorization: {
    obtained: {
      does: 'Enter the authorization',
      leadsTo: 'The claim carries this number and is scrubbed again; limits of an earlier one fall away.',
    },
    corrected: {
      does: 'Correct the claim',
      leadsTo: 'For a wrong code or date: the claim is scrubbed again with what you changed.',
    },
    'not-required': {
      does: 'Attest that none is required',
      leadsTo: 'A manager answers for it by name; the claim is scrubbed again without these findings.',
    },
    'not-billable': notBillable,
    'write-off': writeOff,
  },
  correction: {
    corrected: { does: 'Correct the claim', leadsTo: 'The claim is scrubbed again with what you changed.' },
    attested: {
      does: 'Attest that it is right',
      leadsTo: 'These findings are bypassed under your name, and the claim is scrubbed again.',
    },
    'not-billable': notBillable,
    'write-off': writeOff,
  },
  rejection: {
    corrected: {
      does: 'Correct and send again',
      leadsTo: 'The claim is scrubbed and sent again. Change nothing where the other side was at fault.',
    },
    'write-off': writeOff,
  },
  denial: {
    'correct-and-resubmit': {
      does: 'Correct and resubmit',
      leadsTo: 'Sent as a replacement, or as a new claim where the payer takes none.',
    },
    appeal: {
      does: 'Appeal',
      leadsTo: 'A task for the appeal opens, due when the payer must have it. The letter is yours to send.',
    },
    'write-off': {
      does: 'Write off',
      leadsTo: 'The denied amount is written off; the claim goes to the patient’s account.',
    },
    'bill-the-patient': {
      does: 'Bill the patient',
      leadsTo: 'The denied amount becomes the patient’s. Refused where contract or law does not allow it.',
    },
  },
  appeal: {
    sent: {
      does: 'It was sent',
      leadsTo: 'The claim waits for the payer; without an answer the task comes back on the day you say.',
    },
    overturned: {
      does: 'The payer gives way',
      leadsTo: 'The claim waits for the payment; without one the task comes back on the day you say.',
    },
    upheld: {
      does: 'The payer turned it down',
      leadsTo: 'The denial task opens again; another appeal from there is one of the next level.',
    },
    withdrawn: { does: 'Withdraw it', leadsTo: 'The denial task opens again.' },
    'write-off': writeOff,
  },
  'follow-up': {
    'keep-waiting': {
      does: 'Keep waiting',
      leadsTo: 'The payer has its usual time for a remittance once more.',
    },
    resubmit: {
      does: 'Send again',
      leadsTo: 'Scrubbed and sent again. Refused while the payer has the claim and has not decided it.',
    },
    'back-to-denial': {
      does: 'Back to the denial',
      leadsTo: 'The denial task opens again, for example after an appeal that was turned down.',
    },
    'write-off': writeOff,
  },
  'charge-changed': {
    replace: {
      does: 'Bill the new content',
      leadsTo:
        'The new content takes the place of the old; the claim is scrubbed and sent, as a replacement where the payer has it.',
    },
    void: {
      does: 'Void the claim',
      leadsTo: 'The payer gets a void. When it is accepted the charges are taken back and the claim closes.',
    },
    ignore: {
      does: 'Leave the claim as it is',
      leadsTo: 'The same content, sent again, asks nobody a second time.',
    },
  },
  'missing-charge': {
    'charge-will-come': {
      does: 'The charge will come',
      leadsTo: 'It is looked for again on the day you say; without it a new task opens.',
    },
    'no-charge': { does: 'No charge', leadsTo: 'Nothing is billed for this appointment.' },
  },
  'unmapped-alias': {
    'map-to': {
      does: 'Map it',
      leadsTo: 'The name is kept with the practice, and every upload that waits for it is read once more.',
    },
    refuse: { does: 'Refuse it', leadsTo: 'Records with this name stay refused, and nobody is asked again.' },
  },
  'unmatched-document': {
    'belongs-to': {
      does: 'Give it to a visit',
      leadsTo: 'The document is with that visit and on its claim.',
    },
    'not-needed': { does: 'Not needed', leadsTo: 'The document is kept and belongs to no visit.' },
  },
  'unsigned-note': {
    'will-be-signed': {
      does: 'It will be signed',
      leadsTo: 'It is looked at again on the day you say; if nothing is signed by then a new task opens.',
    },
    'signed-elsewhere': {
      does: 'It is signed elsewhere',
      leadsTo: 'The notes count as signed, and the visit is taken in.',
    },
    'left-out': {
      does: 'Leave the note out',
      leadsTo: 'The visit is taken in without it, if there is something else to bill.',
    },
  },
  'physician-query': {
    answered: {
      does: 'Answer',
      leadsTo: 'Your answer is kept with the visit for good, and the coder goes on.',
    },
    withdrawn: {
      does: 'Withdraw the question',
      leadsTo: 'The provider is not asked any more, and the visit can be coded.',
    },
    unanswered: {
      does: 'Close it as unanswered',
      leadsTo: 'The visit is coded from what is documented.',
    },
  },
  'incomplete-visit': {
    'will-come': {
      does: 'It will come',
      leadsTo:
        'The visit is looked at again on the day you say; if it still lacks something a new task opens.',
    },
    'not-billed': { does: 'Not billed', leadsTo: 'Nobody is asked about this visit again.' },
  },
  'quarantined-upload': {
    discarded: { does: 'Discard it', leadsTo: 'The file stays unread; nothing comes in its place.' },
    'sent-again': {
      does: 'It was sent again',
      leadsTo: 'The file stays unread; a clean one was uploaded in its place.',
    },
  },
  'duplicate-patient': {
    'same-person': {
      does: 'The same person',
      leadsTo: 'From now on the two are one person. No claim, account or statement changes.',
    },
    'different-persons': {
      does: 'Two persons',
      leadsTo: 'The two stay two, and nobody is asked about them again.',
    },
  },
  'unexplained-adjustment': {
    place: placeIt,
    'ask-the-payer': askedPayer,
    'right-as-posted': {
      does: 'Right as posted',
      leadsTo: 'The amount stays in the account in which it stands.',
    },
  },
  'takeback-differs': {
    'recovered-from': {
      does: 'Taken for this claim',
      leadsTo: 'What was taken is set against that claim, which waits for the payer again.',
    },
    'ask-the-payer': askedPayer,
    place: placeIt,
  },
  'credit-balance': {
    refund: {
      does: 'Refund',
      leadsTo:
        'The refund is approved and waits to be paid. Above the limit another person must decide the same.',
    },
    offset: {
      does: 'The payer will offset it',
      leadsTo: 'The task comes back on the day you say, and closes when the payer has taken the money.',
    },
    apply: {
      does: 'Apply to another visit',
      leadsTo: 'The patient’s money goes to what the same guarantor owes of that claim.',
    },
    investigate: {
      does: 'Investigate',
      leadsTo: 'The days by law do not count until then; this can be done once.',
    },
    'not-a-credit': {
      does: 'Not a credit',
      leadsTo: 'Nobody is asked again while the same amount stands for the same cause.',
    },
  },
  'refund-taken-again': {
    'ask-the-payer': askedPayer,
    settled: { does: 'Settled', leadsTo: 'Nobody is asked about this refund again; nothing more is posted.' },
  },
  underpayment: {
    'asked-payer': askedPayer,
    'contract-is-wrong': contractIsWrong,
    accepted: { does: 'Accept it', leadsTo: 'What the payer allowed is taken as it is.' },
  },
  'overpayment-review': {
    'told-payer': {
      does: 'Told the payer',
      leadsTo: 'The task comes back on the day you say, when the payer should have decided.',
    },
    'contract-is-wrong': contractIsWrong,
    'right-as-paid': { does: 'Right as paid', leadsTo: 'What the payer allowed is taken as it is.' },
  },
  'charge-too-low': {
    'charge-raised': {
      does: 'Charge raised',
      leadsTo: 'The practice’s fee schedule was raised, or is to be.',
    },
    left: { does: 'Leave it', leadsTo: 'The charge stays as it is.' },
  },
  'late-payment': {
    'asked-payer': {
      does: 'Sent the letter',
      leadsTo: 'The task comes back on the day you say.',
    },
    waived: { does: 'Waive the interest', leadsTo: 'The interest is not asked for.' },
    paid: { does: 'It was paid', leadsTo: 'The interest has come.' },
  },
  'out-of-balance-remittance': {
    'ask-the-payer': {
      does: 'Ask the payer',
      leadsTo: 'Nothing is posted. A corrected remittance is posted by itself when it comes.',
    },
    'corrected-one-came': { does: 'A corrected one came', leadsTo: 'Nothing of this one is posted.' },
    'post-the-rest': {
      does: 'Post the claims that add up',
      leadsTo: 'Takes two persons. Each of the other claims is parked whole, with a task of its own.',
    },
    'same-payment': {
      does: 'The same payment',
      leadsTo: 'It was posted before; nothing of this one is posted.',
    },
    'post-it-too': {
      does: 'Another payment',
      leadsTo: 'Takes two persons. It is posted beside the earlier one.',
    },
  },
  'unmatched-remittance': {
    'belongs-to': { does: 'Put it to a claim', leadsTo: 'The payment is posted to that claim.' },
    'post-as-corrected': {
      does: 'Post with what is missing',
      leadsTo:
        'Takes two persons. The payment is posted with the adjustments that you add, so that it balances.',
    },
    'return-to-payer': { does: 'Return to the payer', leadsTo: 'The money is owed back to the payer.' },
    'of-an-old-system': {
      does: 'Of the old system',
      leadsTo: 'The money is that system’s, to be posted there.',
    },
    'not-a-claim-of-ours': {
      does: 'Not a claim of ours',
      leadsTo: 'Only for one that paid nothing: the task closes.',
    },
  },
  'unmatched-deposit': {
    is: depositIs,
    'not-a-payment': {
      does: 'No payment of a claim',
      leadsTo: 'The money moves out of suspense to that account.',
    },
    wait: { does: 'Wait', leadsTo: 'It stays in suspense, and the task comes back on the day you say.' },
  },
  'missing-remittance': {
    'asked-payer': askedPayer,
    is: {
      does: 'It came under another number',
      leadsTo: 'The money is put to these remittances or batches.',
    },
    'came-elsewhere': {
      does: 'It came elsewhere',
      leadsTo: 'On paper or from a portal: enter it as a batch under the number of the payment.',
    },
  },
  'missing-deposit': {
    'asked-payer': askedPayer,
    'came-elsewhere': {
      does: 'It came elsewhere',
      leadsTo: 'Your word takes the place of the bank’s, and the remittance counts as paid.',
    },
  },
  'returned-item': {
    redeposited: { does: 'Deposited again', leadsTo: 'The returned item is set against the new deposit.' },
    'take-back-payment': {
      does: 'Take the payment back',
      leadsTo: 'It was deposited for that remittance or batch, whose money is awaited anew.',
    },
    'not-a-payment': {
      does: 'No payment of a claim',
      leadsTo: 'The amount moves out of suspense to that account.',
    },
  },
  'repeated-bank-entry': {
    'the-same': {
      does: 'The same entry',
      leadsTo: 'It is the entry that came before, and is not posted again.',
    },
    another: { does: 'Another entry', leadsTo: 'It is posted beside the one that came before.' },
  },
  hold: {
    'send-anyway': {
      does: 'Send it anyway',
      leadsTo: 'This claim is scrubbed and submitted in spite of the hold; the others stay held.',
    },
  },
  dispute: {
    'patient-owes': {
      does: 'The patient owes it',
      leadsTo: 'Statements go on where they stood.',
    },
    adjust: {
      does: 'Give a part of it up',
      leadsTo: 'Written off by a posting of its own; above your limit somebody approves it first.',
    },
    'insurance-owes': {
      does: 'Back to the insurance',
      leadsTo: 'A charge-changed task opens to bill it again. No statement asks for the visit until then.',
    },
    'not-this-patients': {
      does: 'Not this patient’s',
      leadsTo: 'A charge-changed task opens to void the claim. No statement asks for the visit until then.',
    },
    'keep-looking': { does: 'Look again later', leadsTo: 'The dispute stays open until the day you say.' },
  },
  'hold-review': {
    release: {
      does: 'Release the hold',
      leadsTo: 'Every claim that no other hold stops is scrubbed again and submitted.',
    },
    'keep-holding': {
      does: 'Keep holding',
      leadsTo: 'The claims wait on, and the task comes back on the day you say.',
    },
  },
  'write-off-approval': {
    approve: { does: 'Approve', leadsTo: 'It is posted as proposed, under both names.' },
    refuse: {
      does: 'Refuse',
      leadsTo: 'Nothing is posted. The task goes back into the queue with your reason.',
    },
  },
  'follow-up-date': {
    'promise-kept': { does: 'It has happened', leadsTo: 'The matter is closed.' },
    'asked-again': {
      does: 'Asked again',
      leadsTo: 'The task comes back on the day you say. Keep the call in the log of the claim as well.',
    },
    'promise-not-kept': {
      does: 'It has not happened',
      leadsTo: 'Nobody waits for it any more; work the claim by its other tasks.',
    },
    'no-longer-needed': { does: 'No longer needed', leadsTo: 'The matter is closed.' },
  },
};

const rejectProposal: OutcomeWords = {
  does: 'Reject the proposal',
  leadsTo: 'What was proposed is taken off the task, which stays open.',
};

/** The words for an outcome by name, of whatever kind of task. */
export function wordsOfOutcome(kind: TaskKind, outcome: string): OutcomeWords {
  const words: Readonly<Record<string, OutcomeWords>> = outcomeWords[kind];
  return outcome === 'reject-proposal'
    ? rejectProposal
    : (words[outcome] ?? { does: spaced(outcome), leadsTo: '' });
}

/** `not-billable` as `Not billable`. */
export function spaced(name: string): string {
  const words = name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
