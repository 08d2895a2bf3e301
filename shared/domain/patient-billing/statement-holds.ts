import type { Claim } from '#contracts/claim.ts';
import type { Posting } from '#contracts/ledger.ts';
import type { AccountVisit } from '#contracts/patient-account.ts';
import { balancesOf } from '../ledger/balances.ts';
import { standingAdjudications } from '../remittance/standing-adjudications.ts';

/** A visit of the account with the claim and ledger behind it. */
export interface VisitFacts {
  readonly visit: AccountVisit;
  readonly claim: Claim;
  /** Every posting of the claim. */
  readonly postings: readonly Posting[];
  /** The guarantor disputes it, by itself or with the whole account. */
  readonly isDisputed?: boolean;
}

export interface HoldRow {
  readonly reason: string;
  /** For staff. */
  readonly meaning: string;
  /** When to look again, in days. */
  readonly waitDays: number;
}

/** A visit nothing may be asked for yet; the rest of the account is billed without it. */
export interface VisitHoldRow extends HoldRow {
  /** For the guarantor: why nothing is asked yet. */
  readonly words: string;
  readonly applies: (facts: VisitFacts) => boolean;
}

export const visitHolds: readonly VisitHoldRow[] = [
  {
    reason: 'deceased-patient',
    meaning: 'The patient has died; the estate is billed by a person',
    words: 'We will write to you about this visit separately.',
    waitDays: 30,
    applies: ({ claim }) => claim.patient.deathDate !== undefined,
  },
  {
    reason: 'disputed',
    meaning: 'The guarantor disputes the balance; it is decided in its task',
    words: 'You told us that something is not right with this visit. You owe nothing for it until we answer.',
    waitDays: 7,
    applies: ({ isDisputed }) => isDisputed === true,
  },
  {
    reason: 'change-to-decide',
    meaning: 'What becomes of changed charges of the claim is not decided yet',
    words: 'We are looking at this visit again. You owe nothing for it now.',
    waitDays: 7,
    applies: ({ claim }) => claim.pendingChange !== undefined,
  },
  {
    reason: 'pending-payer-work',
    meaning: 'A payer or the staff are still at work on the claim',
    words: 'Your insurance is looking at this visit again. You owe nothing for it now.',
    waitDays: 14,
    applies: ({ visit, claim, postings }) => {
      const balances = balancesOf(postings);
      return (
        claim.state !== 'closed' ||
        balances['payer-receivable'] !== 0 ||
        balances['denial-pending'] !== 0 ||
        balances['patient-receivable'] !== visit.balanceCents
      );
    },
  },
  {
    reason: 'pending-next-payer',
    meaning: 'Another payer comes before the patient and has not decided',
    words: 'Your other insurance has not decided yet. You owe nothing for this visit now.',
    waitDays: 14,
    applies: ({ claim }) => {
      const decided = new Set(standingAdjudications(claim).map(({ payerId }) => payerId));
      return claim.coverages.some(({ order, payerId }) => order !== 'primary' && !decided.has(payerId));
    },
  },
];

/** Facts about the account as a whole, over the visits that may be billed. */
interface AccountFacts {
  readonly dueCents: number;
  readonly minimumBalanceCents: number;
  readonly zip: string;
  /** Days until the practice's interval between two statements is over; zero or less when it is. */
  readonly daysToInterval: number;
}

export interface AccountHoldRow extends HoldRow {
  readonly applies: (facts: AccountFacts) => boolean;
  /** Where the days to wait follow from the account. */
  readonly waitDaysOf?: (facts: AccountFacts) => number;
}

export const accountHolds: readonly AccountHoldRow[] = [
  {
    reason: 'credit-balance',
    meaning: 'The practice owes the guarantor money; a person refunds it or keeps it with consent',
    waitDays: 30,
    applies: ({ dueCents }) => dueCents < 0,
  },
  {
    reason: 'minimum-balance',
    meaning: "The balance is under the practice's minimum for a statement",
    waitDays: 30,
    applies: ({ dueCents, minimumBalanceCents }) => dueCents < minimumBalanceCents,
  },
  {
    reason: 'no-zip',
    meaning: 'The address of the guarantor has no real ZIP code; the front desk corrects it',
    waitDays: 7,
    applies: ({ zip }) => /^(?:0{5}|9{5})/.test(zip) || zip.length < 5,
  },
  {
    reason: 'minimum-days',
    meaning: 'The last statement went out too short a time ago',
    waitDays: 1,
    waitDaysOf: ({ daysToInterval }) => daysToInterval,
    applies: ({ daysToInterval }) => daysToInterval > 0,
  },
];
