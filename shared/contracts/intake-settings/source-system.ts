import * as z from 'zod';
import { Npi } from '../identifiers.ts';
import { TimeZone } from '../time-zone.ts';

/** A system that visits come from, as its records name it. */
export const SourceSystemName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,49}$/, '1 to 50 letters, digits, dot, colon, dash or underscore');

/** One system of the practice that sends visits, and what is so of all that it sends. */
export const SourceSystem = z.strictObject({
  sourceSystem: SourceSystemName,
  /** Whether one record is a whole visit, or a piece of one that is put together with others. Never both. */
  kind: z.enum(['whole', 'parts']),
  /** Where its instants are read as days, when that is neither the location's nor the practice's time zone. */
  timeZone: TimeZone.optional(),
  /** What its records do not say and what is the same for all of them. */
  defaults: z
    .strictObject({
      renderingNpi: Npi.optional(),
      /** A location of the practice. */
      locationId: z.string().min(1).max(32).optional(),
      placeOfService: z
        .string()
        .regex(/^\d{2}$/, 'a CMS place of service code of 2 digits')
        .optional(),
    })
    .prefault({}),
});
export type SourceSystem = z.infer<typeof SourceSystem>;
