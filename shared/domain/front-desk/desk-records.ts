import type { Claim } from '#contracts/claim.ts';
import { PlainDate } from '#contracts/dates.ts';
import { DollarText, type Cents } from '#contracts/cents.ts';
import { frontDeskSystem, type DeskForm, type PatientOnFile } from '#contracts/front-desk.ts';
import type { DeskEntryId, PracticeId } from '#contracts/identifiers.ts';
import type { KeptCoverage } from '#contracts/patient-registration.ts';
import { deskPatientNumberFor } from '../identity/ids.ts';
import { decimalText, sumCents } from '../money/cents.ts';
import { coveragesOn } from '../patients/coverages-on.ts';
import { encounterOfClaim } from './encounter-of-claim.ts';

/**
 * What a person filled in, as a record of an upload. Names and numbers by which the record is known are ours and stand
 * over whatever was filled in; all the rest is as it was filled in, for the upload to be checked and answered.
 */
type DeskRecord = Readonly<Record<string, unknown>>;

/** A patient as registered or changed by hand; a new one gets a number of the desk's own. */
export function registrationRecord(
  practiceId: PracticeId,
  entryId: DeskEntryId,
  form: DeskForm,
  onFile: PatientOnFile | undefined,
): { readonly record: DeskRecord; readonly sourceSystem: string; readonly sourcePatientId: string } {
  const sourceSystem = onFile?.sourceSystem ?? frontDeskSystem;
  const sourcePatientId = onFile?.patient.sourcePatientId ?? deskPatientNumberFor(practiceId, entryId);
  return {
    sourceSystem,
    sourcePatientId,
    record: {
      ...form,
      record: 'registration',
      sourceSystem,
      version: (onFile?.version ?? 0) + 1,
      patient: { ...groupOf(form['patient']), sourcePatientId },
      ...guarantorOf(form['guarantor'], sourcePatientId),
    },
  };
}

/** A guarantor whom the desk names has no number of another system: one of the desk's own is made for the patient's. */
function guarantorOf(guarantor: unknown, sourcePatientId: string): DeskRecord {
  const given = groupOf(guarantor);
  return Object.keys(given).length === 0
    ? {}
    : { guarantor: { sourceGuarantorId: `${sourcePatientId}-G`, ...given } };
}

/** The coverages on file, replaced; all else stays as it is. */
export function coverageRecord(
  { sourceSystem, patient, guarantor, version }: PatientOnFile,
  coverages: readonly DeskForm[],
): DeskRecord {
  return {
    record: 'registration',
    sourceSystem,
    version: version + 1,
    patient,
    ...(guarantor === undefined ? {} : { guarantor }),
    coverages,
  };
}

/** A visit that nobody has sent yet: of the patient on file, with the coverages that hold on its first day. */
export function visitRecord(
  entryId: DeskEntryId,
  form: DeskForm,
  { sourceSystem, patient, guarantor, coverages }: PatientOnFile,
): { readonly record: DeskRecord; readonly sourceSystem: string; readonly encounterId: string } {
  const encounterId = `desk-${entryId}`;
  const day = PlainDate.safeParse(form['serviceDateFrom']).data;
  return {
    sourceSystem,
    encounterId,
    record: {
      ...totalled(form),
      sourceSystem,
      encounterId,
      version: 1,
      patient,
      ...(guarantor === undefined ? {} : { guarantor }),
      coverages: day === undefined ? [] : coveragesOn(coverages, day),
    },
  };
}

/** What a visit is after its charges were corrected by hand. Who it was for and who pays stay as the claim has them. */
export function correctedVisitRecord(claim: Claim, form: DeskForm): DeskRecord {
  const { sourceSystem, encounterId, version, patient, guarantor, coverages, clinicalCodes } =
    encounterOfClaim(claim, {});
  return {
    ...totalled(form),
    sourceSystem,
    encounterId,
    version,
    patient,
    ...(guarantor === undefined ? {} : { guarantor }),
    coverages,
    ...(clinicalCodes === undefined ? {} : { clinicalCodes }),
  };
}

/** A claim's visit with the coverages that hold on its first day, all else as it is. */
export function rebilledRecord(claim: Claim, coverages: readonly KeptCoverage[]): DeskRecord {
  return encounterOfClaim(claim, { coverages: coveragesOn(coverages, claim.serviceDateFrom) });
}

/** With the sum of the lines, where each of them has a charge that can be read: who enters by hand has no other total. */
function totalled(form: DeskForm): DeskRecord {
  const { totalCharge: _, ...rest } = form;
  const lines = Array.isArray(form['lines']) ? form['lines'].map(groupOf) : [];
  const charges = lines.map((line) => DollarText.safeParse(line['charge']).data);
  const known = charges.filter((charge) => charge !== undefined);
  return lines.length > 0 && known.length === lines.length
    ? { ...rest, totalCharge: decimalText(sumCents(known, (charge: Cents) => charge)) }
    : rest;
}

function groupOf(value: unknown): DeskRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as DeskRecord) : {};
}
