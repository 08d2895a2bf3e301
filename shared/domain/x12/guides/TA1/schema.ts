import * as z from 'zod';
import { PlainDate } from '#contracts/dates.ts';
import { schemaOf } from '#domain/x12/schemas/schema-of.ts';
import type { InterchangeAcknowledgementTA1 } from './model.ts';

export const interchangeAcknowledgementTA1Schema = schemaOf<InterchangeAcknowledgementTA1>()(
  z.strictObject({
    interchangeControlNumber: z.string(),
    date: PlainDate,
    time: z.string(),
    code: z.enum(['A', 'E', 'R']),
    noteCode: z.string(),
  }),
);
