import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { PayerId } from './identifiers.ts';
import { SeenVariance } from './variances.ts';

/** Lines of one payer, code and contract that differ in one way. */
export const VarianceGroup = z.object({
  verdict: SeenVariance.shape.verdict,
  payerId: PayerId,
  code: z.string(),
  contractId: z.string(),
  count: z.int(),
  chargeCents: Cents,
  expectedCents: Cents,
  contractCents: Cents,
  allowedCents: Cents,
  /** Expected less allowed; of charges that are too low what the contract would have allowed beyond them. */
  differenceCents: Cents,
  /** Days of service. */
  first: PlainDate,
  last: PlainDate,
  /** The first lines, as many as a person reads. */
  lines: z.array(SeenVariance),
});
export type VarianceGroup = z.infer<typeof VarianceGroup>;
