import * as z from 'zod';
import { schemaOf } from './schema-of.ts';
import type { ServiceDelivery } from '../delivery.ts';

export const serviceDeliverySchema = schemaOf<ServiceDelivery>()(
  z.strictObject({
    quantityQualifier: z.string().exactOptional(),
    quantity: z.number().exactOptional(),
    unit: z.string().exactOptional(),
    sampleFrequency: z.number().exactOptional(),
    timePeriod: z.string().exactOptional(),
    periodCount: z.number().exactOptional(),
    pattern: z.string().exactOptional(),
    timeCode: z.string().exactOptional(),
  }),
);
