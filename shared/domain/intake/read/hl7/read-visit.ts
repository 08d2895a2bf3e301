import type { Hl7Field } from '#contracts/intake-settings/hl7-mapping.ts';
import { hasValidCheckDigit } from '../../../identity/npi.ts';
import { contentHashOf } from '../../../identity/content-hash.ts';
import { placeOfServiceFor } from '../../map/place-of-service.ts';
import { usualPlaceUnmapped, type Resolved } from '../../map/resolved.ts';
import { resolveLocation } from '../../map/resolve-location.ts';
import { resolveProvider } from '../../map/resolve-provider.ts';
import { usState } from '../../map/us-state.ts';
import { componentOf, whereOf, type Repetition } from './field-path.ts';
import { given, nameOf, readAddress, readDay } from './read-person.ts';
import { repetitionsFor, resolvedOr, valueFor, type Reading, type Scope } from './reading.ts';
import { segmentScopes } from './scopes.ts';

/** Codes by which a provider's number says that it is an NPI: XCN.9 and XCN.13. */
const isNpiMark = (text: string): boolean => /^NPI$/i.test(text);

/**
 * The provider in a field of data type XCN, by NPI, by an id that the practice knows, or by name. The first repetition
 * that is one counts, those that say they are an NPI before the others.
 */
export function providerIn(
  reading: Reading,
  field: Hl7Field,
  scope?: Scope,
): { readonly resolved: Resolved<string>; readonly where: string } | undefined {
  const { practice, settings } = reading;
  const repetitions = repetitionsFor(reading, field, scope).map((repetition) => ({
    repetition,
    component: repetition.path.component ?? 1,
    isNpi: isNpiMark(componentOf(repetition, 9)) || isNpiMark(componentOf(repetition, 13)),
  }));
  let refused: { resolved: Resolved<string>; where: string } | undefined;
  for (const { repetition, component } of repetitions.length > 1
    ? repetitions.toSorted((a, b) => Number(b.isNpi) - Number(a.isNpi))
    : repetitions) {
    const id = componentOf(repetition, component);
    const alias = id === '' ? nameIn(reading, repetition) : id;
    if (alias !== '') {
      const resolved: Resolved<string> = resolveProvider(practice, settings.sourceSystem, alias);
      const where = whereOf(repetition.segment, repetition.field, component);
      if (resolved.problem === undefined) {
        return { resolved, where };
      }
      refused ??= { resolved, where };
    }
  }
  return refused;
}

/** `SHORE, MARINA` of a composite without an id; empty where it has no name either. */
function nameIn(reading: Reading, repetition: Repetition): string {
  const { lastName = '', firstName = '' } = nameOf(reading, { ...repetition, text: afterId(repetition) });
  return [lastName, firstName].filter((name) => name !== '').join(', ');
}

/** A composite of a person's id and name without the id: names stand one component further than in XPN. */
function afterId({ text, delimiters }: { text: string; delimiters: { component: string } }): string {
  const end = text.indexOf(delimiters.component);
  return end === -1 ? '' : text.slice(end + 1);
}

/** Who referred the patient, where the message has an NPI and a name; others are told not to be carried. */
export function readReferringProvider(reading: Reading): Readonly<Record<string, unknown>> | undefined {
  const repetitions = repetitionsFor(reading, 'referringProvider');
  for (const repetition of repetitions) {
    const npi = componentOf(repetition, 1);
    const { lastName, firstName } = nameOf(reading, { ...repetition, text: afterId(repetition) });
    if (
      /^[12]\d{9}$/.test(npi) &&
      hasValidCheckDigit(npi) &&
      lastName !== undefined &&
      firstName !== undefined
    ) {
      return { npi, lastName, firstName };
    }
  }
  if (repetitions.length > 0) {
    reading.notes.add('not-carried');
  }
  return undefined;
}

/** Where the patient was seen. */
interface VisitPlace {
  readonly placeOfService?: string;
  /** When it is a location of the practice. */
  readonly locationId?: string;
}

/** HL7 table 0004: classes of patients who are seen at one kind of place only. */
const placesOfClasses: ReadonlyMap<string, string> = new Map([
  ['E', '23'],
  ['I', '21'],
]);

/**
 * The place of service: as a mapping says it, else of the practice's location that the message names, else by the class
 * of patient, else what is usual of the source.
 * @param isNeeded whether a location that nobody knows is a problem; to an admission it is none.
 */
export function readPlace(reading: Reading, isNeeded: boolean, scope?: Scope): VisitPlace {
  const place = placeIn(reading, isNeeded, scope);
  return typeof place === 'string' ? { placeOfService: place } : (place ?? {});
}

function placeIn(reading: Reading, isNeeded: boolean, scope?: Scope): VisitPlace | string | undefined {
  const { practice, settings } = reading;
  const { sourceSystem, defaults } = settings;
  const said = valueFor(reading, 'placeOfService', scope);
  if (said !== undefined) {
    const resolved = placeOfServiceFor(practice, { sourceSystem, text: said.text });
    return resolvedOr(reading, said.where, resolved);
  }
  const named = locationIn(reading, 'location', scope);
  if (named?.resolved.value !== undefined) {
    return named.resolved.value;
  }
  const patientClass = valueFor(reading, 'patientClass', scope)?.text.toUpperCase() ?? '';
  const ofClass = placesOfClasses.get(patientClass);
  if (ofClass !== undefined) {
    return ofClass;
  }
  const usual = practice.locations.find(({ locationId }) => locationId === defaults.locationId);
  if (usual !== undefined) {
    return { placeOfService: usual.placeOfService, locationId: usual.locationId };
  }
  if (defaults.placeOfService !== undefined) {
    return defaults.placeOfService;
  }
  if (isNeeded && named !== undefined) {
    resolvedOr(reading, named.where, named.resolved);
  } else if (isNeeded) {
    reading.missing.push({
      ...usualPlaceUnmapped(sourceSystem),
      field: 'PV1^1^3',
      code: 'place-of-service-unmapped',
      found: 'no location',
      expected: 'a location of the practice, or a usual location of the source',
      howToFix:
        'Send the location in PV1-3, or have the practice administrator set a usual location of the source.',
    });
  }
  return undefined;
}

/** The place of service of the practice's location in a field of data type PL: by point of care, facility or both. */
function locationIn(
  reading: Reading,
  field: Hl7Field,
  scope?: Scope,
): { readonly resolved: Resolved<VisitPlace>; readonly where: string } | undefined {
  const [repetition] = repetitionsFor(reading, field, scope);
  if (repetition === undefined) {
    return undefined;
  }
  const point = componentOf(repetition, repetition.path.component ?? 1);
  const facility = componentOf(repetition, 4);
  const aliases = [point !== '' && facility !== '' ? `${point}^${facility}` : '', point, facility];
  let refused: Resolved<VisitPlace> | undefined;
  for (const alias of aliases.filter((text) => text !== '')) {
    const resolved = resolveLocation(reading.practice, reading.settings.sourceSystem, alias);
    if (resolved.problem === undefined) {
      const { placeOfService, locationId } = resolved.value;
      return { resolved: { value: { placeOfService, locationId } }, where: '' };
    }
    refused = resolved;
  }
  return refused === undefined
    ? undefined
    : { resolved: refused, where: whereOf(repetition.segment, repetition.field, 1) };
}

/** HL7 table 0063: the guarantor is the patient. */
const isPatientMark = (text: string): boolean => /^(?:SEL|SELF|18)$/i.test(text);

/** Who receives the bill, when it is another person than the patient: the first GT1 in force on the day of intake. */
export function readGuarantor(
  reading: Reading,
  sourcePatientId: string | undefined,
  today: string,
): Readonly<Record<string, unknown>> | undefined {
  const scopes = segmentScopes(reading.message.byName.get('GT1') ?? [], 'GT1');
  const current = scopes.find((scope) => {
    const from = readDay(reading, 'guarantor.from', scope);
    const to = readDay(reading, 'guarantor.to', scope);
    return (from === undefined || from <= today) && (to === undefined || to >= today);
  });
  if (
    current === undefined ||
    isPatientMark(valueFor(reading, 'guarantor.relationship', current)?.text ?? '')
  ) {
    return undefined;
  }
  const [repetition] = repetitionsFor(reading, 'guarantor.name', current);
  const name = repetition === undefined ? {} : nameOf(reading, repetition);
  if (name.lastName === undefined || name.firstName === undefined) {
    // An employer or another organization: bills go to persons.
    reading.notes.add('not-carried');
    return undefined;
  }
  const id = valueFor(reading, 'guarantor.sourceGuarantorId', current)?.text;
  return given<Record<string, unknown>>({
    // Without a number of its own a guarantor is known by whose guarantor and who it is.
    sourceGuarantorId: id ?? `${sourcePatientId ?? ''}-G${contentHashOf(name).slice(0, 8)}`,
    lastName: name.lastName,
    firstName: name.firstName,
    address: readAddress(reading, 'guarantor.address', current),
  });
}

/** HL7 table 0050, which is every site's own, and words that say it: what an accident was. */
function accidentKind(text: string): 'auto' | 'work' | 'other' {
  const word = text.toUpperCase();
  return /^(?:A|AA|AU|AUTO.*|MVA|MOTOR.*)$/.test(word)
    ? 'auto'
    : /^(?:E|EM|EMP.*|W|WC|WORK.*)$/.test(word)
      ? 'work'
      : 'other';
}

/** What the visit is a consequence of, from ACC. */
export function readAccident(reading: Reading): Readonly<Record<string, unknown>> | undefined {
  const date = readDay(reading, 'accident.date');
  if (date === undefined) {
    return undefined;
  }
  return given<Record<string, unknown>>({
    kind: accidentKind(valueFor(reading, 'accident.kind')?.text ?? ''),
    date,
    state: usState(valueFor(reading, 'accident.state')?.text ?? ''),
  });
}
