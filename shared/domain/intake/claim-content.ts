import type { Claim, ClaimContent } from '#contracts/claim.ts';
import type { Instant } from '#contracts/dates.ts';
import type { Encounter } from '#contracts/encounter.ts';
import type { ClaimId } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import { numberLines } from '../coding/claim-lines.ts';
import { guarantorIdFor } from '../identity/ids.ts';
import { sumCents, zeroCents } from '../money/cents.ts';
import { chargedLines } from './charged-lines.ts';

/** Where a piece of content came in. */
export interface IntakeOrigin {
  readonly uploadId: Claim['source']['uploadId'];
  readonly recordNumber: number;
  /** When the first that is known of it came in, where that was before. */
  readonly firstSeenAt?: Instant;
}

/**
 * Turns an encounter into the content of a claim. Without a guarantor the patient receives the bill. The total is the
 * sum of the lines; an uncoded visit has none yet and is worth zero until it is coded. A line without a charge has the
 * one of the fee schedule.
 * @param edition the claim's version that will have this content.
 */
export function contentOf(
  encounter: Encounter,
  practice: Practice,
  claimId: ClaimId,
  edition: number,
): ClaimContent {
  const { patient, guarantor, sourceSystem } = encounter;
  const guarantorKey =
    guarantor === undefined
      ? { numberedAs: 'patient' as const, sourceId: patient.sourcePatientId }
      : { numberedAs: 'guarantor' as const, sourceId: guarantor.sourceGuarantorId };
  const lines = numberLines(claimId, edition, chargedLines(encounter, practice), encounter.serviceDateFrom);
  return {
    patient,
    guarantorId: guarantorIdFor(practice.practiceId, sourceSystem, guarantorKey),
    guarantor: guarantor ?? {
      sourceGuarantorId: patient.sourcePatientId,
      lastName: patient.lastName,
      firstName: patient.firstName,
      address: patient.address,
    },
    coverages: encounter.coverages,
    billingNpi: practice.npi,
    renderingNpi: encounter.renderingNpi,
    referringProvider: encounter.referringProvider,
    supervisingProvider: encounter.supervisingProvider,
    locationId: encounter.locationId,
    placeOfService: encounter.placeOfService,
    serviceDateFrom: encounter.serviceDateFrom,
    serviceDateTo: encounter.serviceDateTo ?? encounter.serviceDateFrom,
    admissionDate: encounter.admissionDate,
    onsetDate: encounter.onsetDate,
    accident: encounter.accident,
    diagnoses: encounter.diagnoses,
    lines,
    totalChargeCents: lines.length === 0 ? zeroCents : sumCents(lines, ({ chargeCents }) => chargeCents),
    note: encounter.note,
    clinicalCodes: encounter.clinicalCodes,
    unmappedCharges: encounter.unmappedCharges,
    authorizationNumber: encounter.authorizationNumber,
    ...(encounter.authorizationLimits === undefined
      ? {}
      : { authorizationLimits: encounter.authorizationLimits }),
    signatureOnFile: encounter.signatureOnFile,
    assignmentOfBenefits: encounter.assignmentOfBenefits,
    releaseOfInformation: encounter.releaseOfInformation,
  };
}
