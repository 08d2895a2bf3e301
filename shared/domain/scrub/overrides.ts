import type { Claim, ScrubFinding } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ClaimOverride } from '#contracts/scrub-override.ts';
import { isWithin } from '../calendar/plain-date.ts';
import { withoutDot } from '../code-sets/code-tables.ts';
import type { Edit, EditFinding, ScrubFacts } from './edit.ts';

/** Who may say that a finding is right as it is. */
export type Overrider = 'anybody' | 'manager' | 'nobody';

/**
 * Who may override an edit. A warning is attested by whoever works the claim. Another edit is overridden by a manager,
 * unless it is one of form or sum (SNIP types 1 to 3): a file with such a fault comes back whatever anybody says.
 */
export function whoMayOverride({ severity, snipType }: Pick<Edit, 'severity' | 'snipType'>): Overrider {
  if (severity === 'warning') {
    return 'anybody';
  }
  return snipType <= 3 ? 'nobody' : 'manager';
}

/** What lifts a finding, in the words that its report keeps. */
export interface Lifted {
  readonly by: string;
  readonly reason: string;
  readonly scope: 'claim' | 'practice';
  /** Of the practice's overrides. */
  readonly overrideId?: string;
}

/** What lifts a finding today; undefined when nothing does. The claim's own word comes first. */
export function liftedBy(
  finding: EditFinding,
  edit: Pick<Edit, 'id' | 'severity' | 'snipType'>,
  claim: Pick<Claim, 'renderingNpi' | 'scrubOverrides'>,
  { practice, payer, today }: Pick<ScrubFacts, 'practice' | 'payer' | 'today'>,
): Lifted | undefined {
  const overrider = whoMayOverride(edit);
  if (overrider === 'nobody') {
    return undefined;
  }
  const own = claim.scrubOverrides?.find((override) => lifts(override, finding, edit.id, overrider, today));
  if (own !== undefined) {
    return { by: own.by, reason: own.reason, scope: 'claim' };
  }
  const general = practice.scrub.overrides.find(
    ({ editId, payerId, code, renderingNpi, from, until }) =>
      editId === edit.id &&
      isWithin(today, from, until) &&
      (payerId === undefined || payerId === payer?.payerId) &&
      (renderingNpi === undefined || renderingNpi === claim.renderingNpi) &&
      (code === undefined || finding.codes?.includes(withoutDot(code)) === true),
  );
  return (
    general && {
      by: general.approvedBy,
      reason: general.reason,
      scope: 'practice',
      overrideId: general.overrideId,
    }
  );
}

function lifts(
  override: ClaimOverride,
  finding: Pick<EditFinding, 'where' | 'found'>,
  editId: string,
  overrider: Overrider,
  today: PlainDate,
): boolean {
  return (
    override.editId === editId &&
    override.where === finding.where &&
    override.found === finding.found &&
    (overrider === 'anybody' || override.role === 'manager') &&
    (override.until === undefined || today <= override.until)
  );
}

/**
 * Overrides of the claim that lift nothing any more, a sentence each: what they name has changed, their last day has
 * passed, or the edit is one that this person may not answer for any more.
 */
export function unusedOverrides(
  overrides: readonly ClaimOverride[],
  findings: readonly ScrubFinding[],
  today: PlainDate,
): string[] {
  return overrides
    .filter(
      (override) =>
        !findings.some(
          (finding) =>
            finding.overridden?.scope === 'claim' &&
            lifts(
              override,
              finding,
              finding.editId,
              finding.severity === 'warning' ? 'anybody' : 'manager',
              today,
            ),
        ),
    )
    .map(
      ({ editId, where, by, at }) =>
        `What ${by} attested on ${at.slice(0, 10)} of ${editId} (${where}) lifts nothing any more.`,
    );
}
