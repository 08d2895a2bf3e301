import { readFileSync } from 'node:fs';
import { PlainDate } from '#contracts/dates.ts';
import { Practice } from '#contracts/practice.ts';
import { UploadId } from '#contracts/identifiers.ts';
import type { IntakeRecord, ReadContext, SharedThing } from '#domain/intake/read/intake-record.ts';
import { readHl7 } from '#domain/intake/read/hl7/read-hl7.ts';
import type { VisitPart } from '#domain/intake/visit/part.ts';

const sample: unknown = JSON.parse(readFileSync('events/practice.json', 'utf8'));

/** The sample practice, with what it needs to read an HL7 feed named `feed`. */
export function hl7Practice(
  mapping: Readonly<Record<string, unknown>> = {},
  more: Readonly<Record<string, unknown>> = {},
): Practice {
  const known = Practice.parse(sample);
  return Practice.parse({
    ...(sample as object),
    timeZone: 'America/Los_Angeles',
    providers: known.providers.map((provider) =>
      provider.lastName === 'Rowan' ? { ...provider, aliases: [{ id: 'DR7' }] } : provider,
    ),
    payers: known.payers.map((payer) =>
      payer.payerId === 'JUNIP' ? { ...payer, aliases: [{ id: 'JUN01' }, { name: 'Juniper PPO' }] } : payer,
    ),
    locations: [
      {
        locationId: 'main',
        name: 'Cedar Hill',
        placeOfService: '11',
        address: known.address,
        aliases: [{ id: 'CLINIC' }, { id: 'CLINIC^CHFM' }],
      },
      {
        locationId: 'hospital',
        name: 'Alder Falls Hospital',
        placeOfService: '22',
        address: known.address,
        aliases: [{ id: 'AFH' }],
      },
    ],
    codeMappings: [
      { kind: 'procedure', sourceSystem: 'feed', from: 'VISIT3', to: '99213' },
      { kind: 'sex', from: 'W', to: 'F' },
      { kind: 'relationship', from: 'CP', to: 'spouse' },
    ],
    intake: { hl7Mappings: [{ sourceSystem: 'feed', ...mapping }] },
    ...more,
  });
}

export function context(practice: Practice = hl7Practice(), sourceFolder?: string): ReadContext {
  return {
    practice,
    format: 'hl7',
    today: PlainDate.parse('2026-11-20'),
    uploadId: UploadId.parse('U0000000000000001'),
    ...(sourceFolder === undefined ? {} : { sourceFolder }),
  };
}

export function read(text: string, practice?: Practice): readonly IntakeRecord[] {
  return readHl7({ number: 1, text, offset: 0, line: 1 }, context(practice));
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
