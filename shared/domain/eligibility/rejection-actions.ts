import type { CoverageStatus } from '#contracts/claim.ts';

export interface RejectionAction {
  /** `unknown`: the payer could not say; `rejected`: it did not find what we asked about. Neither is a no. */
  readonly status: Extract<CoverageStatus, 'unknown' | 'rejected'>;
  /** What the payer objects to, as a clause: "the payer ...". */
  readonly meaning: string;
  readonly whatToDo: string;
}

const identity = 'Compare the card with the registration, then correct the coverage.';
const ours =
  'This is not the front desk’s: the practice administrator checks the enrollment. Bill anyway if coverage is otherwise known.';
const payerDown = 'Call the payer or look at its portal; bill anyway if coverage is otherwise known.';

/** AAA03, reject reason codes, of the 271 (005010X279A1). Own words. */
export const rejectionActions: Readonly<Record<string, RejectionAction>> = {
  '04': { status: 'unknown', meaning: 'refused the number of patients asked for', whatToDo: payerDown },
  '15': { status: 'rejected', meaning: 'misses data that it requires', whatToDo: identity },
  '33': { status: 'rejected', meaning: 'could not process an input', whatToDo: identity },
  '41': { status: 'unknown', meaning: 'does not let this provider ask', whatToDo: ours },
  '42': { status: 'unknown', meaning: 'was unable to respond', whatToDo: payerDown },
  '43': { status: 'unknown', meaning: 'does not accept the provider’s identification', whatToDo: ours },
  '45': { status: 'unknown', meaning: 'does not accept the provider’s specialty', whatToDo: ours },
  '47': { status: 'unknown', meaning: 'does not accept the provider’s state', whatToDo: ours },
  '48': { status: 'unknown', meaning: 'does not accept the referring provider’s id', whatToDo: ours },
  '49': { status: 'unknown', meaning: 'says the provider is not the primary care physician', whatToDo: ours },
  '50': { status: 'unknown', meaning: 'does not let this provider ask about others', whatToDo: ours },
  '51': { status: 'unknown', meaning: 'does not have the provider on file', whatToDo: ours },
  '52': { status: 'unknown', meaning: 'has no contract for the service dates', whatToDo: ours },
  '56': { status: 'unknown', meaning: 'does not accept the date', whatToDo: payerDown },
  '57': { status: 'unknown', meaning: 'does not accept the service date', whatToDo: payerDown },
  '58': { status: 'rejected', meaning: 'does not accept the birth date', whatToDo: identity },
  '60': { status: 'rejected', meaning: 'sees a birth date after the service', whatToDo: identity },
  '61': { status: 'rejected', meaning: 'sees a date of death before the service', whatToDo: identity },
  '62': { status: 'unknown', meaning: 'does not look that far back', whatToDo: payerDown },
  '63': { status: 'unknown', meaning: 'does not look that far ahead', whatToDo: payerDown },
  '64': { status: 'rejected', meaning: 'does not accept the patient’s id', whatToDo: identity },
  '65': { status: 'rejected', meaning: 'does not accept the patient’s name', whatToDo: identity },
  '66': { status: 'rejected', meaning: 'does not accept the patient’s sex', whatToDo: identity },
  '67': { status: 'rejected', meaning: 'did not find the patient', whatToDo: identity },
  '68': { status: 'rejected', meaning: 'has the patient’s id twice', whatToDo: identity },
  '71': { status: 'rejected', meaning: 'has another birth date', whatToDo: identity },
  '72': { status: 'rejected', meaning: 'does not accept the member id', whatToDo: identity },
  '73': { status: 'rejected', meaning: 'does not accept the subscriber’s name', whatToDo: identity },
  '74': { status: 'rejected', meaning: 'does not accept the subscriber’s sex', whatToDo: identity },
  '75': { status: 'rejected', meaning: 'did not find the subscriber', whatToDo: identity },
  '76': { status: 'rejected', meaning: 'has the member id twice', whatToDo: identity },
  '77': { status: 'rejected', meaning: 'found the subscriber but not the patient', whatToDo: identity },
  '78': { status: 'rejected', meaning: 'does not find the subscriber in the group', whatToDo: identity },
  '79': {
    status: 'unknown',
    meaning: 'is not reached under this payer id',
    whatToDo: 'The practice administrator checks the payer id; bill anyway if coverage is otherwise known.',
  },
  '80': { status: 'unknown', meaning: 'did not respond in time', whatToDo: payerDown },
  T4: {
    status: 'unknown',
    meaning: 'is missing its own name or id',
    whatToDo: 'The practice administrator checks the payer id; bill anyway if coverage is otherwise known.',
  },
};

/** What to make of a code that the table does not have. */
export const unknownRejection: RejectionAction = {
  status: 'unknown',
  meaning: 'gave a reason that is not in our table',
  whatToDo: payerDown,
};
