import type { Instant } from '#contracts/dates.ts';
import type { PatientSaid } from '#contracts/patient-identity.ts';
import type { KeptRegistration, PatientRegistration } from '#contracts/patient-registration.ts';
import type { UploadId } from '#contracts/identifiers.ts';
import type { RecordAnswer } from '#contracts/upload-answer.ts';
import type { Practice } from '#contracts/practice.ts';
import { dateOf } from '../calendar/plain-date.ts';
import { contentHashOf } from '../identity/content-hash.ts';
import { nameKeyFor } from '../identity/ids.ts';
import { patientFacts } from './patient-identity.ts';

interface RegistrationTaken {
  readonly answer: Pick<RecordAnswer, 'outcome' | 'problems'>;
  /** What is to be kept; where it is kept already, it is kept again, for a step may have broken off between two writes. */
  readonly keep?: KeptRegistration;
}

/**
 * What becomes of the registration of a patient. The same again changes nothing, a later version is in force whole, and an
 * older one is refused. The upload that brought what is in force is answered the same again.
 * @param existing what is in force of this patient.
 */
export function takeInRegistration(
  registration: PatientRegistration,
  { practiceId }: Pick<Practice, 'practiceId'>,
  existing: KeptRegistration | undefined,
  origin: { readonly uploadId: UploadId; readonly recordNumber: number; readonly at: Instant },
): RegistrationTaken {
  const { record: _, version, ...content } = registration;
  const { uploadId, recordNumber, at } = origin;
  const contentHash = contentHashOf(content);
  if (existing !== undefined) {
    if (existing.uploadId === uploadId && existing.recordNumber === recordNumber) {
      return { answer: { outcome: existing.outcome, problems: [] }, keep: existing };
    }
    if (existing.contentHash === contentHash) {
      return { answer: { outcome: 'unchanged', problems: [] } };
    }
    if (version <= existing.version) {
      return {
        answer: {
          outcome: 'refused',
          problems: [
            {
              recordNumber,
              field: 'version',
              code: 'older-version',
              found: `version ${version}`,
              expected: `version ${existing.version + 1} or later, since we hold version ${existing.version} of this registration`,
              howToFix:
                'Look at what is on file now; send what is to be in force as the next version of the registration.',
            },
          ],
        },
      };
    }
  }
  const patientKey = nameKeyFor(practiceId, content.sourceSystem, content.patient.sourcePatientId);
  const outcome = existing === undefined ? 'kept' : 'updated';
  return {
    answer: { outcome, problems: [] },
    keep: { ...content, version, patientKey, uploadId, recordNumber, contentHash, outcome, at },
  };
}

/** What a registration says of its patient, for whoever works out who is who. */
export function saidByRegistration({
  sourceSystem,
  patient,
  coverages,
  version,
  at,
}: KeptRegistration): PatientSaid {
  return {
    version,
    serviceDate: dateOf(at),
    facts: patientFacts({ source: { sourceSystem }, patient, coverages }),
    name: `${patient.firstName} ${patient.lastName}`,
  };
}
