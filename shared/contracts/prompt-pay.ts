import * as z from 'zod';
import { PlainDate } from './dates.ts';

/** Laws that make a payer owe interest for paying late; what each says is data of ours, with its source. */
export const promptPayLaws = [
  'medicare',
  'new-york',
  'california-plan',
  'california-insurer',
  'illinois',
  'florida',
  'georgia',
  'pennsylvania',
  'new-jersey',
  'maryland',
  'ohio',
  'north-carolina',
  'massachusetts-hmo',
  'colorado',
  'michigan',
  'new-mexico',
  'iowa',
] as const;

/** A rate of Medicare's that is not known here: Treasury tells one for each half-year, in eighths of a percent. */
const RateOfPeriod = z.strictObject({
  /** Of the day of payment. */
  effectiveFrom: PlainDate,
  effectiveTo: PlainDate,
  /** A year, in hundredths of a percent: 462.5 is 4.625 %. */
  rateBasisPoints: z.number().min(0.5).max(10_000).multipleOf(0.5),
  /** Where it is written. */
  source: z.string().trim().min(3).max(200),
});

/** How late a payer may pay, and what it owes after that: by a law, or as the practice's contract or counsel says. */
export const PromptPay = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('law'),
      law: z.enum(promptPayLaws),
      /** How the claims reach this payer: some clearinghouses print them, and many laws leave more days for paper. */
      claimsArrive: z.enum(['electronically', 'on-paper']).default('electronically'),
      rates: z.array(RateOfPeriod).max(40).default([]),
      /** Groups of employers that pay for themselves: federal law puts them outside the laws of states. */
      selfFundedGroups: z.array(z.string().trim().min(1).max(30)).max(500).default([]),
    })
    .refine(({ law, rates }) => law === 'medicare' || rates.length === 0, {
      path: ['rates'],
      error: 'rates belong to the law medicare; what another law is not known to say here goes with kind own',
    })
    .refine(({ rates }) => !overlap(rates), {
      path: ['rates'],
      error: 'periods that do not overlap: one rate for each day of payment',
    }),
  z.strictObject({
    kind: z.literal('own'),
    /** Calendar days from the payer's receipt of the claim. */
    days: z.int().min(1).max(365),
    /** A year, in hundredths of a percent. */
    rateBasisPoints: z.int().min(1).max(10_000),
    effectiveFrom: PlainDate.optional(),
    effectiveTo: PlainDate.optional(),
    /** Where it is written. */
    source: z.string().trim().min(3).max(200),
    selfFundedGroups: z.array(z.string().trim().min(1).max(30)).max(500).default([]),
  }),
]);
export type PromptPay = z.infer<typeof PromptPay>;

function overlap(periods: readonly z.infer<typeof RateOfPeriod>[]): boolean {
  return periods.some((one, index) =>
    periods
      .slice(index + 1)
      .some((other) => one.effectiveFrom <= other.effectiveTo && other.effectiveFrom <= one.effectiveTo),
  );
}
