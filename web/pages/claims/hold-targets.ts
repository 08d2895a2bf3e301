import type { Claim } from '#contracts/claim.ts';
import type { HoldTarget } from '#contracts/holds.ts';
import { primaryCoverage } from '#domain/eligibility/primary-coverage.ts';
import { patientKeyOf } from '#domain/patients/patient-identity.ts';

/** By what the claim on the screen may be held, and others with it. */
export function holdTargetsOf(claim: Claim): readonly HoldTarget[] {
  const payerId = primaryCoverage(claim)?.payerId;
  return [
    { by: 'claim', claimId: claim.claimId },
    { by: 'patient', patientKey: patientKeyOf(claim) },
    { by: 'provider', npi: claim.renderingNpi },
    ...(payerId === undefined ? [] : [{ by: 'payer' as const, payerId }]),
    ...(claim.locationId === undefined ? [] : [{ by: 'location' as const, locationId: claim.locationId }]),
  ];
}
