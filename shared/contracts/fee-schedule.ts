import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { Modifier, ProcedureCode } from './encounter.ts';

/** What a payer allows for a service. Dates are dates of service, both days included. */
export const FeeScheduleRow = z.strictObject({
  code: ProcedureCode,
  modifier: Modifier.optional(),
  allowedCents: Cents,
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
});
export type FeeScheduleRow = z.infer<typeof FeeScheduleRow>;

export const FeeScheduleId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, '1 to 32 lower-case letters, digits and dashes');

/** One price. A row with the line's modifier goes before one without; of two in force the later one counts. */
export const PriceRow = z.strictObject({
  code: ProcedureCode,
  modifier: Modifier.optional(),
  /** For one unit. */
  amountCents: Cents.refine((amount) => amount >= 0, 'an amount that is not negative'),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
});
export type PriceRow = z.infer<typeof PriceRow>;

/** Prices by code: what the practice charges, or what others publish and contracts refer to. */
export const FeeSchedule = z.strictObject({
  feeScheduleId: FeeScheduleId,
  name: z.string().min(1).max(60),
  /** Only charges fill in the price of a line that came without one. */
  use: z.enum(['charges', 'reference']).default('charges'),
  effectiveFrom: PlainDate.optional(),
  effectiveTo: PlainDate.optional(),
  rows: z.array(PriceRow).max(50_000),
});
export type FeeSchedule = z.infer<typeof FeeSchedule>;

/** A payer's contract for dates of service: allowed amounts by code, or a share of a fee schedule. */
export const PayerContract = z.strictObject({
  contractId: z.string().min(1).max(40),
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fee-schedule'), rows: z.array(FeeScheduleRow).max(50_000) }),
    z.strictObject({
      kind: z.literal('percent-of'),
      feeScheduleId: FeeScheduleId,
      /** Hundredths of a percent: 12500 is 125 %. */
      basisPoints: z.int().min(1).max(100_000),
    }),
  ]),
});
export type PayerContract = z.infer<typeof PayerContract>;
