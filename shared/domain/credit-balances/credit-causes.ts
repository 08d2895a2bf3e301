import type { CreditCause } from '#contracts/credit-balance.ts';

interface CreditCauseRow {
  /** What happened, in a sentence. */
  readonly means: string;
  /** What is right to do. */
  readonly work: string;
  /** The payer is likely to take it back by itself, or the patient to owe it soon: it is asked about when it stands longer. */
  readonly daysToWait: number;
}

/** A reversal or an offset that is on its way usually comes with the next remittance or the one after. */
const untilNextRemittance = 5;
/** A deposit at the desk stands until the payer has decided what the patient owes. */
const untilPayerDecides = 30;

/** Why money stands in somebody's favor, and what each asks for. */
export const creditCauseRows: Readonly<Record<CreditCause, CreditCauseRow>> = {
  'paid-twice': {
    means: 'The payer has paid the same services twice.',
    work: 'Ask the payer whether it will take the second payment back from a later one ("offset"); if not, refund it.',
    daysToWait: untilNextRemittance,
  },
  'wrong-order-of-payers': {
    means: 'Two payers have each paid as if they were the first.',
    work: "Find out which of them comes first (coordination of benefits), and refund the other one's payment or have it taken back.",
    daysToWait: 0,
  },
  'reversal-pending': {
    means:
      'The payer has decided anew, or announced that it takes money back, and its former payment still stands.',
    work: 'Wait for the payer to take its former decision back ("offset"); when it says that it will not, refund that payment.',
    daysToWait: untilNextRemittance,
  },
  'charge-lowered': {
    means: 'The charge was lowered or taken back after the payer had paid.',
    work: 'Wait for the decision on the replacement or void ("offset"); refund what the payer does not take back.',
    daysToWait: untilNextRemittance,
  },
  'patient-paid-more': {
    means: 'The patient has paid more than the share that the payers now leave to the patient.',
    work: 'Refund it, or apply it with consent to another visit of which something is owed.',
    daysToWait: 0,
  },
  'later-payer-paid-more': {
    means: 'The payer after the first has paid more than the first one left.',
    work: 'Ask that payer whether it will take it back from a later payment ("offset"); if not, refund it.',
    daysToWait: untilNextRemittance,
  },
  'not-applied': {
    means: 'The payment was taken in and belongs to no visit.',
    work: 'Apply it with consent to a visit of which something is owed, or refund it.',
    daysToWait: untilPayerDecides,
  },
  'applied-and-decided': {
    means:
      'Money of the payer was applied by hand, and then its decision came, which posts its payment by itself.',
    work: 'If the decision is about the same check, take the application back, and the batch that the check was entered with too: it is in the ledger twice. If it is another payment, take the application back alone; what is then not applied has a task of its own.',
    daysToWait: 0,
  },
  'from-an-old-system': {
    means: 'It stood in the old system already.',
    work: 'See in the old system whose money it is, and refund it.',
    daysToWait: 0,
  },
  unknown: {
    means: 'Nothing in the ledger says why.',
    work: 'Compare the decisions and payments of the claim with what was billed, and find out whose money it is.',
    daysToWait: 0,
  },
};

/** Of money that cannot be given back, for a person: which state and when is not reckoned here. */
export const unclaimedPropertySentence =
  "A refund that nobody cashes becomes unclaimed property: when it must be reported and handed over, the law of the patient's state says.";
