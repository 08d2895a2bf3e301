import type { Claim } from '#contracts/claim.ts';
import type { Cents } from '#contracts/cents.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { PracticeOverride } from '#contracts/scrub-override.ts';
import { sumCents, zeroCents } from '../money/cents.ts';
import { dateOf, daysBetween } from '../calendar/plain-date.ts';
import { editsOf } from './edits-of.ts';

/** What an override of the practice lifted, by the scrub reports that the claims have now. */
export interface OverrideUse {
  readonly override: PracticeOverride;
  readonly claims: number;
  readonly chargeCents: Cents;
  /** The day of the last scrub in which it lifted something. */
  readonly lastOn?: PlainDate;
  /**
   * `ended`: its last day has passed. `unused`: it is in force and lifts nothing any more, be it that its edit or rule is
   * gone, that its code is not billed any more, or that what was held before passes by itself now.
   */
  readonly standing: 'used' | 'unused' | 'ended' | 'not-begun';
}

/** An override that lifted nothing for so long lifts nothing any more. */
const quietDays = 90;

/** How each override of a practice is used, so that what lifts nothing any more is seen and taken out. */
export function overrideUses(
  practice: Pick<Practice, 'scrub'>,
  claims: readonly Claim[],
  today: PlainDate,
): OverrideUse[] {
  const known = new Set(editsOf(practice).map(({ id }) => id));
  return practice.scrub.overrides.map((override) => {
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
      standing: standingOf(override, known.has(override.editId) ? lastOn : undefined, today),
    };
  });
}

function standingOf(
  { from, until }: PracticeOverride,
  lastOn: PlainDate | undefined,
  today: PlainDate,
): OverrideUse['standing'] {
  if (today > until) {
    return 'ended';
  }
  if (today < from) {
    return 'not-begun';
  }
  return lastOn === undefined || daysBetween(lastOn, today) > quietDays ? 'unused' : 'used';
}

/** What was attested of a claim and lifts nothing any more, by the claim's scrub report. */
interface IdleWords {
  readonly claimId: ClaimId;
  /** A sentence each. */
  readonly sentences: readonly string[];
}

/** Claims of which something was attested that lifts nothing any more, as their last scrub found. */
export function idleWords(claims: readonly Claim[]): IdleWords[] {
  return claims.flatMap(({ claimId, scrub }) =>
    scrub?.unusedOverrides === undefined ? [] : [{ claimId, sentences: scrub.unusedOverrides }],
  );
}
