import type { PlainDate } from '#contracts/dates.ts';
import { personName, visitPart, type MessageOrigin, type PartOrigin } from './compose-parts.ts';
import { readCoverages } from './read-coverages.ts';
import { coveragePart, type ReadParts } from './read-charge-message.ts';
import { coverageThings, patientThing, readPatient, readPatientId, readVisitNumber } from './read-patient.ts';
import { given, readDay } from './read-person.ts';
import { providerIn, readAccident, readGuarantor, readPlace, readReferringProvider } from './read-visit.ts';
import type { Reading } from './reading.ts';

/** Events that take an admission or a visit back: A11 cancels it, A23 deletes it. */
const cancellations: ReadonlySet<string> = new Set(['A11', 'A23']);

/**
 * Reads an ADT or a BAR: who the patient is, how the patient is insured and, where it names one, what it knows of the
 * visit. What an admission does not know, the charges will say; nothing of it is a problem here.
 */
export function readAdmission(
  reading: Reading,
  origin: MessageOrigin,
  trigger: string,
  today: PlainDate,
): ReadParts {
  const sourcePatientId = readPatientId(reading);
  const isCancelled = cancellations.has(trigger);
  const encounterId = readVisitNumber(reading, isCancelled);
  if (isCancelled) {
    return {
      encounterId,
      parts:
        encounterId === undefined ? [] : [visitPart({ ...origin, encounterId }, 'head', { kind: 'void' })],
      things: [],
    };
  }
  const patient = readPatient(reading, sourcePatientId);
  const insurance = readCoverages(reading, patient);
  const fields = given<Record<string, unknown>>({
    renderingNpi: providerIn(reading, 'renderingProvider')?.resolved.value,
    referringProvider: readReferringProvider(reading),
    ...readPlace(reading, false),
    serviceDateFrom: readDay(reading, 'serviceDateFrom'),
    serviceDateTo: readDay(reading, 'serviceDateTo'),
    accident: readAccident(reading),
    guarantor: readGuarantor(reading, sourcePatientId, today),
  });
  if (sourcePatientId === undefined || reading.wrong.length > 0) {
    return { encounterId, parts: [], things: [] };
  }
  const things = [
    patientThing(origin, sourcePatientId, patient),
    ...coverageThings(origin, sourcePatientId, insurance.coverages ?? []),
  ];
  if (encounterId === undefined) {
    return { encounterId, parts: [], things };
  }
  const ofVisit: PartOrigin = { ...origin, encounterId };
  return {
    encounterId,
    parts: [
      visitPart(ofVisit, 'head', { kind: 'fields', fields }, [personName(sourcePatientId)]),
      ...(insurance.coverages === undefined || insurance.coverages.length === 0
        ? []
        : [coveragePart(ofVisit, sourcePatientId, insurance)]),
    ],
    things,
  };
}
