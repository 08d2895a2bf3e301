import type { CsvMapping } from '#contracts/intake-settings/csv-mapping.ts';
import type { FormatId } from '../frame/framer.ts';

/** Formats of which every record is a whole visit. */
const wholeFormats: ReadonlySet<FormatId> = new Set<FormatId>([
  'encounter-ndjson',
  'encounter-json',
  'x12-837',
]);

/**
 * Whether records of a format may be parts of visits, which are put together only when all of the upload are kept.
 * Of CSV the mapping says it: `rows`.
 */
export function mayHoldParts(format: FormatId, rows: CsvMapping['rows'] | undefined): boolean {
  return format === 'csv' ? rows !== 'visit' : !wholeFormats.has(format);
}
