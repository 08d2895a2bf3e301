import * as z from 'zod';
import { Cents } from './cents.ts';
import { Instant, PlainDate } from './dates.ts';
import { PayerId } from './identifiers.ts';

const appealWays = ['portal', 'mail', 'fax', 'electronic', 'telephone'] as const;
export const AppealWay = z.enum(appealWays);

/** The number by which the payer, the carrier or the portal knows what was sent. */
export const AppealReference = z.string().trim().min(1).max(60);

/** What became of an appeal; a step is never changed. */
const AppealStep = z.object({
  at: Instant,
  /** The person, or the step of the pipeline. */
  by: z.string(),
  what: z.enum(['sent', 'overturned', 'unanswered', 'upheld', 'withdrawn', 'written-off']),
  reason: z.string().optional(),
  sentOn: PlainDate.optional(),
  way: AppealWay.optional(),
  reference: AppealReference.optional(),
  /** When the payer's answer is looked for. */
  lookOn: PlainDate.optional(),
  /** Of the claim, with the wait that began by it. */
  waitSequence: z.int().optional(),
});
export type AppealStep = z.infer<typeof AppealStep>;

/** A denial that somebody appeals. */
export const Appeal = z.object({
  payerId: PayerId,
  /** 1 for the first, 2 once the payer has turned the first down, and so on. */
  level: z.int().min(1),
  chosenAt: Instant,
  chosenBy: z.string(),
  reason: z.string(),
  /** The decisions that denied it, and how much of each was open then. */
  denied: z.array(z.object({ remittanceId: z.string(), claimIndex: z.int(), amountCents: Cents })),
  /** The last day on which the payer takes it. */
  dueOn: PlainDate,
  steps: z.array(AppealStep),
});
export type Appeal = z.infer<typeof Appeal>;
