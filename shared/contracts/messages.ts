import * as z from 'zod';
import { ClaimId, PracticeId } from './identifiers.ts';
import { contractVersion, WaitKey } from './steps.ts';

/** What the claim pipeline puts on the task queue: who waits, for what, and the token that ends the wait. */
export const TaskMessage = z.object({
  contractVersion: z.literal(contractVersion),
  practiceId: PracticeId,
  claimId: ClaimId,
  leg: z.int().min(1),
  waitName: z.string(),
  waitKey: WaitKey,
  taskToken: z.string().min(1),
});
export type TaskMessage = z.infer<typeof TaskMessage>;

/** The part that we read of the event EventBridge sends when an object was created. */
export const ObjectCreated = z.object({
  detail: z.object({
    bucket: z.object({ name: z.string() }),
    object: z.object({ key: z.string(), size: z.int().optional(), 'version-id': z.string().optional() }),
  }),
});
export type ObjectCreated = z.infer<typeof ObjectCreated>;
