import * as z from 'zod';
import { PostingId, PracticeId } from './identifiers.ts';
import { WorkTaskRequest } from './queries.ts';

const ofRefund = {
  practiceId: PracticeId,
  /** As the list of refunds names it. */
  refund: PostingId.regex(/^refund-[A-Z0-9]{13,17}-\d+$/, 'a refund, as the list of refunds names it'),
  user: WorkTaskRequest.shape.user,
  reason: z.string().trim().min(3).max(200),
};

/** How it is said that a refund was paid, or is not to be. */
export const SettleRefundRequest = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('paid'),
    ...ofRefund,
    checkNumber: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,30}$/, 'the number of the check: 1 to 30 letters, digits and dashes'),
    /** It is known that the payer has taken the money itself, or that the refund is void; the check went out before. */
    isSent: z.boolean().optional(),
  }),
  z.object({ action: z.literal('void'), ...ofRefund }),
]);
export type SettleRefundRequest = z.input<typeof SettleRefundRequest>;

export const SettleRefundAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('settled'), summary: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type SettleRefundAnswer = z.infer<typeof SettleRefundAnswer>;
