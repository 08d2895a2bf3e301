import * as z from 'zod';
import { PracticeId, TaskId } from './identifiers.ts';
import { StaffAuthority } from './staff-member.ts';
import { StaffUser } from './staff-user.ts';

/** Takes the task that is worth most among those that nobody has and that the person is good at. */
export const TakeNextTaskRequest = z.object({
  practiceId: PracticeId,
  user: StaffUser,
  role: z.enum(['staff', 'manager']).default('staff'),
  authority: StaffAuthority,
});
export type TakeNextTaskRequest = z.input<typeof TakeNextTaskRequest>;

export const TakeNextTaskAnswer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('taken'), taskId: TaskId, words: z.string() }),
  z.object({ outcome: z.literal('nothing-left'), words: z.string() }),
  z.object({ outcome: z.literal('refused'), problems: z.array(z.string()) }),
]);
export type TakeNextTaskAnswer = z.infer<typeof TakeNextTaskAnswer>;
