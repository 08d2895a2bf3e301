import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { Payer } from '#contracts/practice.ts';
import { addDays, dateOf, isWithin } from '../calendar/plain-date.ts';

/** How long a payer takes a claim. */
export interface FilingTerm {
  /** What the claim is to the payer now. */
  readonly claimKind: 'original' | 'corrected';
  /** The day that the limit is counted from. */
  readonly countedFrom: PlainDate;
  readonly days: number;
  /** The last day on which the payer may receive it. */
  readonly lastDay: PlainDate;
}

type Filed = Pick<Claim, 'serviceDateFrom' | 'adjudications'>;

/**
 * The filing limit of a claim by the contract with its payer: the limit of its kind that is in force on the first day
 * of service. A claim that the payer has decided is a corrected one, whose own limit runs from the payer's last
 * decision; where the contract is silent about corrected claims they have the original's limit, from the day of service.
 */
export function filingTermOf(
  claim: Filed,
  payer: Pick<Payer, 'payerId' | 'filingLimits' | 'filingLimitDays'>,
): FilingTerm {
  const decided = claim.adjudications.findLast(({ payerId }) => payerId === payer.payerId);
  const corrected = decided === undefined ? undefined : contracted(payer, 'corrected', claim.serviceDateFrom);
  if (decided !== undefined && corrected !== undefined) {
    return termOf('corrected', dateOf(decided.postedAt), corrected);
  }
  const days = contracted(payer, 'original', claim.serviceDateFrom) ?? payer.filingLimitDays;
  return termOf(decided === undefined ? 'original' : 'corrected', claim.serviceDateFrom, days);
}

function termOf(claimKind: FilingTerm['claimKind'], countedFrom: PlainDate, days: number): FilingTerm {
  return { claimKind, countedFrom, days, lastDay: addDays(countedFrom, days) };
}

/** The last day on which the payer may receive the claim; see {@link filingTermOf}. */
export function lastFilingDay(claim: Filed, payer: Payer): PlainDate {
  return filingTermOf(claim, payer).lastDay;
}

function contracted(
  { filingLimits }: Pick<Payer, 'filingLimits'>,
  kind: Payer['filingLimits'][number]['claimKind'],
  on: PlainDate,
): number | undefined {
  return filingLimits.find(
    ({ claimKind, effectiveFrom, effectiveTo }) =>
      claimKind === kind && isWithin(on, effectiveFrom, effectiveTo),
  )?.days;
}
