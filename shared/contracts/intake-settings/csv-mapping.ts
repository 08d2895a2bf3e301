import * as z from 'zod';
import { csvFields } from './csv-fields.ts';
import { SourceSystemName } from './source-system.ts';

const known: ReadonlySet<string> = new Set(csvFields);

export const CsvField = z
  .string()
  .refine(
    (field) => known.has(field),
    'a field of an encounter, a charge line, an appointment or a document',
  );

/** What one column means. */
const CsvColumn = z.strictObject({
  /** As in the header row; case and blanks make no difference. */
  header: z.string().trim().min(1).max(100),
  field: CsvField,
  /** What the source writes, and what it means here. Other values stay as they are. */
  values: z.record(z.string().max(100), z.string().max(100)).optional(),
  /** Only one piece of the cell: the `take`th, counted from 1, of those between `by`. */
  split: z.strictObject({ by: z.string().min(1).max(5), take: z.int().min(1).max(50) }).optional(),
});

export const csvDateFormats = [
  'YYYY-MM-DD',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'MM/DD/YY',
  'YYYYMMDD',
  'DD-MON-YYYY',
] as const;

/** How the rows of an export are read: which column is what. Kept with the practice's master data. */
export const CsvMapping = z.strictObject({
  mappingId: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, '1 to 40 lower-case letters, digits and dashes'),
  name: z.string().min(1).max(60),
  /** Whether a row is a whole visit, one charge of a visit, an appointment, or says whose a document is. */
  rows: z.enum(['visit', 'charge-line', 'appointment', 'document']),
  /** The system that exports it. Left out, a column or the folder of the upload says it. */
  sourceSystem: SourceSystemName.optional(),
  dateFormat: z.enum(csvDateFormats).default('YYYY-MM-DD'),
  /** `last-comma-first`: LAST, FIRST MIDDLE. `first-last`: FIRST MIDDLE LAST. Of columns with a whole name. */
  nameFormat: z.enum(['last-comma-first', 'first-last']).default('last-comma-first'),
  columns: z.array(CsvColumn).min(1).max(400),
  /** What is the same for every row. */
  constants: z
    .array(z.strictObject({ field: CsvField, value: z.string().max(100) }))
    .max(50)
    .default([]),
  /** Headers without which a file is not of this mapping; others may be missing. None: all of them. */
  required: z.array(z.string().trim().min(1).max(100)).max(400).default([]),
  /** A row whose columns of insurance are empty. */
  noInsuranceMeans: z.enum(['self-pay', 'refuse']).default('self-pay'),
  /** What a line points at when there is no column for it. */
  linesPointAt: z.enum(['nothing', 'all-diagnoses']).default('nothing'),
});
export type CsvMapping = z.infer<typeof CsvMapping>;
export type CsvMappingInput = z.input<typeof CsvMapping>;
