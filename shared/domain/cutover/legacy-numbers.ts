import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId, PracticeId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { legacyClaimIdFor } from '../identity/ids.ts';

type LegacySystem = Practice['cutover']['legacySystems'][number];

/** The claim number of an old system as it is compared: a payer may give it back in capitals. */
export function legacyNumberOf(text: string): string {
  return text.trim().toUpperCase();
}

/** The id under which a claim of an old system is kept here: its system and its number there name it for good. */
export function legacyClaimId(practiceId: PracticeId, system: string, claimNumber: string): ClaimId {
  return legacyClaimIdFor(practiceId, system, legacyNumberOf(claimNumber));
}

/** The old systems of a practice whose claims are numbered like this. */
export function systemsNumbering(
  { cutover }: Pick<Practice, 'cutover'>,
  claimNumber: string,
): readonly LegacySystem[] {
  return cutover.legacySystems.filter(({ controlNumberPattern }) => {
    const pattern = new RegExp(controlNumberPattern, 'u');
    return pattern.test(claimNumber.trim()) || pattern.test(legacyNumberOf(claimNumber));
  });
}

/** The old system that a payment under this number is for, while payments for its claims are still expected. */
export function systemAwaiting(
  practice: Pick<Practice, 'cutover'>,
  claimNumber: string,
  on: PlainDate,
): LegacySystem | undefined {
  return systemsNumbering(practice, claimNumber).find(({ until }) => on <= until);
}
