import type { ClinicalCode } from '#contracts/encounter.ts';
import { codeSystemOf, type CodeSystem } from '../../map/code-system.ts';
import { mapCode } from '../../map/map-code.ts';
import { diagnosisFor } from '../../map/read-diagnosis.ts';
import { procedureFor } from '../../map/read-procedure.ts';
import { resolvedOr, type FhirReading } from './fhir-reading.ts';
import type { CodeableConcept, Coding } from './fhir-shapes.ts';

const systemLimit = 100;
const codeLimit = 50;
const displayLimit = 300;

type Coded = Coding & { readonly code: string };

function codingsOf(concept: CodeableConcept | undefined): readonly { coding: Coded; index: number }[] {
  return (concept?.coding ?? []).flatMap((coding, index) => {
    const code = coding.code?.trim() ?? '';
    return code === '' ? [] : [{ coding: { ...coding, code }, index }];
  });
}

/** Whether one of the codings is this code, of whatever system. */
export function hasCode(concept: CodeableConcept | undefined, ...codes: readonly string[]): boolean {
  return codingsOf(concept).some(({ coding }) => codes.includes(coding.code.toLowerCase()));
}

function systemOf({ system }: Coding): CodeSystem | undefined {
  return codeSystemOf(system);
}

/** The code as a coder sees it; undefined when the concept has words only. */
export function clinicalCodeOf(concept: CodeableConcept | undefined): ClinicalCode | undefined {
  const preferred: readonly (CodeSystem | undefined)[] = [
    'CPT',
    'HCPCS',
    'ICD-10-CM',
    'SNOMED CT',
    'CVX',
    'RxNorm',
  ];
  const codings = codingsOf(concept).map(({ coding }) => coding);
  const rank = (coding: Coded): number => {
    const place = preferred.indexOf(systemOf(coding));
    return place === -1 || systemOf(coding) === undefined ? preferred.length : place;
  };
  const [coding] = codings.toSorted((one, other) => rank(one) - rank(other));
  if (coding === undefined || coding.code.length > codeLimit) {
    return undefined;
  }
  const display = (coding.display ?? concept?.text ?? '').trim().slice(0, displayLimit).trim();
  return {
    system: systemOf(coding) ?? ((coding.system ?? '').trim().slice(0, systemLimit) || 'unknown'),
    code: coding.code,
    ...(display === '' ? {} : { display }),
  };
}

/** A diagnosis that is billed, or a clinical one for the coder. */
export type ReadDiagnosis =
  | { readonly code: string; readonly clinical?: never }
  | { readonly code?: never; readonly clinical: ClinicalCode };

/**
 * The ICD-10-CM code of a concept, by a mapping of the practice where it has none of its own; else its clinical code.
 * ICD-9 is refused where there is nothing newer.
 */
export function readDiagnosisConcept(
  reading: FhirReading,
  path: string,
  concept: CodeableConcept | undefined,
): ReadDiagnosis | undefined {
  const { practice, settings } = reading;
  const codings = codingsOf(concept);
  const icd10 = codings.find(({ coding }) => systemOf(coding) === 'ICD-10-CM');
  const mapped = codings.find(
    ({ coding: { system, code } }) =>
      systemOf({ system }) !== 'ICD-9-CM' &&
      mapCode(practice, 'diagnosis', { sourceSystem: settings.sourceSystem, system, code }) !== undefined,
  );
  const icd9 = codings.find(({ coding }) => systemOf(coding) === 'ICD-9-CM');
  const unnamed = codings.find(({ coding }) => (coding.system ?? '').trim() === '');
  const chosen = icd10 ?? mapped ?? icd9 ?? unnamed;
  if (chosen === undefined) {
    const clinical = clinicalCodeOf(concept);
    return clinical === undefined ? undefined : { clinical };
  }
  const { system, code } = chosen.coding;
  const resolved = diagnosisFor(practice, { sourceSystem: settings.sourceSystem, text: code, system });
  const value = resolvedOr(reading, `${path}.coding[${chosen.index}].code`, resolved);
  return value === undefined ? undefined : { code: value };
}

/** A procedure that is billed, one that nobody has mapped, or none at all. */
export type ReadProcedure =
  | { readonly code: string; readonly clinical?: never }
  | { readonly code?: never; readonly clinical: ClinicalCode };

/** The CPT or HCPCS code of a concept, by a mapping of the practice where it has none of its own; else its clinical code. */
export function readProcedureConcept(
  reading: FhirReading,
  path: string,
  concept: CodeableConcept | undefined,
): ReadProcedure | undefined {
  const { practice, settings } = reading;
  const codings = codingsOf(concept);
  const isBillable = ({ coding }: { coding: Coded }): boolean =>
    systemOf(coding) === 'CPT' || systemOf(coding) === 'HCPCS';
  const isMapped = ({ coding: { system, code } }: { coding: Coded }): boolean =>
    mapCode(practice, 'procedure', { sourceSystem: settings.sourceSystem, system, code }) !== undefined;
  const isUnnamed = ({ coding }: { coding: Coded }): boolean => (coding.system ?? '').trim() === '';
  const chosen = codings.find(isMapped) ?? codings.find(isBillable) ?? codings.find(isUnnamed);
  if (chosen === undefined) {
    const clinical = clinicalCodeOf(concept);
    return clinical === undefined ? undefined : { clinical };
  }
  if (codings.some(({ coding }) => systemOf(coding) === 'NDC')) {
    reading.given.notes.add('not-carried');
  }
  const { system, code } = chosen.coding;
  const resolved = procedureFor(practice, { sourceSystem: settings.sourceSystem, text: code, system });
  const value = resolvedOr(reading, `${path}.coding[${chosen.index}].code`, resolved);
  return value === undefined ? undefined : { code: value };
}
