import * as z from 'zod';
import type { Practice } from '#contracts/practice.ts';
import { describeFieldName } from '../../mask-value.ts';
import { readJsonRecord } from '../../read-json-record.ts';
import type { Frame } from '../../frame/framer.ts';
import type { IntakeRecord, Place, ReadContext, Reader } from '../intake-record.ts';
import { addPart, addWrong, hashOf, type FhirGiven, type FhirReading } from './fhir-reading.ts';
import { sourceNumber, targetOf } from './fhir-names.ts';
import { fhirSettingsFor, type FhirSettings } from './fhir-settings.ts';
import { BundleEntry, resourceShape, type BundleEntry as Entry } from './fhir-shapes.ts';
import { orderOf } from './resource-order.ts';
import { containedTypes, resourceReaders, unusedResources } from './resource-readers.ts';

type Json = Readonly<Record<string, unknown>>;

/** Bundles in a bundle deeper than this are not read. */
const bundleDepth = 3;

/**
 * Reads one resource of FHIR R4, from a bundle or by itself. A resource with anything wrong in it is refused whole, with
 * all that is wrong; what it points at may come later, and the visit waits for it.
 */
export const readFhir: Reader = (frame, context) => {
  const place: Place = frame.line === undefined ? {} : { line: frame.line };
  if (frame.problem !== undefined) {
    return [{ kind: 'refused', problems: [frame.problem], place }];
  }
  const { json, problem } = readJsonRecord(frame.text);
  if (problem !== undefined) {
    const howToFix = 'Export the file again, with each resource whole.';
    return [{ kind: 'refused', problems: [{ ...problem, howToFix }], place }];
  }
  const settings = fhirSettingsFor(context.practice, context.sourceFolder);
  if (settings === undefined) {
    return [{ kind: 'refused', problems: [unknownSource(context.practice)], place }];
  }
  const isEntry = context.format === 'fhir-bundle' && !('resourceType' in json);
  const resource: Json = { ...json };
  return isEntry
    ? readEntry(resource, { settings, context, place, frame }, '', bundleDepth)
    : readResource(resource, {}, { settings, context, place, frame }, '', bundleDepth);
};

interface Surroundings {
  readonly settings: FhirSettings;
  readonly context: ReadContext;
  readonly place: Place;
  readonly frame: Frame;
}

function readEntry(json: Json, around: Surroundings, path: string, depth: number): readonly IntakeRecord[] {
  const parsed = BundleEntry.safeParse(json);
  if (!parsed.success) {
    return [
      refusedAt(around, `${path}Bundle.entry`, {
        code: 'field-invalid',
        found: 'something else than an entry',
        expected: 'an entry of a bundle with a resource',
        howToFix: 'Export the bundle as FHIR R4 has it.',
      }),
    ];
  }
  const { resource, ...entry } = parsed.data;
  if (entry.request?.method === 'DELETE') {
    return readDeletion(entry, resource, around, path, depth);
  }
  return resource === undefined
    ? [{ kind: 'nothing', why: 'resource-not-used', place: around.place }]
    : readResource(resource, entry, around, path, depth);
}

/** A visit that was deleted is taken back; of other resources only their own text says what they belonged to. */
function readDeletion(
  entry: Omit<Entry, 'resource'>,
  resource: Json | undefined,
  around: Surroundings,
  path: string,
  depth: number,
): readonly IntakeRecord[] {
  if (resource !== undefined) {
    const status = 'entered-in-error';
    const verificationStatus = { coding: [{ code: status }] };
    return readResource({ ...resource, status, verificationStatus }, entry, around, path, depth);
  }
  const target = targetOf({ reference: entry.request?.url }) ?? targetOf({ reference: entry.fullUrl });
  if (target?.type !== 'Encounter') {
    return [{ kind: 'nothing', why: 'not-carried', place: around.place }];
  }
  const { order, isClear } = orderOf(undefined, entry);
  const given = nothingGiven();
  // One without a time is about what is here: what says no time itself is older.
  const reading = readingOf(around, given, { path: 'Encounter', entry, order: isClear ? order : '~' });
  addPart(reading, sourceNumber(target.id), 'head', { kind: 'void' });
  return recordsOf(given, around.place);
}

function readResource(
  json: Json,
  entry: Omit<Entry, 'resource'>,
  around: Surroundings,
  within: string,
  depth: number,
): readonly IntakeRecord[] {
  const type = typeof json['resourceType'] === 'string' ? json['resourceType'] : '';
  if (type === 'Bundle' && depth > 0) {
    return readBundle(json, around, depth);
  }
  const read = resourceReaders.get(type);
  if (read === undefined) {
    return unusedResources.has(type) || type === 'Bundle'
      ? [{ kind: 'nothing', why: 'resource-not-used', place: around.place }]
      : [
          refusedAt(around, `${within}resourceType`, {
            code: 'resource-unknown',
            found: type === '' ? 'no type of resource' : describeFieldName(type),
            expected: 'a resource of FHIR R4',
            howToFix: 'Export FHIR R4 resources, with their "resourceType".',
          }),
        ];
  }
  const given = nothingGiven();
  const { data: head } = metaShape.safeParse(json);
  const { order, isClear } = orderOf(head?.meta, entry);
  const contained = containedIn(json);
  const id = typeof json['id'] === 'string' ? json['id'] : (entry.fullUrl ?? hashOf(json));
  const outermost = `${type}-${id}`;
  const reading = readingOf(around, given, { path: `${within}${type}`, entry, order, contained, outermost });
  const modifier = around.frame.text.includes('"modifierExtension"') ? modifierIn(json, '') : undefined;
  if (modifier !== undefined) {
    addWrong(reading, modifier, {
      code: 'modifier-extension',
      found: 'an extension that changes the meaning',
      expected: 'a resource without "modifierExtension"',
      howToFix: 'Export it without extensions that must be understood.',
    });
  }
  read(json, reading);
  readContained(reading);
  if (
    !isClear &&
    given.parts.some(({ partKey }) => partKey === 'head' || /^(?:line|charges):/.test(partKey))
  ) {
    given.notes.add('version-unclear');
  }
  return recordsOf(given, around.place);
}

const metaShape = z.object({ meta: resourceShape.meta });

/** Several resources in one record: all of them, or none when anything is wrong with one. */
function readBundle(json: Json, around: Surroundings, depth: number): readonly IntakeRecord[] {
  const entries: readonly unknown[] = Array.isArray(json['entry']) ? json['entry'] : [];
  const records = entries.flatMap((entry, index) =>
    readEntry(isObject(entry) ? entry : {}, around, `Bundle.entry[${index}].`, depth - 1),
  );
  const refused = records.filter(({ kind }) => kind === 'refused');
  if (refused.length > 0) {
    return refused;
  }
  const taken = records.filter(({ kind }) => kind !== 'nothing');
  return taken.length > 0 ? taken : [{ kind: 'nothing', why: 'resource-not-used', place: around.place }];
}

function containedIn(json: Json): ReadonlyMap<string, Json> {
  const list: readonly unknown[] = Array.isArray(json['contained']) ? json['contained'] : [];
  return new Map(
    list.filter(isObject).map((one) => [typeof one['id'] === 'string' ? one['id'] : '', one] as const),
  );
}

/** What stands in a resource is a thing of its own, by a name that nothing outside of the resource has. */
function readContained(reading: FhirReading): void {
  if (reading.given.parts.length === 0 && reading.given.things.length === 0) {
    return;
  }
  for (const [index, one] of [...reading.contained.values()].entries()) {
    const type = typeof one['resourceType'] === 'string' ? one['resourceType'] : '';
    const read = containedTypes.has(type) ? resourceReaders.get(type) : undefined;
    read?.(one, {
      ...reading,
      path: `${reading.path}.contained[${index}]`,
      isContained: true,
      fullUrl: undefined,
    });
  }
}

function modifierIn(value: unknown, path: string): string | undefined {
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries()) {
      const found = modifierIn(one, `${path}[${index}]`);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
  if (!isObject(value)) {
    return undefined;
  }
  for (const [name, one] of Object.entries(value)) {
    const below = path === '' ? name : `${path}.${name}`;
    if (name === 'modifierExtension' && Array.isArray(one) && one.length > 0) {
      return below;
    }
    const found = typeof one === 'object' ? modifierIn(one, below) : undefined;
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nothingGiven(): FhirGiven {
  return {
    wrong: [],
    notes: new Set(),
    parts: [],
    things: [],
    appointments: [],
    merges: [],
    why: '',
    encounterId: undefined,
  };
}

function readingOf(
  { context, settings }: Surroundings,
  given: FhirGiven,
  {
    path,
    entry,
    order,
    contained = new Map(),
    outermost = '',
  }: {
    readonly path: string;
    readonly entry: Omit<Entry, 'resource'>;
    readonly order: string;
    readonly contained?: ReadonlyMap<string, Json>;
    readonly outermost?: string;
  },
): FhirReading {
  const { practice, today } = context;
  return {
    practice,
    settings,
    today,
    path,
    fullUrl: entry.fullUrl,
    order,
    outermost,
    isContained: false,
    contained,
    given,
  };
}

function recordsOf(given: FhirGiven, place: Place): readonly IntakeRecord[] {
  const { wrong, parts, things, appointments, merges, encounterId } = given;
  const [first] = wrong;
  if (first !== undefined) {
    const id = encounterId === undefined ? {} : { encounterId };
    return [{ kind: 'refused', problems: wrong, ...id, place: { ...place, path: first.field } }];
  }
  const notes = [...given.notes].toSorted();
  const records: IntakeRecord[] = [
    ...things.map((thing): IntakeRecord => ({ kind: 'shared', thing, place })),
    ...parts.map((part): IntakeRecord => ({ kind: 'part', part, place, notes })),
    ...appointments.map((appointment): IntakeRecord => ({ kind: 'appointment', appointment, place })),
    ...merges.map((merge): IntakeRecord => ({
      kind: 'patient-merge',
      sourceSystem: things[0]?.sourceSystem ?? '',
      ...merge,
      order: things[0]?.order ?? '',
      place,
    })),
  ];
  return records.length > 0
    ? records
    : [{ kind: 'nothing', why: given.why === '' ? 'resource-not-used' : given.why, place }];
}

function refusedAt(
  { place }: Surroundings,
  field: string,
  problem: Omit<FhirGiven['wrong'][number], 'field'>,
): IntakeRecord {
  return { kind: 'refused', problems: [{ field, ...problem }], place: { ...place, path: field } };
}

function unknownSource({ name }: Practice): FhirGiven['wrong'][number] {
  return {
    field: '',
    code: 'source-unknown',
    found: 'FHIR resources of which nothing says what system they are from',
    expected: `one FHIR source of ${name}, or the name of one as the folder of the upload`,
    howToFix: 'Upload to the folder of the source, or have the practice administrator describe the source.',
  };
}
