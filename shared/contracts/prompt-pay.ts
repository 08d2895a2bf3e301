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
] as const;

/** How late a payer may pay, and what it owes after that: by a law, or as the practice's contract or counsel says. */
export const PromptPay = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('law'),
    law: z.enum(promptPayLaws),
    /** Groups of employers that pay for themselves: federal law puts them outside the laws of states. */
    selfFundedGroups: z.array(z.string().trim().min(1).max(30)).max(500).default([]),
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
