import type { Cents } from '#contracts/cents.ts';
import type { Claim, ClaimState } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { UnbilledEntry } from '#contracts/reports.ts';
import { sumCents } from '../money/cents.ts';
import { addToAge, ageOf, noAges, type Ages } from './age.ts';

/** States in which no payer has the claim: it was not sent yet, or was refused and is not sent again. */
export const unbilledStates: readonly ClaimState[] = [
  'received',
  'awaiting-eligibility',
  'awaiting-coverage',
  'awaiting-coding',
  'awaiting-audit',
  'ready-to-scrub',
  'awaiting-correction',
  'ready-to-submit',
  'on-hold',
  'awaiting-rejection-work',
];

export function unbilledEntryOf({ claimId, state, serviceDateFrom, totalChargeCents }: Claim): UnbilledEntry {
  return { claimId, state, serviceDate: serviceDateFrom, chargeCents: totalChargeCents };
}

export interface UnbilledRow {
  readonly state: ClaimState;
  readonly claims: number;
  /** Charges by age since the day of service. */
  readonly ages: Ages;
  readonly totalCents: Cents;
}

/** Claims that no payer has, by state and age. */
export function unbilledReport(entries: readonly UnbilledEntry[], on: PlainDate): UnbilledRow[] {
  return unbilledStates.flatMap((state) => {
    const ofState = entries.filter((entry) => entry.state === state);
    const ages = noAges();
    for (const { serviceDate, chargeCents } of ofState) {
      addToAge(ages, ageOf(serviceDate, on), chargeCents);
    }
    return ofState.length === 0
      ? []
      : [
          {
            state,
            claims: ofState.length,
            ages,
            totalCents: sumCents(ofState, ({ chargeCents }) => chargeCents),
          },
        ];
  });
}
