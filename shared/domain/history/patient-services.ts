import type { BilledService } from '#contracts/billed-service.ts';
import type { Claim } from '#contracts/claim.ts';
import type { NameKey } from '#contracts/identifiers.ts';
import { primaryCoverage } from '../eligibility/primary-coverage.ts';
import { patientKeyOf } from '../patients/patient-identity.ts';
import { withoutSpaces } from '../scrub/repair-format.ts';

/** What one claim says was done for one patient; nothing, once it is void or another patient's. */
export interface PatientServices {
  readonly patientKey: NameKey;
  readonly services: readonly BilledService[];
}

/** What a new claim says was done for its patient. */
export function patientServicesOf(claim: Claim): PatientServices {
  return { patientKey: patientKeyOf(claim), services: billedServicesOf(claim) };
}

/**
 * What is to be kept of a patient's services because a claim has changed: nothing where it says what it said before.
 * A claim that is another patient's now takes back what it said of the first.
 */
export function changedPatientServices(before: Claim, after: Claim): PatientServices[] {
  const hadServices = before.lines.length > 0;
  if (!hadServices && after.lines.length === 0) {
    return [];
  }
  const services = billedServicesOf(after);
  const isSamePatient =
    before.patient === after.patient || before.patient.sourcePatientId === after.patient.sourcePatientId;
  if (isSamePatient) {
    return isSame(before, after) || JSON.stringify(billedServicesOf(before)) === JSON.stringify(services)
      ? []
      : [{ patientKey: patientKeyOf(after), services }];
  }
  return [
    { patientKey: patientKeyOf(before), services: [] },
    { patientKey: patientKeyOf(after), services },
  ];
}

/** Whether nothing that services are made of was touched, without looking into it. */
function isSame(before: Claim, after: Claim): boolean {
  return (
    before.lines === after.lines &&
    before.coverages === after.coverages &&
    before.submissions === after.submissions &&
    before.renderingNpi === after.renderingNpi &&
    before.billingNpi === after.billingNpi &&
    before.placeOfService === after.placeOfService &&
    before.authorizationNumber === after.authorizationNumber &&
    isStanding(before) === isStanding(after)
  );
}

/** The lines of a claim as later claims of the person are compared with them; none of one that is billed to nobody. */
function billedServicesOf(claim: Claim): BilledService[] {
  if (!isStanding(claim)) {
    return [];
  }
  const { claimId, renderingNpi, billingNpi, placeOfService } = claim;
  const payerId = primaryCoverage(claim)?.payerId;
  const authorizationNumber = withoutSpaces(claim.authorizationNumber ?? '');
  const isSubmitted = claim.submissions.length > 0;
  return claim.lines.map(({ lineNumber, code, modifiers, units, chargeCents, serviceDate }) => ({
    lineNumber,
    code,
    modifiers,
    units,
    chargeCents,
    serviceDate,
    claimId,
    renderingNpi,
    billingNpi,
    placeOfService,
    authorizationNumber,
    ...(payerId === undefined ? {} : { payerId }),
    isSubmitted,
  }));
}

/** Whether the claim is billed or is about to be: neither void nor closed before anybody was billed. */
function isStanding({ voidedAt, state, submissions, postedChargeCents, legacy, source }: Claim): boolean {
  const wasBilled = submissions.length > 0 || postedChargeCents !== 0 || legacy !== undefined;
  return voidedAt === undefined && source.withdrawn !== true && (state !== 'closed' || wasBilled);
}
