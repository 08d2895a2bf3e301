import * as z from 'zod';
import type { ClinicalCode } from '#contracts/encounter.ts';
import type { PartContent } from '../../visit/part.ts';
import { addPart, dayOf, stated, takeNothing, type FhirReading } from './fhir-reading.ts';
import { identifierToken, identifiersOf, targetOf, visitNumberOf } from './fhir-names.ts';
import { clinicalCodeOf, hasCode, readDiagnosisConcept, readProcedureConcept } from './read-concept.ts';
import {
  CodeableConcept,
  listOf,
  Period,
  Reference,
  resourceShape,
  type ResourceHead,
} from './fhir-shapes.ts';

export const ConditionShape = z.object({
  ...resourceShape,
  verificationStatus: CodeableConcept.optional(),
  category: listOf(CodeableConcept),
  code: CodeableConcept.optional(),
  encounter: Reference.optional(),
});

/** What others point at a resource of a visit by. */
export function ownId(reading: FhirReading, resource: ResourceHead): string {
  const target = targetOf({ reference: reading.fullUrl });
  return target?.id ?? resource.id ?? identifierToken(identifiersOf(resource)[0]) ?? '';
}

/**
 * Reads a Condition of a visit: a diagnosis that is billed when it has an ICD-10-CM code and is sure, else something for
 * the coder. One of no visit, from a list of problems, is not used.
 */
export function readCondition(condition: z.infer<typeof ConditionShape>, reading: FhirReading): void {
  const encounterId = visitNumberOf([condition.encounter]);
  if (encounterId === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const partKey = `diagnosis:${ownId(reading, condition)}`;
  if (hasCode(condition.verificationStatus, 'refuted', 'entered-in-error')) {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    return;
  }
  const diagnosis = readDiagnosisConcept(reading, 'code', condition.code);
  if (diagnosis === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const isProblem =
    condition.category?.some((one) => hasCode(one, 'problem-list-item', 'health-concern')) === true &&
    !condition.category.some((one) => hasCode(one, 'encounter-diagnosis'));
  const isUnsure = hasCode(condition.verificationStatus, 'unconfirmed', 'provisional', 'differential');
  if (diagnosis.code === undefined) {
    addPart(reading, encounterId, partKey, clinicalContent(diagnosis.clinical));
  } else if (isProblem || isUnsure) {
    // Of visits to a practice nothing that is only suspected is billed.
    const { code } = diagnosis;
    addPart(reading, encounterId, partKey, { kind: 'clinical', system: 'ICD-10-CM', code });
  } else {
    addPart(reading, encounterId, partKey, { kind: 'diagnosis', code: diagnosis.code });
  }
}

function clinicalContent({ system, code, display }: ClinicalCode): PartContent {
  return { kind: 'clinical', system, code, ...(display === undefined ? {} : { display }) };
}

export const ClinicalShape = z.object({
  ...resourceShape,
  status: z.string().optional(),
  code: CodeableConcept.optional(),
  vaccineCode: CodeableConcept.optional(),
  medicationCodeableConcept: CodeableConcept.optional(),
  encounter: Reference.optional(),
  context: Reference.optional(),
  performedDateTime: z.string().optional(),
  performedPeriod: Period.optional(),
});

/** Reads what was done in a visit: a Procedure, an Immunization, a MedicationAdministration. A coder sees it. */
export function readClinical(resource: z.infer<typeof ClinicalShape>, reading: FhirReading): void {
  const encounterId = visitNumberOf([resource.encounter, resource.context]);
  if (encounterId === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const id = ownId(reading, resource);
  const isDone = resource.status === undefined || resource.status === 'completed';
  const partKey = `clinical:${resource.resourceType}-${id}`;
  if (!isDone) {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    return;
  }
  const isCharge = resource.resourceType === 'Procedure' && reading.settings.mapping.proceduresAreCharges;
  const procedure = isCharge ? readProcedureConcept(reading, 'code', resource.code) : undefined;
  if (procedure?.code !== undefined) {
    const performed = resource.performedDateTime ?? resource.performedPeriod?.start;
    const serviceDate = dayOf(reading, 'performed', performed);
    const line = stated({ code: procedure.code, units: 1, serviceDate });
    addPart(reading, encounterId, partKey, { kind: 'line', line, diagnoses: [] });
    return;
  }
  const concept = resource.code ?? resource.vaccineCode ?? resource.medicationCodeableConcept;
  const code = clinicalCodeOf(concept);
  if (code === undefined) {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  addPart(reading, encounterId, partKey, clinicalContent(code));
}
