import * as z from 'zod';
import { PlainDate } from './dates.ts';
import { SourceSystemName } from './intake-settings/source-system.ts';

/**
 * A code of a source's own and what it means here. There is none from ICD-9 to ICD-10: one old code has many new ones,
 * and which of them is right stands in the note.
 */
export const CodeMapping = z.strictObject({
  kind: z.enum([
    'procedure',
    'diagnosis',
    'modifier',
    'place-of-service',
    'relationship',
    'sex',
    'accident',
    'appointment-status',
  ]),
  /** Any of the practice's systems, when left out. */
  sourceSystem: SourceSystemName.optional(),
  /** The code system as the source names it; any, when left out. */
  system: z.string().trim().min(1).max(100).optional(),
  from: z.string().trim().min(1).max(60),
  to: z.string().trim().min(1).max(20),
  /** Dates of service, both days included. */
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});
export type CodeMapping = z.infer<typeof CodeMapping>;
