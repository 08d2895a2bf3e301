import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { FhirMapping } from '#contracts/intake-settings/fhir-mapping.ts';
import { Hl7Mapping } from '#contracts/intake-settings/hl7-mapping.ts';
import { Practice } from '#contracts/practice.ts';
import { readPracticeDocument } from '#domain/practice/read-practice-document.ts';
import { codeBlocks, pageText, sectionOf, tableRows } from './markdown.ts';

/** Every field below a schema by its path, and whether it must be given. */
function fieldsOf(schema: z.core.$ZodType, path = ''): { path: string; isRequired: boolean }[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return fieldsOf(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodArray) {
    return fieldsOf(schema.element, `${path}[]`);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    return schema.options.flatMap((option) => fieldsOf(option, path));
  }
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([name, field]) => {
      const below = path === '' ? name : `${path}.${name}`;
      const isRequired = !(
        field instanceof z.ZodOptional ||
        field instanceof z.ZodDefault ||
        field instanceof z.ZodPrefault
      );
      return [{ path: below, isRequired }, ...fieldsOf(field, below)];
    });
  }
  return [];
}

/** Described once, at the place that the guide names, or in the guide of the format. */
const describedElsewhere =
  /^(?:locations\[\]\.address\.|(?:locations|payers)\[\]\.aliases\[\]\.|payers\[\]\.contracts\[\]\.basis\.rows\[\]|clearinghouse\.profile\.|intake\.(?:hl7|csv|fhir)Mappings\[\]\.)/;

describe('The guide to setting up a practice', () => {
  const page = pageText('docs/guides/set-up-a-practice.md');
  const rows = tableRows(sectionOf(page, '## The fields'));
  const fields = new Map(
    fieldsOf(Practice)
      .filter(({ path }) => !describedElsewhere.test(path))
      // A document without an edition becomes the next one.
      .map(({ path, isRequired }) => [path, isRequired && path !== 'edition']),
  );

  test('names every field of a practice document, and no other', () => {
    expect(fields.size).toBeGreaterThan(130);
    expect(new Set(rows.map(([path]) => path))).toEqual(new Set(fields.keys()));
    expect(rows).toHaveLength(fields.size);
  });

  test('says of every field whether it is required, and what it means', () => {
    expect(new Map(rows.map(([path, required]) => [path, required === 'yes']))).toEqual(fields);
    expect(rows.filter(([, required]) => !/^(?:yes|no|no \(.+\))$/.test(required ?? ''))).toEqual([]);
    expect(rows.filter(([, , meaning]) => (meaning ?? '').length < 4)).toEqual([]);
  });

  test('shows a document that would be imported as it stands', () => {
    const [example = ''] = codeBlocks(sectionOf(page, '## The fields'), 'yaml');
    const read = readPracticeDocument(example);
    expect(read.faults).toBeUndefined();
    expect(read.warnings).toEqual([]);
    expect(read.practice?.address.zip).toBe('97099');
  });
});

describe.each([
  ['HL7 feeds', 'docs/guides/hl7.md', Hl7Mapping],
  ['FHIR resources', 'docs/guides/fhir.md', FhirMapping],
] as const)('The guide to %s', (_title, file, mapping) => {
  const page = pageText(file);
  const rows = tableRows(sectionOf(page, '## The fields of a mapping'));

  test('names every field of a mapping, whether it is required, and no other', () => {
    expect(new Map(rows.map(([path, required]) => [path, required === 'yes']))).toEqual(
      new Map(fieldsOf(mapping).map(({ path, isRequired }) => [path, isRequired])),
    );
    expect(rows.filter(([, required]) => !/^(?:yes|no \(.+\))$/.test(required ?? ''))).toEqual([]);
  });

  test('shows a mapping that would be taken', () => {
    const [example = ''] = codeBlocks(sectionOf(page, '## The fields of a mapping'), 'json');
    expect(mapping.safeParse(JSON.parse(example)).error).toBeUndefined();
  });
});
