import * as z from 'zod';
import { mapCode } from '../../map/map-code.ts';
import { placeOfServiceOfClass } from '../../map/place-of-service.ts';
import { addPart, addWrong, dayOf, stated, type FhirReading } from './fhir-reading.ts';
import { nameOfReference, numberOf, targetOf } from './fhir-names.ts';
import { clinicalCodeOf, hasCode } from './read-concept.ts';
import { isPractitioner, placeOfReference, providerOf, usualPlace } from './read-directory.ts';
import { CodeableConcept, Coding, listOf, Period, Reference, resourceShape } from './fhir-shapes.ts';

type Fields = Readonly<Record<string, unknown>>;

export const EncounterShape = z.object({
  ...resourceShape,
  status: z.string(),
  class: Coding.optional(),
  type: listOf(CodeableConcept),
  subject: Reference.optional(),
  participant: listOf(
    z.object({ type: listOf(CodeableConcept), period: Period.optional(), individual: Reference.optional() }),
  ),
  period: Period.optional(),
  reasonCode: listOf(CodeableConcept),
  diagnosis: listOf(z.object({ condition: Reference.optional(), rank: z.int().min(1).optional() })),
  location: listOf(z.object({ location: Reference.optional(), status: z.string().optional() })),
});
type EncounterResource = z.infer<typeof EncounterShape>;

const statuses: ReadonlyMap<string, 'over' | 'open' | 'void'> = new Map([
  ['finished', 'over'],
  ['planned', 'open'],
  ['arrived', 'open'],
  ['triaged', 'open'],
  ['in-progress', 'open'],
  ['onleave', 'open'],
  ['unknown', 'open'],
  ['cancelled', 'void'],
  ['entered-in-error', 'void'],
]);

/** Reads an Encounter: who was seen, where, when and by whom. */
export function readEncounter(encounter: EncounterResource, reading: FhirReading): void {
  const number = numberOf(reading, encounter);
  const status = statuses.get(encounter.status);
  if (status === undefined) {
    addWrong(reading, 'status', {
      code: 'field-invalid',
      found: 'another word',
      expected: `one of ${[...statuses.keys()].join(', ')}`,
      howToFix: 'Correct the status of the Encounter.',
    });
  }
  if (number === undefined || status === undefined) {
    return;
  }
  if (status === 'void') {
    addPart(reading, number, 'head', { kind: 'void' });
    return;
  }
  const patient = nameOfReference(reading, 'person', encounter.subject);
  if (patient === undefined || (targetOf(encounter.subject)?.type ?? 'Patient') !== 'Patient') {
    addWrong(reading, 'subject', {
      code: 'field-missing',
      found: patient === undefined ? 'nothing' : 'another than a patient',
      expected: 'the Patient who was seen',
      howToFix: 'Have the sending system fill Encounter.subject.',
    });
    return;
  }
  if (status === 'open') {
    addPart(reading, number, 'head', { kind: 'fields', fields: { unfinished: true } }, [patient]);
    return;
  }
  const place = readPlace(reading, encounter);
  const clinicalCodes = [...(encounter.type ?? []), ...(encounter.reasonCode ?? [])].flatMap(
    (concept) => clinicalCodeOf(concept) ?? [],
  );
  const { mapping } = reading.settings;
  const fields = stated({
    ...readPeriod(reading, encounter),
    ...readParticipants(reading, encounter),
    ...place.fields,
    clinicalCodes: clinicalCodes.length === 0 ? undefined : clinicalCodes,
    diagnosisRanks: readRanks(encounter),
    coverages: mapping.noInsuranceMeans === 'self-pay' ? [] : undefined,
  });
  addPart(reading, number, 'head', { kind: 'fields', fields }, [patient, ...place.refs]);
}

/** Classes of visits in which the patient is in a hospital. */
const inpatient: ReadonlySet<string> = new Set(['IMP', 'ACUTE', 'NONAC']);

function readPeriod(reading: FhirReading, { period, class: kind }: EncounterResource): Fields {
  const from = dayOf(reading, 'period.start', period?.start);
  const to = dayOf(reading, 'period.end', period?.end);
  return {
    serviceDateFrom: from,
    serviceDateTo: to === from ? undefined : to,
    admissionDate: inpatient.has(kind?.code?.toUpperCase() ?? '') ? from : undefined,
  };
}

/** HL7 v3 ParticipationType: who performs or attends, and who referred. */
function readParticipants(reading: FhirReading, { participant }: EncounterResource): Fields {
  const persons = (participant ?? []).flatMap(({ type, individual }, index) =>
    isPractitioner(individual) ? [{ type, individual, index }] : [],
  );
  const withRole = (...codes: readonly string[]): (typeof persons)[number] | undefined =>
    persons.find(({ type }) => type?.some((concept) => hasCode(concept, ...codes)) === true);
  const treating =
    withRole('pprf') ??
    withRole('atnd') ??
    withRole('sprf') ??
    persons.find(({ type }) => (type ?? []).length === 0);
  const referring = withRole('ref', 'refb');
  const treats =
    treating === undefined
      ? undefined
      : providerOf(reading, `participant[${treating.index}].individual`, treating.individual);
  const referrer =
    referring === undefined ? undefined : providerOf(reading, '', { ...referring.individual, display: '' });
  if (referrer !== undefined && 'npi' in referrer) {
    reading.given.notes.add('not-carried');
  }
  return {
    renderingNpi:
      treats === undefined
        ? treating === undefined
          ? reading.settings.defaults.renderingNpi
          : undefined
        : 'npi' in treats
          ? treats.npi
          : { ...treats, member: 'npi' },
    referringProvider: referrer !== undefined && 'thing' in referrer ? referrer : undefined,
  };
}

/**
 * The place of service: of the practice's location that the Encounter names, else by the class of visit, else of the
 * Location once it is there, else what is usual of the source.
 */
function readPlace(
  reading: FhirReading,
  encounter: EncounterResource,
): { readonly fields: Fields; readonly refs: readonly string[] } {
  const { practice, settings } = reading;
  const named = (encounter.location ?? []).filter(
    ({ status }) => status !== 'planned' && status !== 'reserved',
  );
  const found = named.flatMap(({ location }) => placeOfReference(reading, location) ?? []);
  const known = found.find((one) => one.fields !== undefined);
  if (known?.fields !== undefined) {
    return { fields: known.fields, refs: [] };
  }
  const code = encounter.class?.code ?? '';
  const mapped = mapCode(practice, 'place-of-service', { sourceSystem: settings.sourceSystem, code });
  const ofClass = (code === '' ? undefined : mapped) ?? placeOfServiceOfClass(code);
  if (ofClass !== undefined) {
    return { fields: { placeOfService: ofClass }, refs: [] };
  }
  const ref = found.find((one) => one.ref !== undefined)?.ref;
  return ref === undefined ? { fields: usualPlace(reading), refs: [] } : { fields: {}, refs: [ref] };
}

function readRanks({ diagnosis }: EncounterResource): Fields | undefined {
  const ranks = (diagnosis ?? []).flatMap(({ condition, rank }) => {
    const target = targetOf(condition);
    return target === undefined || rank === undefined ? [] : [[`diagnosis:${target.id}`, rank] as const];
  });
  return ranks.length === 0 ? undefined : Object.fromEntries(ranks);
}
