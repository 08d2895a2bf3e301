import * as z from 'zod';
import { Instant } from './dates.ts';

/** That an operator had an upload or a remittance continued after a defect had stopped it. */
export const Resumption = z.object({ at: Instant, by: z.string(), reason: z.string() });
export type Resumption = z.infer<typeof Resumption>;
