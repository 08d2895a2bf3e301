import type { Cents } from '#contracts/cents.ts';
import type { Claim } from '#contracts/claim.ts';
import { guarantorIdFor } from '../identity/ids.ts';
import { decimalText } from '../money/cents.ts';

/**
 * The encounter of a claim in the shape in which practices send it, as its next version: what is changed of it goes the
 * way of every upload. It has all that the claim has from its encounter.
 */
export function encounterOfClaim(
  claim: Claim,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { source, patient, lines, unmappedCharges, pendingChange } = claim;
  return {
    sourceSystem: source.sourceSystem,
    encounterId: source.encounterId,
    version: Math.max(source.version, pendingChange?.version ?? 0) + 1,
    patient,
    ...(paysOwnBills(claim) ? {} : { guarantor: claim.guarantor }),
    coverages: claim.coverages,
    renderingNpi: claim.renderingNpi,
    referringProvider: claim.referringProvider,
    supervisingProvider: claim.supervisingProvider,
    locationId: claim.locationId,
    placeOfService: claim.placeOfService,
    serviceDateFrom: claim.serviceDateFrom,
    serviceDateTo: claim.serviceDateTo,
    admissionDate: claim.admissionDate,
    onsetDate: claim.onsetDate,
    accident: claim.accident,
    diagnoses: claim.diagnoses,
    lines: lines.map(({ lineNumber: _number, lineControlNumber: _control, chargeCents, ...line }) => ({
      ...line,
      charge: dollarsOf(chargeCents),
    })),
    ...(lines.length === 0 ? {} : { totalCharge: dollarsOf(claim.totalChargeCents) }),
    clinicalCodes: claim.clinicalCodes,
    unmappedCharges: unmappedCharges?.map(({ charge, ...unmapped }) => ({
      ...unmapped,
      ...(charge === undefined ? {} : { charge: dollarsOf(charge) }),
    })),
    note: claim.note,
    authorizationNumber: claim.authorizationNumber,
    authorizationLimits: claim.authorizationLimits,
    signatureOnFile: claim.signatureOnFile,
    assignmentOfBenefits: claim.assignmentOfBenefits,
    releaseOfInformation: claim.releaseOfInformation,
    ...changes,
  };
}

/** Whether the bill goes to the patient: then the encounter named nobody else. */
export function paysOwnBills({ practiceId, source, patient, guarantorId }: Claim): boolean {
  return (
    guarantorId ===
    guarantorIdFor(practiceId, source.sourceSystem, {
      numberedAs: 'patient',
      sourceId: patient.sourcePatientId,
    })
  );
}

/** As an upload writes an amount: `125.00`. */
const dollarsOf = (amount: Cents): string => decimalText(amount);
