import * as z from 'zod';
import { Task } from '../task.ts';
import { TakeNextTaskAnswer } from '../take-next-task.ts';
import { HandleTasksAnswer, HandleTasksRequest } from '../task-handling.ts';
import { TaskListing, WorkTaskAnswer, WorkTaskRequest } from '../queries.ts';
import { claimReaders, taskWorkers } from './roles.ts';
import type { StaffRoute } from './route.ts';

const listed = z.object({
  outcome: z.literal('listed'),
  tasks: z.array(Task),
  /** What to ask for next, where more follow. */
  next: z.string().optional(),
});

export const taskRoutes = [
  {
    id: 'list-tasks',
    method: 'GET',
    path: '/api/practices/{practiceId}/tasks',
    function: 'read-tasks',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary:
      'Open tasks, or those that sleep, of all kinds or some, of everybody or one; by due date or priority',
    fixed: { query: 'list' },
    takes: ['authority'],
    request: z.strictObject({
      ...TaskListing.shape,
      /** Names of kinds with commas between them. */
      kinds: z
        .string()
        .max(1000)
        .transform((text) => text.split(','))
        .pipe(TaskListing.shape.kinds.unwrap())
        .optional(),
      limit: z.coerce.number().pipe(TaskListing.shape.limit.unwrap()).optional(),
    }),
    answer: listed,
  },
  {
    id: 'list-tasks-of-claim',
    method: 'GET',
    path: '/api/practices/{practiceId}/claims/{claimId}/tasks',
    function: 'read-tasks',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'Every task that a claim ever had, the newest first',
    fixed: { query: 'of-claim' },
    takes: ['authority'],
    request: z.strictObject({}),
    answer: listed,
  },
  {
    id: 'show-task',
    method: 'GET',
    path: '/api/practices/{practiceId}/tasks/{taskId}',
    function: 'read-tasks',
    roles: claimReaders,
    does: 'reads',
    tells: 'patient',
    summary: 'A task with its evidence, what was proposed, and what may be decided',
    fixed: { query: 'show' },
    takes: ['authority'],
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('shown'), task: Task }),
  },
  {
    id: 'list-own-tasks',
    method: 'GET',
    path: '/api/practices/{practiceId}/own-tasks',
    function: 'read-tasks',
    roles: ['provider'],
    does: 'reads',
    tells: 'patient',
    summary:
      'What waits for the provider who asks: open questions of coders, and notes that nobody has signed',
    fixed: { query: 'of-provider' },
    takes: ['authority'],
    request: z.strictObject({}),
    answer: z.object({ outcome: z.literal('listed'), tasks: z.array(Task) }),
  },
  {
    id: 'decide-task',
    method: 'POST',
    path: '/api/practices/{practiceId}/tasks/{taskId}/decision',
    function: 'work-task',
    // A provider answers the questions that are addressed to that provider.
    roles: [...taskWorkers, 'provider'],
    does: 'changes',
    tells: 'patient',
    summary: 'Decides a task; what takes another person is kept as a proposal',
    takes: ['user', 'role', 'authority'],
    request: z.strictObject({ outcome: WorkTaskRequest.shape.outcome }),
    answer: z.discriminatedUnion('outcome', [WorkTaskAnswer.options[0], WorkTaskAnswer.options[1]]),
  },
  {
    id: 'handle-tasks',
    method: 'POST',
    path: '/api/practices/{practiceId}/task-handling',
    function: 'handle-tasks',
    roles: taskWorkers,
    does: 'changes',
    tells: 'practice',
    summary:
      'Takes tasks in hand, gives them back, assigns them, puts them off or behind others; or says what would be done',
    takes: ['user', 'role'],
    request: HandleTasksRequest.omit({ practiceId: true, user: true, role: true }).strict(),
    answer: HandleTasksAnswer.options[0],
  },
  {
    id: 'take-next-task',
    method: 'POST',
    path: '/api/practices/{practiceId}/next-task',
    function: 'take-next-task',
    roles: taskWorkers,
    does: 'changes',
    tells: 'practice',
    summary:
      'Takes in hand the task that is worth most among those that nobody has and that the person is good at',
    takes: ['user', 'role', 'authority'],
    request: z.strictObject({}),
    answer: z.discriminatedUnion('outcome', [TakeNextTaskAnswer.options[0], TakeNextTaskAnswer.options[1]]),
  },
] as const satisfies readonly StaffRoute[];
