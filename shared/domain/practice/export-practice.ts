import { Document, isCollection, isMap, isScalar, isSeq, visit } from 'yaml';
import * as z from 'zod';
import { Practice } from '#contracts/practice.ts';
import { canonicalJson } from '../identity/content-hash.ts';

/** Lists whose entries are written one a line. */
const tables: ReadonlySet<unknown> = new Set(['rows', 'contract', 'codeMappings', 'aliases', 'filingLimits']);

/**
 * The practice as YAML, always in the same order and without what goes without saying. Importing it again changes
 * nothing; imported with changes, its edition says what it was made from.
 */
export function exportPracticeYaml(practice: Practice): string {
  const document = new Document(withoutDefaults(Practice, practice));
  visit(document, {
    Pair(_key, { key, value }) {
      if (isScalar(key) && tables.has(key.value) && isSeq(value)) {
        for (const entry of value.items) {
          if (isMap(entry) && entry.items.every((pair) => !isCollection(pair.value))) {
            entry.flow = true;
          }
        }
      }
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The same as JSON. */
export function exportPracticeJson(practice: Practice): string {
  return `${JSON.stringify(withoutDefaults(Practice, practice), undefined, 2)}\n`;
}

/** Leaves out what the schema fills in by itself, but for the time zone: what was not said there is worth a warning. */
function withoutDefaults(schema: z.core.$ZodType, value: unknown): unknown {
  const inner =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
      ? schema.unwrap()
      : schema;
  if (inner !== schema) {
    return withoutDefaults(inner, value);
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((entry) => withoutDefaults(schema.element, entry));
  }
  if (schema instanceof z.ZodObject && typeof value === 'object' && value !== null) {
    const values = value as Readonly<Record<string, unknown>>;
    const shape = schema.shape as Readonly<Record<string, z.core.$ZodType>>;
    return Object.fromEntries(
      Object.entries(shape).flatMap(([name, field]) => {
        const found = values[name];
        return found === undefined || (isDefault(field, found) && name !== 'timeZone')
          ? []
          : [[name, withoutDefaults(field, found)]];
      }),
    );
  }
  return value;
}

function isDefault(field: z.core.$ZodType, value: unknown): boolean {
  return (
    (field instanceof z.ZodDefault || field instanceof z.ZodPrefault) &&
    canonicalJson(field.parse(undefined)) === canonicalJson(value)
  );
}
