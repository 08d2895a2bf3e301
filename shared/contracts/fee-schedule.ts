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

/** Hundredths of a percent: 12500 is 125 %. */
const BasisPoints = z.int().min(1).max(100_000);

/** A locality of Medicare's fee schedule: its contractor and the number within it. */
export const MedicareLocality = z.strictObject({
  contractor: z.string().regex(/^\d{5}$/, 'a Medicare contractor of 5 digits'),
  locality: z.string().regex(/^\d{2}$/, 'a locality of 2 digits'),
});
export type MedicareLocality = z.infer<typeof MedicareLocality>;

/** One amount for all that is done on a day on which one of the codes is billed. */
const CaseRate = z.strictObject({
  codes: z.array(ProcedureCode).min(1).max(200),
  allowedCents: Cents,
  /** Other codes of that day that the rate covers; they are allowed nothing beside it. */
  covers: z.array(ProcedureCode).max(2000).default([]),
});

/** What of its price each of several procedures of a day is allowed, the dearest first; the last holds for all further ones. */
const MultipleProcedureShares = z.array(BasisPoints).min(1).max(10);

/** How a contract changes the price of a line. What is left out changes nothing. */
export const ContractRules = z.strictObject({
  /** Never more than the charge of the line. */
  isLesserOfCharge: z.boolean().default(true),
  caseRates: z.array(CaseRate).max(200).default([]),
  /** By the indicators of Medicare's fee schedule, or by shares of the contract's own. */
  multipleProcedures: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('medicare') }),
      z.strictObject({ by: z.literal('shares'), shares: MultipleProcedureShares }),
    ])
    .optional(),
  /** Of a line with modifier 50. `medicare`: by the indicator of Medicare's fee schedule. */
  bilateral: z.union([z.literal('medicare'), BasisPoints]).optional(),
  /** What of its price a line with a modifier is allowed: an assistant (80) at 1600, one of two surgeons (62) at 6250. */
  modifierShares: z
    .array(z.strictObject({ modifier: Modifier, basisPoints: BasisPoints }))
    .max(60)
    .default([]),
  /** A difference that is not above both is left alone. */
  tolerance: z
    .strictObject({ amountCents: Cents, basisPoints: z.int().min(0).max(10_000) })
    .prefault({ amountCents: 100, basisPoints: 100 }),
});
export type ContractRules = z.infer<typeof ContractRules>;

/** A payer's contract for dates of service: allowed amounts by code, or a share of a fee schedule, of Medicare's or of the charge. */
export const PayerContract = z.strictObject({
  contractId: z.string().min(1).max(40),
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate.optional(),
  basis: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fee-schedule'), rows: z.array(FeeScheduleRow).max(50_000) }),
    z.strictObject({
      kind: z.literal('percent-of'),
      feeScheduleId: FeeScheduleId,
      basisPoints: BasisPoints,
    }),
    /** A share of Medicare's physician fee schedule as it was loaded. */
    z.strictObject({
      kind: z.literal('percent-of-medicare'),
      basisPoints: BasisPoints,
      locality: MedicareLocality,
      /** The year whose schedule the contract froze; the one of the date of service, when left out. */
      year: z.int().min(2000).max(2100).optional(),
      /** Ten-thousandths of a dollar, where the contract has a conversion factor of its own. */
      conversionFactorTenThousandths: z.int().min(1).max(10_000_000).optional(),
      /** What of the charge is allowed for codes that Medicare does not price; unknown, when left out. */
      otherCodesBasisPoints: BasisPoints.optional(),
    }),
    z.strictObject({ kind: z.literal('percent-of-charge'), basisPoints: BasisPoints }),
  ]),
  rules: ContractRules.prefault({}),
});
export type PayerContract = z.infer<typeof PayerContract>;
