import type { Claim } from '#contracts/claim.ts';
import type { PlainDate } from '#contracts/dates.ts';
import type { ChargedLine, Encounter } from '#contracts/encounter.ts';
import { Npi } from '#contracts/identifiers.ts';
import type { Practice } from '#contracts/practice.ts';
import type { ClaimCorrection } from '#contracts/claim-task-outcomes.ts';
import { canonicalJson } from '../identity/content-hash.ts';
import { encounterRules } from '../intake/encounter-rules.ts';
import { sumCents } from '../money/cents.ts';
import { numberLines } from './claim-lines.ts';

/** What a correction changes on the claim; each field replaces the claim's whole. */
export type CorrectedFields = Partial<
  Pick<
    Claim,
    | 'patient'
    | 'guarantor'
    | 'coverages'
    | 'diagnoses'
    | 'lines'
    | 'totalChargeCents'
    | 'placeOfService'
    | 'renderingNpi'
    | 'authorizationNumber'
    | 'authorizationLimits'
    | 'locationId'
    | 'admissionDate'
    | 'accident'
    | 'referringProvider'
  >
>;

/**
 * What a correction by staff changes. New lines are numbered anew and the total follows from them. Where the patient
 * receives the bill, a corrected name and address is the bill's too; who receives it does not change.
 */
export function applyCorrection(claim: Claim, correction: ClaimCorrection): CorrectedFields {
  const { patient, lines, renderingNpi, ...plain } = correction;
  const changed: CorrectedFields = {};
  if (plain.coverages !== undefined) {
    changed.coverages = plain.coverages;
  }
  if (plain.diagnoses !== undefined) {
    changed.diagnoses = plain.diagnoses;
  }
  if (plain.placeOfService !== undefined) {
    changed.placeOfService = plain.placeOfService;
  }
  if (plain.authorizationNumber !== undefined) {
    changed.authorizationNumber = plain.authorizationNumber;
  }
  if (plain.authorizationLimits !== undefined) {
    changed.authorizationLimits = plain.authorizationLimits;
  }
  if (plain.locationId !== undefined) {
    changed.locationId = plain.locationId;
  }
  if (plain.admissionDate !== undefined) {
    changed.admissionDate = plain.admissionDate;
  }
  if (plain.accident !== undefined) {
    changed.accident = plain.accident;
  }
  if (plain.referringProvider !== undefined) {
    changed.referringProvider = plain.referringProvider;
  }
  if (renderingNpi !== undefined) {
    changed.renderingNpi = Npi.parse(renderingNpi);
  }
  if (patient !== undefined) {
    changed.patient = patient;
    if (claim.guarantor.sourceGuarantorId === claim.patient.sourcePatientId) {
      const { lastName, firstName, address } = patient;
      changed.guarantor = { ...claim.guarantor, lastName, firstName, address };
    }
  }
  if (lines !== undefined) {
    changed.lines = numberLines(claim.claimId, claim.version + 1, lines, claim.serviceDateFrom);
    changed.totalChargeCents = sumCents(changed.lines, ({ chargeCents }) => chargeCents);
  }
  return changed;
}

/** Names of the fields that really differ from the claim's. Line numbers and control numbers alone are no difference. */
export function changedFields(claim: Claim, changes: CorrectedFields): string[] {
  const before: Readonly<Record<string, unknown>> = { ...claim, lines: comparable(claim.lines) };
  return Object.entries({
    ...changes,
    ...(changes.lines === undefined ? {} : { lines: comparable(changes.lines) }),
  })
    .filter(([field, value]) => canonicalJson({ value }) !== canonicalJson({ value: before[field] }))
    .map(([field]) => field);
}

function comparable(lines: Claim['lines']): unknown {
  return lines.map((line) => ({ ...line, lineNumber: 0, lineControlNumber: '' }));
}

/**
 * What is wrong with a claim after a correction, as sentences: the rules of intake hold for staff too, so that a claim
 * never names a payer or provider that the practice does not have.
 */
export function objectionsTo(claim: Claim, practice: Practice, today: PlainDate): string[] {
  const lines = claim.lines.map((line): ChargedLine => ({
    code: line.code,
    modifiers: line.modifiers,
    units: line.units,
    charge: line.chargeCents,
    diagnosisPointers: line.diagnosisPointers,
    serviceDate: line.serviceDate,
    ...(line.description === undefined ? {} : { description: line.description }),
    ...(line.drug === undefined ? {} : { drug: line.drug }),
  }));
  const encounter: Encounter = {
    sourceSystem: claim.source.sourceSystem,
    encounterId: claim.source.encounterId,
    version: claim.source.version,
    patient: claim.patient,
    guarantor: claim.guarantor,
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
    lines,
    totalCharge: sumCents(lines, ({ charge }) => charge),
    note: claim.note,
    clinicalCodes: claim.clinicalCodes,
    authorizationNumber: claim.authorizationNumber,
    signatureOnFile: claim.signatureOnFile,
    assignmentOfBenefits: claim.assignmentOfBenefits,
    releaseOfInformation: claim.releaseOfInformation,
  };
  return encounterRules
    .flatMap((rule) => rule(encounter, practice, today))
    .map(({ field, found, expected }) => `${field}: found ${found}; expected ${expected}.`);
}
