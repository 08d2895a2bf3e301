import type { Claim } from '#contracts/claim.ts';
import type { Hold, HoldTarget } from '#contracts/holds.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { patientKeyOf } from '../patients/patient-identity.ts';

/** What of a claim holds look at. */
export type Holdable = Pick<
  Claim,
  | 'claimId'
  | 'practiceId'
  | 'source'
  | 'patient'
  | 'coverages'
  | 'renderingNpi'
  | 'locationId'
  | 'sentDespite'
>;

/**
 * The holds that stop a claim: those of the claim itself, of its patient, rendering provider, payer or location. One that
 * somebody decided to send it in spite of does not stop it again.
 * @param samePerson every key of the claim's patient, where patients were found to be one person.
 */
export function holdsOn(
  claim: Holdable,
  holds: readonly Hold[],
  samePerson: readonly NameKey[] = [],
): readonly Hold[] {
  return holds.filter(
    ({ holdId, target, released }) =>
      released === undefined &&
      claim.sentDespite?.includes(holdId) !== true &&
      isTarget(claim, target, samePerson),
  );
}

function isTarget(claim: Holdable, target: HoldTarget, samePerson: readonly NameKey[]): boolean {
  switch (target.by) {
    case 'claim':
      return target.claimId === claim.claimId;
    case 'patient':
      return target.patientKey === patientKeyOf(claim) || samePerson.includes(target.patientKey);
    case 'provider':
      return target.npi === claim.renderingNpi;
    case 'payer':
      return target.payerId === primaryCoverage(claim)?.payerId;
    case 'location':
      return target.locationId === claim.locationId;
  }
}

/** Whether the same is held for the same reason. */
export function sameHold(
  one: Pick<Hold, 'target' | 'reason'>,
  other: Pick<Hold, 'target' | 'reason'>,
): boolean {
  return one.reason === other.reason && JSON.stringify(one.target) === JSON.stringify(other.target);
}
