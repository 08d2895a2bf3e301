import * as z from 'zod';
import { taskOutcomes } from './claim-task-outcomes.ts';

const answer = z.strictObject({
  encounterId: z.string(),
  /** The how-manieth task of this kind that the claim has, counted from 1. */
  occurrence: z.int().min(1).default(1),
  user: z.string().regex(/^[a-z][a-z0-9.-]{0,39}$/),
  role: z.enum(['staff', 'manager']).default('staff'),
});

/** One decision of a scripted run, for example of the demo. */
const StaffAnswer = z.discriminatedUnion('task', [
  answer.extend({ task: z.literal('coverage'), outcome: taskOutcomes.coverage }),
  answer.extend({ task: z.literal('coding'), outcome: taskOutcomes.coding }),
  answer.extend({ task: z.literal('authorization'), outcome: taskOutcomes.authorization }),
  answer.extend({ task: z.literal('correction'), outcome: taskOutcomes.correction }),
  answer.extend({ task: z.literal('rejection'), outcome: taskOutcomes.rejection }),
  answer.extend({ task: z.literal('denial'), outcome: taskOutcomes.denial }),
  answer.extend({ task: z.literal('appeal'), outcome: taskOutcomes.appeal }),
  answer.extend({ task: z.literal('follow-up'), outcome: taskOutcomes['follow-up'] }),
  answer.extend({ task: z.literal('charge-changed'), outcome: taskOutcomes['charge-changed'] }),
]);

/** The script of a run: a task that it does not name is left open. The amounts in it are parsed; hand in the JSON as it is, with its days said. */
export const StaffAnswers = z.array(StaffAnswer);
export type StaffAnswers = z.infer<typeof StaffAnswers>;
