import { describeText } from '../../mask-value.ts';
import type { IntakeRecord, SharedThing } from '../intake-record.ts';
import { coverageName, personName, sharedThing, type MessageOrigin } from './compose-parts.ts';
import type { ReadCoverage } from './read-coverages.ts';
import {
  given,
  readAddress,
  readBirthDate,
  readDay,
  readName,
  readPhone,
  readSex,
  type PersonName,
  type PostalAddress,
} from './read-person.ts';
import { addMissing, addWrong, placeFor, valueFor, type Reading } from './reading.ts';
import type { Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import type { PlainDate } from '#contracts/dates.ts';

/** A patient in the shape of the encounter, as far as a message knows it. */
interface ReadPatient extends PersonName {
  readonly sourcePatientId?: string;
  readonly birthDate?: PlainDate;
  readonly sex?: 'F' | 'M' | 'U';
  readonly address?: PostalAddress;
  readonly deathDate?: PlainDate;
  readonly phone?: string;
}

const sourceId = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/;

/** A number of the source's own: of a visit, patient or appointment. */
export function readSourceId(reading: Reading, field: Hl7Field): string | undefined {
  const value = valueFor(reading, field);
  if (value !== undefined && !sourceId.test(value.text)) {
    addWrong(reading, value.where, {
      code: 'field-invalid',
      found: describeText(value.text, /^$/),
      expected: '1 to 50 letters, digits, dot, colon, dash or underscore',
      howToFix: 'Send the number itself, or map the field to where it stands.',
    });
    return undefined;
  }
  return value?.text;
}

/** Without the number of the patient nothing else of a message can be kept. */
export function readPatientId(reading: Reading): string | undefined {
  const id = readSourceId(reading, 'patient.sourcePatientId');
  if (id === undefined && valueFor(reading, 'patient.sourcePatientId') === undefined) {
    const isSegmentMissing = !reading.message.byName.has('PID');
    addWrong(reading, isSegmentMissing ? 'PID^1' : placeFor(reading, 'patient.sourcePatientId'), {
      code: isSegmentMissing ? 'segment-missing' : 'field-missing',
      found: 'nothing',
      expected: isSegmentMissing ? 'a PID segment' : 'the number of the patient',
      howToFix: 'Have the sending system identify the patient in PID-3.',
    });
  }
  return id;
}

/** The visit's number, by which everything that belongs to the visit is found again. */
export function readVisitNumber(reading: Reading, isNeeded: boolean): string | undefined {
  const id = readSourceId(reading, 'encounterId');
  if (isNeeded && id === undefined && valueFor(reading, 'encounterId') === undefined) {
    addWrong(reading, placeFor(reading, 'encounterId'), {
      code: 'visit-number-missing',
      found: 'nothing',
      expected: 'the number of the visit',
      howToFix: 'Have the sending system fill PV1-19 or PID-18, or map the field to where the number stands.',
    });
  }
  return id;
}

export function readPatient(reading: Reading, sourcePatientId: string | undefined): ReadPatient {
  return given<ReadPatient>({
    sourcePatientId,
    ...readName(reading, 'patient.name'),
    birthDate: readBirthDate(reading, 'patient.birthDate'),
    sex: readSex(reading, 'patient.sex'),
    address: readAddress(reading, 'patient.address'),
    deathDate: readDay(reading, 'patient.deathDate', undefined, 'ignored'),
    phone: readPhone(reading, 'patient.phone'),
  });
}

/**
 * The patient as something that all visits of the patient share. A message with all that a claim needs counts more than
 * one that lacks some of it, so that a thin message behind a full one takes nothing away.
 */
export function patientThing(
  origin: MessageOrigin,
  sourcePatientId: string,
  patient: ReadPatient,
): SharedThing {
  const { lastName, firstName, birthDate, sex, address } = patient;
  const isWhole = [
    lastName,
    firstName,
    birthDate,
    sex,
    address?.line1,
    address?.city,
    address?.state,
    address?.zip,
  ].every((value) => value !== undefined);
  return sharedThing(
    origin,
    'person',
    personName(sourcePatientId),
    { ...patient },
    [],
    isWhole ? 'usual' : 'lacking',
  );
}

/** The patient's coverages, for visits whose own messages say nothing about insurance. */
export function coverageThings(
  origin: MessageOrigin,
  sourcePatientId: string,
  coverages: readonly ReadCoverage[],
): readonly SharedThing[] {
  return coverages.map((coverage, index) => {
    const next = coverages[index + 1];
    return sharedThing(
      origin,
      'coverage',
      coverageName(sourcePatientId, coverage.order),
      { ...coverage },
      next === undefined ? [] : [coverageName(sourcePatientId, next.order)],
    );
  });
}

/** A message that joins two numbers of one patient (A40): what was kept under MRG-1 belongs to PID-3. */
export function readMerge(
  reading: Reading,
  { sourceSystem, order }: MessageOrigin,
  from: { readonly text: string } | undefined,
  into: string | undefined,
): Omit<Extract<IntakeRecord, { kind: 'patient-merge' }>, 'place'> | undefined {
  if (from === undefined) {
    addWrong(reading, 'MRG^1^1', {
      code: reading.message.byName.has('MRG') ? 'field-missing' : 'segment-missing',
      found: 'nothing',
      expected: 'the number of the patient that is no longer used',
      howToFix: 'Have the sending system fill MRG-1.',
    });
    return undefined;
  }
  return into === undefined
    ? undefined
    : { kind: 'patient-merge', sourceSystem, order, from: from.text, into };
}

/** Told with what is wrong: a coverage that nothing is known of. */
export function addCoverageMissing(reading: Reading): void {
  addMissing(reading, 'coverages.payerId', 'the insurance of the patient, or that there is none');
}
