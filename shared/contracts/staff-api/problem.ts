import * as z from 'zod';

/** Why a call was not answered as asked: `application/problem+json` of RFC 9457. */
export const Problem = z.object({
  /** Names the kind of problem; it is no address to open. */
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What to do about it, or the first of the problems. */
  detail: z.string(),
  /** Every problem, a sentence each. */
  problems: z.array(z.string()),
});
export type Problem = z.infer<typeof Problem>;
