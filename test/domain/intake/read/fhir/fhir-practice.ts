import { readFileSync } from 'node:fs';
import { PlainDate } from '#contracts/dates.ts';
import { UploadId } from '#contracts/identifiers.ts';
import { Practice } from '#contracts/practice.ts';
import { checkDraft } from '#domain/intake/check-encounter.ts';
import type { FormatId } from '#domain/intake/frame/framer.ts';
import { frameBundleEntries, frameResourceValues } from '#domain/intake/frame/json-values.ts';
import { usualIntakeLimits } from '#domain/intake/frame/limits.ts';
import { readFhir } from '#domain/intake/read/fhir/read-fhir.ts';
import type { IntakeRecord, SharedThing } from '#domain/intake/read/intake-record.ts';
import { assembleVisit, type AssembledVisit } from '#domain/intake/visit/assemble-visit.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';

const sample: unknown = JSON.parse(readFileSync('events/practice.json', 'utf8'));

/** The sample practice with one FHIR source named `ehr`, and aliases as practices have them. */
export function fhirPractice(
  mapping: Readonly<Record<string, unknown>> = {},
  source: Readonly<Record<string, unknown>> = {},
): Practice {
  const known = Practice.parse(sample);
  const aliases: Readonly<Record<string, readonly object[]>> = {
    Rowan: ['340', '93440', '240', '190'].map((id) => ({ id: `us-npi|${id}` })),
    Heron: [{ id: 'us-npi|500' }, { id: 'staff-2' }, { name: 'Miles Heron MD' }],
  };
  return Practice.parse({
    ...(sample as object),
    timeZone: 'America/New_York',
    providers: known.providers.map((provider) => ({
      ...provider,
      aliases: aliases[provider.lastName] ?? [],
    })),
    payers: known.payers.map((payer) =>
      payer.payerId === 'JUNIP'
        ? { ...payer, aliases: [{ name: 'Juniper PPO' }, { name: 'Acme Health Plan' }] }
        : payer,
    ),
    locations: [
      {
        locationId: 'main',
        name: 'Cedar Hill',
        placeOfService: '11',
        address: known.address,
        aliases: [{ id: 'loc-main' }, { name: 'Main clinic' }],
      },
      {
        locationId: 'hospital',
        name: 'Alder Falls Hospital',
        placeOfService: '22',
        address: known.address,
        aliases: [{ name: 'Holy Family Hospital' }],
      },
    ],
    codeMappings: [
      { kind: 'procedure', sourceSystem: 'ehr', from: 'OFFICE-3', to: '99213' },
      { kind: 'place-of-service', sourceSystem: 'ehr', from: 'VR', to: '10' },
    ],
    intake: {
      sources: [{ sourceSystem: 'ehr', kind: 'parts', ...source }],
      fhirMappings: [{ sourceSystem: 'ehr', ...mapping }],
    },
  });
}

const today = PlainDate.parse('2026-11-20');

/** What the reader makes of one record. */
export function read(
  record: unknown,
  practice: Practice = fhirPractice(),
  format: FormatId = 'fhir-ndjson',
): readonly IntakeRecord[] {
  const text = typeof record === 'string' ? record : JSON.stringify(record);
  return readFhir(
    { number: 1, text, offset: 0, line: 1 },
    { practice, format, today, uploadId: UploadId.parse('U0000000000000001') },
  );
}

/** Every record of a file, a bundle or a resource, with what the reader makes of it. */
export function readFile(text: string, practice: Practice): readonly (readonly IntakeRecord[])[] {
  const isBundle = /"resourceType"\s*:\s*"Bundle"/.test(text);
  const framer = (isBundle ? frameBundleEntries : frameResourceValues)(usualIntakeLimits);
  const frames = [...framer.push(new TextEncoder().encode(text)), ...framer.finish()];
  return frames.map((frame) => read(frame.text, practice, isBundle ? 'fhir-bundle' : 'fhir-resource'));
}

export function partsOf(records: readonly IntakeRecord[]): readonly VisitPart[] {
  return records.flatMap((record) => (record.kind === 'part' ? [record.part] : []));
}

export function thingsOf(records: readonly IntakeRecord[]): readonly SharedThing[] {
  return records.flatMap((record) => (record.kind === 'shared' ? [record.thing] : []));
}

/** `code field` of everything that the records were refused for. */
export function refusals(records: readonly IntakeRecord[]): readonly string[] {
  return records.flatMap((record) =>
    record.kind === 'refused' ? record.problems.map(({ code, field }) => `${code} ${field}`) : [],
  );
}

export function notesOf(records: readonly IntakeRecord[]): readonly string[] {
  return [...new Set(records.flatMap((record) => (record.kind === 'part' ? record.notes : [])))];
}

/** What became of one record, in a word or two. */
export function answerOf(records: readonly IntakeRecord[]): string {
  const [first] = records;
  switch (first?.kind) {
    case 'refused':
      return `refused ${refusals(records).join(', ')}`;
    case 'nothing':
      return `nothing ${first.why}`;
    case 'shared':
      return `kept ${first.thing.kind}`;
    case 'part':
      return `part ${first.part.partKey.split(':')[0]} ${first.part.content.kind}`;
    case 'appointment':
    case 'patient-merge':
    case 'registration':
    case 'encounter':
    case 'void':
    case 'document':
    case 'document-index':
      return first.kind;
    case undefined:
      return '';
  }
}

/** The visits that records make together, by their number. */
export function visitsOf(
  records: readonly IntakeRecord[],
  practice: Practice = fhirPractice(),
): ReadonlyMap<string, AssembledVisit> {
  const byVisit = Map.groupBy(partsOf(records), ({ encounterId }) => encounterId);
  const things = thingsOf(records);
  return new Map(
    [...byVisit]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([encounterId, parts]) => [encounterId, assembleVisit(parts, things, practice)]),
  );
}

/** `accepted`, `waiting <what for>`, `void`, or what the encounter is refused for. */
export function outcomeOf(visit: AssembledVisit | undefined, practice: Practice): string {
  switch (visit?.kind) {
    case 'waiting':
      return `waiting ${visit.needs.map(({ kind, name }) => `${kind}${name === undefined ? '' : ` ${name}`}`).join(', ')}`;
    case 'void':
      return 'void';
    case 'encounter': {
      const checked = checkDraft(1, visit.draft, practice, today);
      return checked.problems === undefined
        ? `accepted ${checked.accepted.lines.length === 0 ? 'to be coded' : 'with charges'}`
        : `refused ${checked.problems.map(({ code, field }) => `${code} ${field}`).join(', ')}`;
    }
    case undefined:
      return 'none';
  }
}
