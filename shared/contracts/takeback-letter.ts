import * as z from 'zod';
import { Cents } from './cents.ts';
import { PlainDate } from './dates.ts';
import { ClaimId, PayerId, PracticeId } from './identifiers.ts';
import { QueryRefused, WorkTaskRequest } from './queries.ts';

/** A letter in which a payer says that it will take money of a claim back; or that such a letter no longer holds. */
export const TakebackLetter = z.object({
  practiceId: PracticeId,
  claimId: ClaimId,
  payerId: PayerId,
  amountCents: Cents.refine((amount) => amount > 0, 'an amount above zero: what the payer will take'),
  /** The date of the letter: with the claim and the amount it names the letter. */
  letterDate: PlainDate,
  /** The number of the letter, or of the claim, as the payer writes it. */
  reference: z.string().trim().min(1).max(50).optional(),
  user: WorkTaskRequest.shape.user,
  reason: z.string().trim().min(3).max(200),
  /** The payer took the letter back, or it was entered by mistake. */
  withdrawn: z.boolean().default(false),
});
export type TakebackLetter = z.infer<typeof TakebackLetter>;

export const TakebackLetterAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('entered'), summary: z.string() }),
  QueryRefused,
]);
export type TakebackLetterAnswer = z.infer<typeof TakebackLetterAnswer>;
