import * as z from 'zod';
import type { ClinicalCode } from '#contracts/encounter.ts';
import { modifierFor } from '../../map/read-procedure.ts';
import { placeOfServiceFor } from '../../map/place-of-service.ts';
import { usState } from '../../map/us-state.ts';
import type { PartContent } from '../../visit/part.ts';
import {
  addPart,
  addWrong,
  dayOf,
  resolvedOr,
  stated,
  takeNothing,
  type FhirReading,
} from './fhir-reading.ts';
import { addVisitMissing, nameOfReference, targetOf, visitNumberOf } from './fhir-names.ts';
import { addCodeMissing, amountOf, timesUnits, unitsOf } from './read-charge.ts';
import { ownId } from './read-clinical.ts';
import { hasCode, readDiagnosisConcept, readProcedureConcept } from './read-concept.ts';
import { isPractitioner, placeOfReference, providerOf } from './read-directory.ts';
import {
  CodeableConcept,
  listOf,
  Money,
  Period,
  PostalAddress,
  Quantity,
  Reference,
  resourceShape,
} from './fhir-shapes.ts';

type Fields = Readonly<Record<string, unknown>>;

const sequence = z.int().min(1);
const ClaimItem = z.object({
  sequence: sequence.optional(),
  diagnosisSequence: listOf(sequence),
  productOrService: CodeableConcept.optional(),
  modifier: listOf(CodeableConcept),
  servicedDate: z.string().optional(),
  servicedPeriod: Period.optional(),
  locationCodeableConcept: CodeableConcept.optional(),
  locationReference: Reference.optional(),
  quantity: Quantity.optional(),
  unitPrice: Money.optional(),
  net: Money.optional(),
  encounter: listOf(Reference),
  detail: listOf(z.unknown()),
});

export const ClaimShape = z.object({
  ...resourceShape,
  status: z.string(),
  type: CodeableConcept.optional(),
  use: z.string().optional(),
  provider: Reference.optional(),
  related: listOf(z.object({ claim: Reference.optional(), relationship: CodeableConcept.optional() })),
  careTeam: listOf(
    z.object({
      sequence: sequence.optional(),
      provider: Reference.optional(),
      responsible: z.boolean().optional(),
      role: CodeableConcept.optional(),
    }),
  ),
  diagnosis: listOf(
    z.object({
      sequence: sequence.optional(),
      diagnosisCodeableConcept: CodeableConcept.optional(),
      diagnosisReference: Reference.optional(),
    }),
  ),
  insurance: listOf(
    z.object({
      sequence: sequence.optional(),
      focal: z.boolean().optional(),
      coverage: Reference.optional(),
      preAuthRef: listOf(z.string()),
    }),
  ),
  accident: z
    .object({
      date: z.string().optional(),
      type: CodeableConcept.optional(),
      locationAddress: PostalAddress.optional(),
    })
    .optional(),
  item: listOf(ClaimItem),
});
type ClaimResource = z.infer<typeof ClaimShape>;
type Item = z.infer<typeof ClaimItem>;
type Line = Extract<PartContent, { kind: 'charges' }>['lines'][number];

const modifierLimit = 4;

/** Reads a Claim that another program drew up: the charges of a visit, what they are for and who is to pay them. */
export function readClaim(claim: ClaimResource, reading: FhirReading): void {
  if (claim.use !== undefined && claim.use !== 'claim') {
    // Da Vinci's prior authorizations are claims of another use.
    takeNothing(reading, 'resource-not-used');
    return;
  }
  if (hasCode(claim.type, 'pharmacy')) {
    takeNothing(reading, 'pharmacy-claim');
    return;
  }
  if (hasCode(claim.type, 'institutional', 'oral')) {
    addWrong(reading, 'type', {
      code: 'claim-kind-not-billed',
      found: hasCode(claim.type, 'oral') ? 'a dental claim' : 'an institutional claim',
      expected: 'a professional claim',
      howToFix: 'Bill it from the system that it is from; the visit itself can be coded here.',
    });
    return;
  }
  if (claim.status === 'draft') {
    takeNothing(reading, 'resource-not-used');
    return;
  }
  const encounterId = visitNumberOf((claim.item ?? []).flatMap(({ encounter }) => encounter ?? []));
  if (encounterId === undefined) {
    addVisitMissing(reading, 'item[0].encounter');
    return;
  }
  const visits = new Set((claim.item ?? []).flatMap(({ encounter }) => visitNumberOf(encounter ?? []) ?? []));
  if (visits.size > 1) {
    addWrong(reading, 'item', {
      code: 'visit-reference-missing',
      found: `items of ${visits.size} visits`,
      expected: 'one visit in a claim',
      howToFix: 'Send a claim for each visit.',
    });
    return;
  }
  const partKey = `charges:${ownId(reading, claim)}`;
  if (claim.status === 'active') {
    addCharges(reading, claim, encounterId, partKey);
  } else {
    addPart(reading, encounterId, partKey, { kind: 'void' });
    addPart(reading, encounterId, `${partKey}:fields`, { kind: 'void' });
  }
  for (const { claim: replaced, relationship } of claim.related ?? []) {
    const target = targetOf(replaced);
    if (target !== undefined && hasCode(relationship, 'prior')) {
      addPart(reading, encounterId, `charges:${target.id}`, { kind: 'void' });
    }
  }
}

function addCharges(reading: FhirReading, claim: ClaimResource, encounterId: string, partKey: string): void {
  const { given } = reading;
  const clinicalCodes: ClinicalCode[] = [];
  const unmappedCharges: Fields[] = [];
  const diagnoses = readDiagnoses(reading, claim, clinicalCodes);
  const lines = (claim.item ?? []).flatMap((item, index): Line[] => {
    const read = readItem(reading, `item[${index}]`, item);
    if (read?.line !== undefined) {
      const pointed = (item.diagnosisSequence ?? []).flatMap((one) => diagnoses.get(one) ?? []);
      return [{ line: read.line, diagnoses: pointed }];
    }
    if (read?.unmapped !== undefined) {
      unmappedCharges.push(read.unmapped);
    } else if (read?.clinical !== undefined) {
      clinicalCodes.push(read.clinical);
    }
    return [];
  });
  const insurance = readInsurance(reading, claim);
  const place = readPlace(reading, claim);
  const fields = stated({
    ...readCareTeam(reading, claim),
    ...place.fields,
    accident: readAccident(reading, claim),
    insurances: insurance.names.length === 0 ? undefined : insurance.names,
    authorizationNumber: insurance.authorizationNumber,
    clinicalCodes: clinicalCodes.length === 0 ? undefined : clinicalCodes,
    unmappedCharges: unmappedCharges.length === 0 ? undefined : unmappedCharges,
  });
  if (given.wrong.length > 0) {
    return;
  }
  const content: PartContent = { kind: 'charges', lines, diagnoses: [...diagnoses.values()] };
  addPart(reading, encounterId, partKey, content);
  const refs = [...insurance.names, ...place.refs];
  addPart(reading, encounterId, `${partKey}:fields`, { kind: 'fields', fields }, refs, 'charged');
}

/** By their number in the claim: an ICD-10-CM code, or the key of the part of the visit that has it. */
function readDiagnoses(
  reading: FhirReading,
  claim: ClaimResource,
  clinicalCodes: ClinicalCode[],
): ReadonlyMap<number, string> {
  const listed = (claim.diagnosis ?? []).map((diagnosis, index) => ({
    diagnosis,
    index,
    number: diagnosis.sequence ?? index + 1,
  }));
  const read = new Map<number, string>();
  for (const { diagnosis, index, number } of listed.toSorted((one, other) => one.number - other.number)) {
    const target = targetOf(diagnosis.diagnosisReference);
    const contained =
      target?.id.startsWith('#') === true ? reading.contained.get(target.id.slice(1)) : undefined;
    const concept = diagnosis.diagnosisCodeableConcept ?? conceptIn(contained);
    if (concept !== undefined) {
      const path = `diagnosis[${index}].diagnosisCodeableConcept`;
      const found = readDiagnosisConcept(reading, path, concept);
      if (found?.code !== undefined) {
        read.set(number, found.code);
      } else if (found?.clinical !== undefined) {
        clinicalCodes.push(found.clinical);
      }
    } else if (target !== undefined && contained === undefined) {
      read.set(number, `diagnosis:${target.id}`);
    }
  }
  return read;
}

/** The code of a Condition that stands in the claim itself. */
function conceptIn(condition: Fields | undefined): CodeableConcept | undefined {
  return condition === undefined ? undefined : CodeableConcept.safeParse(condition['code']).data;
}

interface ReadItem {
  readonly line?: Fields;
  readonly unmapped?: Fields;
  readonly clinical?: ClinicalCode;
}

/**
 * One item. A code of a clinical system with a price is a charge that somebody has to map; without one it only repeats
 * what the visit was, as Synthea's claims do.
 */
function readItem(reading: FhirReading, path: string, item: Item): ReadItem | undefined {
  if ((item.detail ?? []).length > 0) {
    reading.given.notes.add('not-carried');
  }
  const units = unitsOf(reading, `${path}.quantity`, item.quantity);
  const net = amountOf(reading, `${path}.net`, item.net);
  const each = amountOf(reading, `${path}.unitPrice`, item.unitPrice);
  const charge = net ?? timesUnits(each, units);
  const serviced = item.servicedDate ?? item.servicedPeriod?.start;
  const serviceDate = dayOf(reading, `${path}.serviced`, serviced);
  const procedure = readProcedureConcept(reading, `${path}.productOrService`, item.productOrService);
  if (procedure === undefined) {
    addCodeMissing(reading, `${path}.productOrService`);
    return undefined;
  }
  if (procedure.code !== undefined) {
    const modifiers = readModifiers(reading, path, item);
    const listed = modifiers.length === 0 ? undefined : modifiers;
    return { line: stated({ code: procedure.code, modifiers: listed, units, charge, serviceDate }) };
  }
  const { clinical } = procedure;
  if (charge === undefined) {
    return { clinical };
  }
  const { code, system, display } = clinical;
  return { unmapped: stated({ code, system, description: display, units, charge, serviceDate }) };
}

function readModifiers(reading: FhirReading, path: string, { modifier }: Item): readonly string[] {
  const { practice, settings } = reading;
  const read = (modifier ?? []).flatMap((concept, index) => {
    const text = concept.coding?.find(({ code }) => (code ?? '') !== '')?.code ?? concept.text;
    return text === undefined
      ? []
      : (resolvedOr(
          reading,
          `${path}.modifier[${index}]`,
          modifierFor(practice, { sourceSystem: settings.sourceSystem, text }),
        ) ?? []);
  });
  if (read.length > modifierLimit) {
    reading.given.notes.add('not-carried');
  }
  return read.slice(0, modifierLimit);
}

/** Who treated, referred and supervised: by the roles of the care team, else who the claim is of when that is a person. */
function readCareTeam(reading: FhirReading, claim: ClaimResource): Fields {
  const team = (claim.careTeam ?? [])
    .map((member, index) => ({ ...member, index }))
    .filter(({ provider }) => isPractitioner(provider));
  const withRole = (...codes: readonly string[]): (typeof team)[number] | undefined =>
    team.find(({ role }) => hasCode(role, ...codes));
  const rendering =
    withRole('rendering', 'performing') ??
    withRole('primary') ??
    team.find(({ responsible }) => responsible === true) ??
    team.find(({ role }) => role === undefined);
  const isPerson = claim.provider?.reference !== undefined && /Practitioner/.test(claim.provider.reference);
  const treats =
    rendering === undefined
      ? isPerson
        ? providerOf(reading, 'provider', claim.provider)
        : undefined
      : providerOf(reading, `careTeam[${rendering.index}].provider`, rendering.provider);
  const other = (...codes: readonly string[]): unknown => {
    const member = withRole(...codes);
    const provider =
      member === undefined ? undefined : providerOf(reading, '', { ...member.provider, display: '' });
    if (provider !== undefined && 'npi' in provider) {
      reading.given.notes.add('not-carried');
      return undefined;
    }
    return provider;
  };
  return {
    renderingNpi:
      treats === undefined ? undefined : 'npi' in treats ? treats.npi : { ...treats, member: 'npi' },
    referringProvider: other('referring', 'refer'),
    supervisingProvider: other('supervisor', 'supervising'),
  };
}

function readPlace(
  reading: FhirReading,
  claim: ClaimResource,
): { readonly fields: Fields; readonly refs: readonly string[] } {
  const { practice, settings } = reading;
  for (const [index, { locationCodeableConcept, locationReference }] of (claim.item ?? []).entries()) {
    const text = locationCodeableConcept?.coding?.find(({ code }) => (code ?? '') !== '')?.code;
    if (text !== undefined) {
      const { sourceSystem } = settings;
      const path = `item[${index}].locationCodeableConcept`;
      const placeOfService = resolvedOr(reading, path, placeOfServiceFor(practice, { sourceSystem, text }));
      return { fields: { placeOfService }, refs: [] };
    }
    const place = placeOfReference(reading, locationReference);
    if (place !== undefined) {
      return { fields: place.fields ?? {}, refs: place.ref === undefined ? [] : [place.ref] };
    }
  }
  return { fields: {}, refs: [] };
}

/** HL7 v3 ActIncidentCode: a motor vehicle, and at work. */
function readAccident(reading: FhirReading, { accident }: ClaimResource): Fields | undefined {
  const date = dayOf(reading, 'accident.date', accident?.date);
  if (date === undefined) {
    return undefined;
  }
  const kind = hasCode(accident?.type, 'mva')
    ? 'auto'
    : hasCode(accident?.type, 'wpa', 'work')
      ? 'work'
      : 'other';
  return stated({ kind, date, state: usState(accident?.locationAddress?.state ?? '') });
}

/** The coverages in the order in which they pay, and the number by which the first of them allowed the service. */
function readInsurance(
  reading: FhirReading,
  { insurance }: ClaimResource,
): { readonly names: readonly string[]; readonly authorizationNumber: string | undefined } {
  const listed = (insurance ?? []).toSorted((one, other) => (one.sequence ?? 99) - (other.sequence ?? 99));
  const named = listed.flatMap(({ coverage }) => nameOfReference(reading, 'coverage', coverage) ?? []);
  if (listed.length > named.length) {
    // Words such as "private" are no insurance that could be billed.
    reading.given.notes.add('not-carried');
  }
  const focal = listed.find(({ focal: isFocal }) => isFocal === true) ?? listed[0];
  return { names: [...new Set(named)], authorizationNumber: focal?.preAuthRef?.[0]?.trim() };
}
