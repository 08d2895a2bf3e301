import type { Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import { sumCents, zeroCents } from '../money/cents.ts';
import { dateOf } from '../calendar/plain-date.ts';

/** What an override of the practice lifted, by the scrub reports that the claims have now. */
export interface OverrideUse {
  readonly override: PracticeOverride;
  readonly claims: number;
  readonly chargeCents: Cents;
  /** The day of the last scrub in which it lifted something. */
  readonly lastOn?: PlainDate;
  /** `ended`: its last day has passed. `unused`: it is in force and lifts nothing. */
  readonly standing: 'used' | 'unused' | 'ended' | 'not-begun';
}

/** How each override of a practice is used, so that what lifts nothing any more is seen and taken out. */
export function overrideUses(
  overrides: readonly PracticeOverride[],
  claims: readonly Claim[],
  today: PlainDate,
): OverrideUse[] {
  return overrides.map((override) => {
    const lifted = claims.filter(({ scrub }) =>
      scrub?.findings.some(({ overridden }) => overridden?.overrideId === override.overrideId),
    );
    const lastOn = lifted
      .flatMap(({ scrub }) => (scrub === undefined ? [] : [dateOf(scrub.scrubbedAt)]))
      .toSorted()
      .at(-1);
    return {
      override,
      claims: lifted.length,
      chargeCents: lifted.length === 0 ? zeroCents : sumCents(lifted, (claim) => claim.totalChargeCents),
      ...(lastOn === undefined ? {} : { lastOn }),
      standing: standingOf(override, lifted.length, today),
    };
  });
}

function standingOf(
  { from, until }: PracticeOverride,
  claims: number,
  today: PlainDate,
): OverrideUse['standing'] {
  if (today > until) {
    return 'ended';
  }
  if (today < from) {
    return 'not-begun';
  }
  return claims === 0 ? 'unused' : 'used';
}
